import { type ScannedEntry, scan } from "../../src/sccache/directory.ts";
import { writeRaw } from "../corpus/raw-written.ts";
import { playBuild } from "../corpus/sets.ts";
import { inChild, type Measured } from "../measure/child.ts";
import { medianInTurns, medianTimes, ratio } from "../measure/median.ts";
import { peerPack } from "../measure/peer-archive.ts";
import type { PackFigures } from "../tasks/pack.ts";
import { atMost, type Benchmark, megabytes, seconds, tells } from "./row.ts";

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
    const [all, peer] = await medianInTurns(
      times,
      () => inChild("pack", { directory: raw, out: workshop.fresh("pack.tar.zst") }),
      () => peerPack(raw, workshop.fresh("peer.tar.zst")),
    );
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
      atMost("pack ÷ tar and zstd -3 on all cores, of the same raw entries, time", ratio(all, peer), {
        most: 1,
        from: `${cost(all)} against ${seconds(peer)}`,
      }),
      atMost("… bytes", all.value.bytes / peer.bytes, {
        most: 0.75,
        from: `${megabytes(all.value.bytes)} against ${megabytes(peer.bytes)}`,
      }),
      tells("… processor time", (all.cpuSeconds / peer.cpuSeconds).toFixed(2), "in the same runs"),
      tells("pack, everything new", `${speed(all.wallSeconds).toFixed(0)} MB/s`, cost(all)),
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
