import fc from "fast-check";
import { expect, test } from "vitest";
import { foreign, safeJson, safeLine } from "./foreign.ts";

test.each([
  ["serde", "serde"],
  ["a\nb\r\n\tc", "a b c"],
  ["std::vec::Vec", "std::vec::Vec"],
  ["could not compile `a::b` (C:\\x ::y)", "could not compile `a::b` (C:\\x ::y)"],
  ["::error::owned", ": :error::owned"],
  ["  ::error::owned", ": :error::owned"],
  ["x ::set-output name=a::b", "x ::set-output name=a::b"],
  [":::", ": ::"],
  ["# #", "# #"],
  ["##", "##"],
  [":\u00ad:error::x", ": \u00ad:error::x"],
  ["##[group]x", "# #[group]x"],
  ["say ##vso[task.setvariable]x", "say # #vso[task.setvariable]x"],
  ["\u001b[31mred\u001b[0m", "?[31mred?[0m"],
  ["a\u009bb\u007fc", "a?b?c"],
  ["a\u202eb\u2066c", "a?b?c"],
  ["a\u2028b\u2029c", "a b c"],
  ["\ud800x", "?x"],
  ["", ""],
])("%j is shown as %j", (text, shown) => {
  expect(foreign(text)).toBe(shown);
});

test("long text is cut, by characters", () => {
  expect(foreign("x".repeat(5000))).toHaveLength(2000);
  expect(foreign("👍".repeat(10), 4)).toBe("👍👍👍…");
});

/** As GitHub's runner reads a line; a culture's comparison does not see invisible characters. Every name is a command's. */
function isCommand(line: string): boolean {
  const seen = line.replace(/\p{DI}/gu, "");
  const message = seen.trimStart();
  if (message.startsWith("::") && message.indexOf("::", 2) >= 0) return true;
  const prefix = seen.indexOf("##[");
  return (prefix >= 0 && seen.indexOf("]", prefix) >= 0) || /##vso\[/i.test(seen);
}

test.each(["::error::x", "\t ::error a=b::x", "say ##[error]x", "\u00ad::error::x", ":\u200b:error::x"])(
  "the rules of the test know %j for a command",
  (line) => {
    expect(isCommand(line)).toBe(true);
    expect(isCommand(safeLine(line))).toBe(false);
  },
);

test("never more than one line, a command or a control character", () => {
  const parts = fc.constantFrom(
    "::",
    ":",
    "##[",
    "#",
    "[",
    "\u001b",
    "\r",
    "\n",
    "\u2028",
    "a",
    "\u202e",
    "\u0085",
    " ",
    "]",
    "vso[",
    "\u00ad",
    "\u200b",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(parts).map((list) => list.join("")),
  );
  fc.assert(
    fc.property(text, (from) => {
      const shown = foreign(from);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what this is about.
      expect(shown).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
      expect(isCommand(shown)).toBe(false);
      expect(isCommand(safeLine(from))).toBe(false);
      expect(foreign(shown)).toBe(shown);
      const json = safeJson({ [from]: [from] });
      expect(safeLine(json)).toBe(json);
      expect(JSON.parse(json)).toEqual({ [from]: [from] });
    }),
  );
});

test("a whole line keeps its spaces, and nothing else that a runner or a terminal would act on", () => {
  expect(safeLine("  linux   operating system")).toBe("  linux   operating system");
  expect(safeLine("a\r\n::error::b\u001b[2K##[group]")).toBe("a ::error::b?[2K# #[group]");
  expect(safeLine("  ::error::b")).toBe("  : :error::b");
});
