import { evictReasons, keepReasons, planBudget } from "../../budget/plan.ts";
import { usedByLastRun } from "../../bundle/format/manifest.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { formatSize } from "../../config/size.ts";
import { candidatesOf } from "../../flow/evidence/costs.ts";
import { curvePoints, tally } from "../../report/budget-report.ts";
import { curveLines, tallyLines } from "../../report/text.ts";
import { openZstd } from "../../zstd/open.ts";
import { givenBundle } from "../bundle-file.ts";
import type { Command } from "../command.ts";
import { configFlags, readSettings } from "../job/config-flags.ts";
import { printJson } from "../terminal/print-json.ts";

const kept = { ...keepReasons, used: "used by the last complete run" };

/** What budgets would keep of a bundle, so that `max-size` can be chosen by looking. */
export const plan: Command = {
  positionals: ["FILE"],
  flags: [...configFlags("plan"), { name: "json", about: "Print the plan as JSON." }],

  async run(args, terminal) {
    const file = await givenBundle(args, terminal);
    const { maxSizeBytes: budgetBytes } = readSettings(args, terminal);
    const manifest = await readManifest(file, openZstd().zstd);
    const candidates = candidatesOf(manifest);
    const now = manifest.created;
    const planned = planBudget(candidates, { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now });
    const curve = curvePoints(candidates);
    if (args.flag("json") === "true") {
      printJson(terminal, { budgetBytes, ...planned, curve });
      return 0;
    }
    terminal.print(`A budget of ${formatSize(budgetBytes)}`);
    const tallies = { kept: tally(planned.keep, kept), evicted: tally(planned.evict, evictReasons) };
    for (const line of tallyLines(tallies)) terminal.print(line);
    terminal.print(
      `Of the ${usedByLastRun(manifest).length} entries that the last complete run used, other budgets would have kept`,
    );
    for (const line of curveLines(curve)) terminal.print(line);
    return 0;
  },
};
