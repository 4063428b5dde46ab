import { creator } from "../version.ts";
import { advise } from "./explain/advice.ts";
import type { KeyReport, Report } from "./report.ts";

/** What is known when a step ends. What is left out is not known, or did not happen. */
export type ReportParts = Pick<Report, "step" | "store"> &
  Partial<Pick<Report, "restore" | "build" | "save" | "repository" | "explanation" | "history">> & {
    readonly key: KeyReport;
  };

const mostRuns = 30;

/** The report of a step, with the advice that follows from it. */
export function makeReport(parts: ReportParts): Report {
  const { primary, fallbacks, explanation } = parts.key;
  const report: Report = {
    version: 1,
    creator,
    step: parts.step,
    store: parts.store,
    key: { primary, fallbacks, explanation },
    restore: parts.restore ?? null,
    build: parts.build ?? null,
    save: parts.save ?? null,
    repository: parts.repository ?? null,
    explanation: parts.explanation ?? null,
    history: (parts.history ?? []).slice(-mostRuns),
    advice: null,
  };
  return { ...report, advice: advise(report) };
}
