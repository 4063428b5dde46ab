import { inChild } from "../measure/child.ts";
import { medianTimes } from "../measure/median.ts";
import { peerArchiveBytes, peerUnpack } from "../measure/peer-archive.ts";
import { atLeast, type Benchmark, megabytes, seconds, tells } from "./row.ts";

/** How fast a bundle becomes a directory, and how fast the peer's archive does. */
export const unpack: Benchmark = {
  name: "unpack",
  quick: true,
  async run({ workshop, corpora, times }) {
    const file = workshop.fresh("unpack.tar.zst");
    await inChild("pack", { directory: await corpora.oneRun(), out: file });
    const done = await medianTimes(times, () =>
      inChild("unpack", { file, directory: workshop.fresh("unpacked") }),
    );
    // The same content as the bundle's, so that both write the same bytes.
    const raw = workshop.fresh("unpacked");
    await inChild("unpack", { file, directory: raw });
    const archive = workshop.fresh("peer.tar.zst");
    await peerArchiveBytes(raw, archive);
    const peer = await medianTimes(times, () => peerUnpack(archive, workshop.fresh("peer")));
    const speed = (wallSeconds: number) => done.value / 1e9 / wallSeconds;
    const from = `${megabytes(done.value)} in ${seconds(done)}`;
    return [
      atLeast("unpack, of raw bytes", speed(done.wallSeconds), { least: 0.9, unit: " GB/s", from }),
      tells(
        "… zstd -d and tar -x, of the same entries",
        `${speed(peer.wallSeconds).toFixed(2)} GB/s`,
        `in ${peer.wallSeconds.toFixed(2)} s`,
      ),
    ];
  },
};
