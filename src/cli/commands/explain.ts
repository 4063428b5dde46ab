import { writeFile } from "node:fs/promises";
import { parseConfig } from "../../config/parse-config.ts";
import { explainJob } from "../../flow/job/steps.ts";
import { foreign, safeJson } from "../../report/foreign.ts";
import { describeHits } from "../../report/hits.ts";
import type { Cause, Report } from "../../report/report.ts";
import { causeCost, missCauses } from "../../report/text.ts";
import { firstOf, inParentheses } from "../../report/words.ts";
import { type Args, type Command, UsageError } from "../command.ts";
import { contextFlags, openJobOf } from "../job.ts";
import { readReport } from "../report-file.ts";
import { findState, readState } from "../state.ts";
import type { Terminal } from "../terminal.ts";

/** Why compilations missed: of the build that runs between restore and save, or of a report that save has printed. */
export const explain: Command = {
  positionals: ["[REPORT]"],
  flags: [
    ...contextFlags,
    { name: "html", value: "FILE", about: "Write a page with the explanation to FILE." },
    { name: "json", about: "Print the report as JSON." },
  ],

  async run(args, terminal) {
    const [file] = args.rest();
    const report = file === undefined ? await reportOfState(args, terminal) : await readReport(file);
    const page = args.flag("html");
    if (page !== "") {
      const { renderPage } = await import("../../report/html/page.ts");
      const title = `Why compilations missed: ${report.key.primary}`;
      await writeFile(page, renderPage({ title, bundle: undefined, report }));
    }
    if (args.isOn("json")) terminal.print(safeJson(report));
    else {
      terminal.list(`Cache hits: ${describeHits(report.build)}`);
      for (const line of explanationLines(report)) terminal.list(line);
      if (report.advice) terminal.list(`Advice: ${report.advice.text}`);
    }
    return 0;
  },
};

/**
 * Why compilations missed, as lines for a terminal: each cause, what it cost, which crates, and what to do. None where
 * nothing was counted: the line with the hits says why.
 */
export function explanationLines({ build, explanation }: Pick<Report, "build" | "explanation">): string[] {
  const { hits = 0, misses = null } = build?.counts ?? {};
  const none = misses === 0 && hits > 0 && missCauses(explanation).length === 0;
  return [
    ...(none ? ["Nothing missed."] : []),
    ...(misses !== null && misses > 0 && !explanation ? ["Why they missed is not known."] : []),
    ...causeLines(explanation?.causes ?? []),
  ];
}

function causeLines(causes: readonly Cause[]): string[] {
  return causes.flatMap((cause) => {
    const { detail, remedy, labels } = cause;
    return [
      `${foreign(detail)}${inParentheses(causeCost(cause))}`,
      ...(labels.length > 0 ? [`  ${firstOf(labels, 10, (label) => foreign(label, 100))}`] : []),
      ...(remedy === null ? [] : [`  to do: ${foreign(remedy)}`]),
    ];
  });
}

/** For what settings do not change: a bad one is no reason to stop. */
const defaults = parseConfig(() => "");

/** Of the build that runs. @throws {UsageError} when there is none */
async function reportOfState(args: Args, terminal: Terminal): Promise<Report> {
  const { context, surroundings } = await openJobOf(defaults, args, terminal);
  const left = readState(findState(context, terminal.env));
  if (!left) {
    throw new UsageError(
      "There is no build to explain: run it between restore and save, or name a file that `save --json` has printed.",
    );
  }
  return explainJob(left.handoff, surroundings);
}
