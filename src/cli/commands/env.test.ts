import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { expect, test } from "vitest";
import { assignment } from "./env.ts";

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
  "/bin:/usr/bin\n",
  "two\n'lines'\r\n",
];

const values = fc.string({ unit: "grapheme", maxLength: 40 }).filter((value) => !value.includes("\0"));

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
  ["powershell", "a\nit's", "$env:A = 'a'+[char]10+'it''s'"],
  ["github", "it's", "A=it's"],
  ["github", "a\nb", expect.stringMatching(/^A<<([0-9a-f]{64})\na\nb\n\1$/)],
] as const)("as %s writes %j", (format, value, line) => {
  expect(assignment({ name: "A", value }, format)).toEqual(line);
});

test.each([[{ name: "A;B", value: "x" }], [{ name: "", value: "x" }]])("%j is refused", (variable) => {
  expect(() => assignment(variable, "sh")).toThrow(RangeError);
});
