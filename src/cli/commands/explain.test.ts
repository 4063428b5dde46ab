import { expect, test } from "vitest";
import type { BuildReport, Cause, Explanation } from "../../report/report.ts";
import { explanationLines } from "./explain.ts";

const cause = (name: Cause["class"]): Explanation => ({
  misses: [],
  causes: [{ class: name, detail: "The reason", remedy: null, compilations: 2, seconds: null, labels: [] }],
});
const counting = (hits: number, misses: number) => ({ counts: { hits, misses } }) as BuildReport;

test.each([
  ["all hit", counting(3, 0), null, ["Nothing missed."]],
  [
    "all that could",
    counting(3, 0),
    cause("not-cacheable"),
    ["Nothing missed.", "The reason (2 compilations)"],
  ],
  ["some missed", counting(1, 2), cause("new"), ["The reason (2 compilations)"]],
  ["some missed, in a report without causes", counting(1, 2), null, ["Why they missed is not known."]],
  ["nothing was looked up", counting(0, 0), cause("not-looked-up"), ["The reason (2 compilations)"]],
  ["sccache was elsewhere", counting(3, 0), cause("other-place"), ["The reason (2 compilations)"]],
  ["nothing was counted", { ...counting(0, 0), counts: null }, null, []],
  ["there was no build yet", null, null, []],
])("that nothing missed is said only where that was counted: %s", (_title, build, explanation, lines) => {
  expect(explanationLines({ build, explanation })).toEqual(lines);
});
