import { inChild } from "../measure/child.ts";
import { medianInTurns, ratio } from "../measure/median.ts";
import { peerArchiveBytes, peerUnpack } from "../measure/peer-archive.ts";
import { atMost, type Benchmark, megabytes, seconds, tells } from "./row.ts";

/** How fast a bundle becomes a directory, and how fast the peer's archive does. */
export const unpack: Benchmark = {
  name: "unpack",
  quick: true,
  async run({ workshop, corpora, times }) {
    const file = workshop.fresh("unpack.tar.zst");
    await inChild("pack", { directory: await corpora.oneRun(), out: file });
    // The same content as the bundle's, so that both write the same bytes.
    const raw = workshop.fresh("unpacked");
    await inChild("unpack", { file, directory: raw });
    const archive = workshop.fresh("peer.tar.zst");
    await peerArchiveBytes(raw, archive);
    const [done, peer] = await medianInTurns(
      times,
      () => inChild("unpack", { file, directory: workshop.fresh("unpacked") }),
      () => peerUnpack(archive, workshop.fresh("peer")),
    );
    const speed = (wallSeconds: number) => done.value / 1e9 / wallSeconds;
    const from = `${megabytes(done.value)} in ${seconds(done)}`;
    return [
      atMost("unpack ÷ zstd -d and tar -x, of the same raw entries, time", ratio(done, peer), {
        most: 0.8,
        from: `${from} against ${seconds(peer)}`,
      }),
      tells("… processor time", (done.cpuSeconds / peer.cpuSeconds).toFixed(2), "in the same runs"),
      tells("unpack, of raw bytes", `${speed(done.wallSeconds).toFixed(2)} GB/s`, from),
    ];
  },
};
