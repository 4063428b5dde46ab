import type { Run } from "../corpus/recording.ts";
import { inChild } from "../measure/child.ts";
import type { Stage } from "../stage.ts";
import { atMost, type Benchmark, megabytes } from "./row.ts";

/** What a pull request saves, against the whole bundle that it would save without a base. */
export const overlay: Benchmark = {
  name: "overlay",
  quick: false,
  async run(stage) {
    const { runs } = await stage.corpora.series();
    const base = runs.at(-2);
    const [edited] = base ? await stage.corpora.edits(base.name, 1, 1) : [];
    if (!base || !edited) throw new Error("the series is too short");
    const edit = await share(base, edited, stage);
    const steps = [];
    for (const [i, run] of runs.slice(1).entries()) steps.push(await share(runs[i] ?? run, run, stage));
    const average = steps.reduce((sum, { share }) => sum + share, 0) / steps.length;
    const each = steps.map(({ share }) => share.toFixed(2)).join(", ");
    return [
      atMost("overlay ÷ whole bundle: one file of the main crate edited", edit.share, {
        most: 0.25,
        from: `${megabytes(edit.overlay)} ÷ ${megabytes(edit.whole)}, ${edit.entries} entries`,
      }),
      atMost("overlay ÷ whole bundle: the next version of the program", average, {
        most: 0.6,
        from: `the mean of ${each}`,
      }),
    ];
  },
};

/** What the later run used and the earlier one did not, as a bundle, in parts of a bundle of all that it used. */
async function share(before: Run, after: Run, { corpora, workshop }: Stage) {
  const { directory } = await corpora.series();
  const had = new Set(before.used);
  const names = after.used.filter((name) => !had.has(name));
  const bytesOf = async (chosen: readonly string[]) =>
    (await inChild("pack", { directory, names: chosen, out: workshop.fresh("share.tar.zst") })).value.bytes;
  const [part, whole] = [await bytesOf(names), await bytesOf(after.used)];
  return { overlay: part, whole, share: part / whole, entries: names.length };
}
