import { type CurvePoint, evictReasons, keepReasons, planBudget } from "../../budget/plan.ts";
import { candidatesOf } from "../../budget/worth.ts";
import { usedByLastRun } from "../../bundle/format/manifest.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { trustFrom } from "../../flow/signing.ts";
import { curvePoints, tallyReasons } from "../../report/make-report.ts";
import { tallyLines } from "../../report/text.ts";
import { bar } from "../../report/text-charts.ts";
import { entryCount } from "../../report/words.ts";
import { formatSize } from "../../size.ts";
import { openZstd } from "../../zstd/open.ts";
import { type Command, configFlags } from "../command.ts";
import { givenBundle, namingFile } from "../given-bundle.ts";
import { readSettings } from "../job.ts";
import { printJson } from "../terminal.ts";

const kept = { ...keepReasons, used: "used by the last complete run" };

/** What budgets would keep of a bundle, so that `max-size` can be chosen by looking. */
export const plan: Command = {
  positionals: ["FILE"],
  flags: [...configFlags("plan"), { name: "json", about: "Print the plan as JSON." }],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const { maxSizeBytes: budgetBytes } = readSettings(args, terminal);
    const manifest = await namingFile(file, readManifest(file, openZstd().zstd, trustFrom(terminal.env)));
    const candidates = candidatesOf(manifest);
    const now = manifest.created;
    const planned = planBudget(candidates, { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now });
    const curve = curvePoints(candidates);
    if (args.isOn("json")) {
      printJson(terminal, { budgetBytes, ...planned, curve });
      return 0;
    }
    terminal.list(`A budget of ${formatSize(budgetBytes)}`);
    const tallies = {
      kept: tallyReasons(planned.keep, kept),
      evicted: tallyReasons(planned.evict, evictReasons),
    };
    for (const line of tallyLines(tallies)) terminal.list(line);
    terminal.list(
      `Of ${entryCount(usedByLastRun(manifest).length)} that the last complete run used, other budgets would have kept`,
    );
    for (const line of curveLines(curve)) terminal.list(line);
    return 0;
  },
};

/** What budgets would keep, as lines for a terminal with a bar for the share of compile time. */
function curveLines(points: readonly CurvePoint[]): string[] {
  return points.map(({ budgetBytes, entries, hitShare, timeShare }) => {
    const hits = `${Math.floor(hitShare * 100)} % of the hits`;
    const share = `${Math.floor(timeShare * 100)} %`.padStart(5);
    const picture = bar([{ share: timeShare, fill: "#" }], ".");
    return `  ${formatSize(budgetBytes).padStart(8)}  ${picture} ${share} of the compile time, ${hits}, ${entryCount(entries)}`;
  });
}
