import { parseStatistics } from "../../src/sccache/server/statistics.ts";
import type { Run } from "../corpus/recording.ts";
import { inChild } from "../measure/child.ts";
import { medianOf } from "../measure/median.ts";
import { peerArchiveBytes, peerPack, peerUnpack } from "../measure/peer-archive.ts";
import { atLeast, atMost, type Benchmark, megabytes, seconds, tells } from "./row.ts";

/**
 * A large program: what a second build takes when everything is kept, and what packing and unpacking all its entries take,
 * beside the peer on the same files. What its jobs take within the default limit, `whole-job --program bevy` tells.
 */
export const bevy: Benchmark = {
  name: "bevy",
  quick: false,
  async run({ workshop, corpora, times }) {
    const { directory, cold, warm } = await corpora.bevy();
    const { hits, misses } = lookupsOf(warm);
    const rate = (100 * hits) / Math.max(1, hits + misses);
    const file = workshop.fresh("bevy.tar.zst");
    const archive = workshop.fresh("bevy-peer.tar.zst");
    const packs = [];
    const peerPacks = [];
    const unpacks = [];
    const peerUnpacks = [];
    for (let i = 0; i < Math.min(3, times); i += 1) {
      packs.push(await inChild("pack", { directory, out: file }));
      peerPacks.push(await peerPack(directory, archive));
      unpacks.push(await inChild("unpack", { file, directory: workshop.fresh("bevy") }));
      peerUnpacks.push(await peerUnpack(archive, workshop.fresh("bevy-peer")));
    }
    const [packed, peer, unpacked, peerUnpacked] = [
      medianOf(packs),
      medianOf(peerPacks),
      medianOf(unpacks),
      medianOf(peerUnpacks),
    ];
    const theirs = await peerArchiveBytes(directory, archive);
    const { value } = packed;
    const about = `${value.entries} entries, ${(value.rawBytes / 1e9).toFixed(1)} GB raw, ${value.segments} segments`;
    const most = (all: readonly { peakBytes: number }[]) =>
      Math.max(...all.map(({ peakBytes }) => peakBytes)) / 1e6;
    return [
      tells(
        "Bevy, warm ÷ cold build, everything kept",
        (warm.seconds / cold.seconds).toFixed(2),
        `${warm.seconds.toFixed(0)} ÷ ${cold.seconds.toFixed(0)} s`,
      ),
      atLeast("Bevy, hits of the warm build", rate, {
        least: 95,
        unit: " %",
        from: `${hits} of ${hits + misses}`,
      }),
      tells(
        "Bevy, bundle ÷ tar and zstd -3 of the same raw entries",
        (value.bytes / theirs).toFixed(2),
        `${megabytes(value.bytes)} ÷ ${megabytes(theirs)}; ${about}`,
      ),
      atMost("Bevy, pack ÷ tar and zstd -3 on all cores, time", packed.wallSeconds / peer.wallSeconds, {
        most: 1.1,
        from: `${seconds(packed)} ÷ ${peer.wallSeconds.toFixed(2)} s`,
      }),
      atMost("Bevy, unpack ÷ zstd -d and tar -x, time", unpacked.wallSeconds / peerUnpacked.wallSeconds, {
        most: 0.8,
        from: `${seconds(unpacked)} ÷ ${peerUnpacked.wallSeconds.toFixed(2)} s`,
      }),
      atMost("Bevy, memory, pack", most(packs), { most: 900, unit: " MB", from: about }),
      atMost("Bevy, memory, unpack", most(unpacks), { most: 900, unit: " MB", from: about }),
    ];
  },
};

function lookupsOf({ statistics }: Run): { hits: number; misses: number } {
  const parsed = parseStatistics(statistics);
  return { hits: parsed?.hits.total ?? 0, misses: parsed?.misses.total ?? 0 };
}
