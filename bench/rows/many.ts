import { inChild } from "../measure/child.ts";
import { medianTimes } from "../measure/median.ts";
import { atMost, type Benchmark, seconds } from "./row.ts";

/** How much longer 20,000 entries take than 20 of as many bytes. */
export const many: Benchmark = {
  name: "many",
  quick: false,
  async run({ workshop, corpora, times }) {
    const sources = await corpora.many();
    const measure = async (directory: string) => {
      const file = workshop.fresh("many.tar.zst");
      return {
        packed: await medianTimes(times, () => inChild("pack", { directory, out: file })),
        unpacked: await medianTimes(times, () =>
          inChild("unpack", { file, directory: workshop.fresh("unpacked") }),
        ),
      };
    };
    const small = await measure(sources.many);
    const large = await measure(sources.few);
    const row = (what: "packed" | "unpacked", title: string) =>
      atMost(title, small[what].wallSeconds - large[what].wallSeconds, {
        most: 2,
        unit: " s",
        from: `20,000: ${seconds(small[what])}, 20: ${seconds(large[what])}`,
      });
    return [
      row("packed", "20,000 entries of 20 kB, pack, beyond 20 entries of as many bytes"),
      row("unpacked", "20,000 entries of 20 kB, unpack, beyond 20 entries of as many bytes"),
    ];
  },
};
