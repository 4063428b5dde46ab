import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { BuildReport, Cause, Explanation } from "../../report/report.ts";
import { assignment, explanationLines } from "./build.ts";

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

const nasty = [
  "plain",
  "",
  "it's",
  `"double"`,
  "$HOME `id` $(id) \\n \\",
  "-n",
  " spaces  and\ttabs ",
  "~/x;&|<>*?[]{}()#!",
  "ünï\u2019cödé",
];

const values = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !/[\r\n\0]/.test(value));

test("a shell that evaluates it has just the value", () => {
  const roundTrip = (value: string) => {
    const script = `${assignment({ name: "SOME_NAME", value }, "sh")}; printf %s "$SOME_NAME"`;
    expect(execFileSync("sh", ["-c", script], { encoding: "utf8" })).toBe(value);
  };
  for (const value of nasty) roundTrip(value);
  fc.assert(fc.property(values, roundTrip), { numRuns: 60 });
});

test.each([
  ["fish", "C:\\it's", "set -gx A 'C:\\\\it\\'s'"],
  ["powershell", "it's $x \u2019", "$env:A = 'it''s $x \u2019\u2019'"],
  ["github", "it's", "A=it's"],
] as const)("as %s writes %j", (format, value, line) => {
  expect(assignment({ name: "A", value }, format)).toBe(line);
});

test.each([[{ name: "A", value: "two\nlines" }], [{ name: "A;B", value: "x" }], [{ name: "", value: "x" }]])(
  "%j is refused",
  (variable) => {
    expect(() => assignment(variable, "sh")).toThrow(RangeError);
  },
);
