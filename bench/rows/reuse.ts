import type { Run } from "../corpus/recording.ts";
import { inChild } from "../measure/child.ts";
import type { PackFigures } from "../tasks/pack.ts";
import { type Benchmark, type Row, tells } from "./row.ts";

/**
 * What it costs in size to copy segments of the bundle before, and how many can be copied: saves one after the other,
 * each beside one that packs everything anew.
 */
export const reuse: Benchmark = {
  name: "reuse",
  quick: false,
  async run({ workshop, corpora, options }) {
    const { directory, runs } = await corpora.series();
    const base = runs.at(-2);
    const edits = base ? [base, ...(await corpora.edits(base.name, 1, options.quick ? 2 : 6))] : [];
    const place = (name: string) => workshop.fresh(name);
    const row = async (what: string, chain: readonly Run[]): Promise<Row> => {
      const saves = await saveAll(chain, directory, place);
      const growth = saves.map(({ copying, anew }) => copying.bytes / anew.bytes);
      const copied = saves.map(({ copying }) => `${copying.copied} of ${copying.segments}`);
      return tells(
        `bundle with copied segments ÷ packed anew, ${what}`,
        (growth.at(-1) ?? 1).toFixed(3),
        `copied ${copied.join(", ")}; at most ${Math.max(...growth).toFixed(3)}`,
      );
    };
    return [await row("after edits of the main crate", edits), await row("after successive versions", runs)];
  },
};

async function saveAll(
  [first, ...next]: readonly Run[],
  directory: string,
  place: (name: string) => string,
): Promise<{ copying: PackFigures; anew: PackFigures }[]> {
  const files = [place("reuse-0.tar.zst"), place("reuse-1.tar.zst")] as const;
  const pack = async (names: readonly string[], out: string, known?: string) =>
    (await inChild("pack", { directory, names, out, ...(known !== undefined && { known }) })).value;
  await pack(first?.used ?? [], files[0]);
  const saves: { copying: PackFigures; anew: PackFigures }[] = [];
  for (const [i, { used }] of next.entries()) {
    const [known, out] = i % 2 === 0 ? files : [files[1], files[0]];
    const copying = await pack(used, out, known);
    saves.push({ copying, anew: await pack(used, place("reuse-anew.tar.zst")) });
  }
  return saves;
}
