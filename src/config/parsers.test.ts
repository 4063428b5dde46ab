import { expect, test } from "vitest";
import { callThrough, parseCommandFormat } from "./parsers.ts";

test.each([
  ["nix develop -c {0}", "nix develop -c rustc -vV"],
  ["  nix  develop '.#ci shell' --command {0} ", "nix|develop|.#ci shell|--command|rustc|-vV"],
  ['"C:\\Program Files\\x.exe" {0} --end', "C:\\Program Files\\x.exe|rustc|-vV|--end"],
])("%j", (text, expected) => {
  const words = callThrough(parseCommandFormat(text), ["rustc", "-vV"]);
  expect(words).toEqual(expected.split(expected.includes("|") ? "|" : " "));
});

test.each(["", "nix", "{0}", "{0} nix", "nix {0} {0}", "sh -c 'a {0}'", "sh -c{0}", 'nix "{0}', "a\nb {0}"])(
  "%j is refused",
  (text) => {
    expect(parseCommandFormat(text)).toBeUndefined();
  },
);

test("without a format a call is itself", () => {
  expect(callThrough(undefined, ["rustc", "-vV"])).toEqual(["rustc", "-vV"]);
});

test("what was parsed survives as JSON, since a save reads it from its restore", () => {
  const format = parseCommandFormat("nix develop -c {0}");
  expect(callThrough(JSON.parse(JSON.stringify(format)), ["cc"])).toEqual(["nix", "develop", "-c", "cc"]);
});
