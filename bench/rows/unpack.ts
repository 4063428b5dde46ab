import { inChild } from "../measure/child.ts";
import { medianTimes } from "../measure/median.ts";
import { atLeast, type Benchmark, megabytes, seconds } from "./row.ts";

/** How fast a bundle becomes a directory. */
export const unpack: Benchmark = {
  name: "unpack",
  quick: true,
  async run({ workshop, corpora, times }) {
    const file = workshop.place("temp", "unpack.tar.zst");
    await inChild("pack", { directory: await corpora.oneRun(), out: file });
    const directory = workshop.place("temp", "unpacked");
    const done = await medianTimes(times, () => inChild("unpack", { file, directory }));
    const figure = done.value / 1e9 / done.wallSeconds;
    const from = `${megabytes(done.value)} in ${seconds(done)}`;
    return [atLeast("unpack, of raw bytes", figure, { least: 0.9, unit: " GB/s", from })];
  },
};
