import { type ScannedEntry, scan } from "../../src/sccache/scan.ts";
import { writeRaw } from "../corpus/raw-written.ts";
import { playBuild } from "../corpus/sets.ts";
import { inChild, type Measured } from "../measure/child.ts";
import { medianTimes } from "../measure/median.ts";
import { peerPack } from "../measure/peer-archive.ts";
import type { PackFigures } from "../tasks/pack.ts";
import { atLeast, atMost, type Benchmark, megabytes, seconds, tells } from "./row.ts";

/** How fast a directory is packed when all is new, and when nearly all was restored. */
export const pack: Benchmark = {
  name: "pack",
  quick: true,
  async run({ workshop, corpora, times }) {
    const source = await corpora.oneRun();
    const { entries } = await scan(source);
    const out = workshop.fresh("pack.tar.zst");
    const raw = await writeRaw(
      { from: source, names: entries.map(({ name }) => name) },
      workshop.fresh("raw"),
    );
    const all = await medianTimes(times, () => inChild("pack", { directory: raw, out }));
    const peer = await medianTimes(times, () => peerPack(raw, workshop.fresh("peer.tar.zst")));
    const compressed = await medianTimes(times, () => inChild("pack", { directory: source, out }));

    // What a job finds that restored nine tenths.
    const { old, added } = tenthOf(entries);
    const known = workshop.fresh("restored.tar.zst");
    await inChild("pack", { directory: raw, names: old, out: known });
    const directory = workshop.fresh("restored");
    await inChild("unpack", { file: known, directory });
    await playBuild({ from: raw, names: added }, directory);
    const tenth = await medianTimes(times, () => inChild("pack", { directory, known, out }));

    const { rawBytes } = all.value;
    const speed = (wallSeconds: number) => rawBytes / 1e6 / wallSeconds;
    const cost = (measured: Measured<PackFigures>) =>
      `${megabytes(measured.value.rawBytes)} in ${seconds(measured)}`;
    return [
      atLeast("pack, everything new", speed(all.wallSeconds), {
        least: 300,
        unit: " MB/s",
        from: `${cost(all)}, ${megabytes(all.value.bytes)}`,
      }),
      tells(
        "… tar and zstd -3 on all cores, of the same entries",
        `${speed(peer.wallSeconds).toFixed(0)} MB/s`,
        `in ${peer.wallSeconds.toFixed(2)} s`,
      ),
      tells(
        "… of entries that sccache compressed",
        `${speed(compressed.wallSeconds).toFixed(0)} MB/s`,
        cost(compressed),
      ),
      atMost("pack, 10 % new ÷ everything new", tenth.wallSeconds / all.wallSeconds, {
        most: 0.4,
        from: `${cost(tenth)}; by CPU ${(tenth.cpuSeconds / all.cpuSeconds).toFixed(2)}`,
      }),
    ];
  },
};

/** Parts entries, whose order by name is as good as chance, so that those that count as new have a tenth of the bytes. */
function tenthOf(entries: readonly ScannedEntry[]): { old: string[]; added: string[] } {
  let room = entries.reduce((sum, { bytes }) => sum + bytes, 0) / 10;
  const old: string[] = [];
  const added: string[] = [];
  for (const { name, bytes } of entries) {
    const fits = bytes <= room;
    if (fits) room -= bytes;
    (fits ? added : old).push(name);
  }
  return { old, added };
}
