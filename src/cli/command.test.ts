import { expect, test } from "vitest";
import { parseCommandLine, type Shape, UsageError } from "./command.ts";

const shape: Shape = {
  positionals: ["FILE", "DIR"],
  flags: [
    { name: "output", short: "o", value: "FILE", about: "" },
    { name: "strict", about: "" },
  ],
};

test.each([
  [["f", "d"], { FILE: "f", DIR: "d", output: "", strict: "" }],
  [["-o", "x", "f", "d"], { output: "x", FILE: "f", DIR: "d" }],
  [["f", "--output=x=y", "d"], { output: "x=y" }],
  [["f", "d", "--strict"], { strict: "true" }],
  [["f", "d", "--no-strict"], { strict: "false" }],
  [["f", "d", "--strict=false"], { strict: "false" }],
  [["f", "d", "--strict", "--no-strict"], { strict: "false" }],
  [["-o", "x", "f", "d", "--output", "y"], { output: "y" }],
  [["f", "d", "-o", "-1"], { output: "-1" }],
  [["f", "d", "--output=--strict"], { output: "--strict", strict: "" }],
  [["--", "-f", "--strict"], { FILE: "-f", DIR: "--strict", strict: "" }],
])("%j is understood", (args, wanted) => {
  const parsed = parseCommandLine(args, shape);
  const read = (name: string) =>
    shape.positionals.includes(name) ? parsed.positional(name) : parsed.flag(name);
  for (const [name, value] of Object.entries(wanted)) expect(read(name), name).toBe(value);
});

test.each([
  [["f"], "DIR is missing"],
  [["f", ""], "DIR is empty"],
  [["f", "d", "e"], "one argument too many"],
  [["f", "d", "--nonsense"], "unknown flag --nonsense"],
  [["f", "d", "-x"], "unknown flag -x"],
  [["f", "d", "--output"], "--output needs a value: FILE"],
  [["f", "d", "--output="], "--output needs a value: FILE"],
  [["f", "d", "--output", "--strict"], "--output needs a value: FILE, before --strict"],
  [["f", "d", "-o", "-x"], "if -x is the value: --output=-x"],
  [["f", "d", "--no-output"], "unknown flag --no-output"],
  [["f", "d", "--ouptut", "x"], "unknown flag --ouptut; did you mean --output?"],
  [["f", "d", "--strict=yes"], '--strict: "yes" is not true or false'],
  [["f", "d", "--strict="], '--strict: "" is not true or false'],
  [["f", "d", "--no-strict=true"], "unknown flag --no-strict"],
  [["f", "d", "--strikt"], "did you mean --strict?"],
])("%j is refused", (args, message) => {
  expect(() => parseCommandLine(args, shape)).toThrow(UsageError);
  expect(() => parseCommandLine(args, shape)).toThrow(message);
});

test.each([
  ["[FILE]", ["a"], ["a"]],
  ["[FILE]", [], []],
  ["[FILE...]", ["a", "b"], ["a", "b"]],
  ["[FILE]", ["a", "b"], '"b" is one argument too many'],
  ["[FILE...]", ["a", ""], "FILE... is empty"],
])("what may be left out: %s takes %j", (positional, args, wanted) => {
  const parse = () => parseCommandLine(args, { positionals: [positional], flags: [] }).rest();
  if (typeof wanted === "string") expect(parse).toThrow(wanted);
  else expect(parse()).toEqual(wanted);
});
