import fc from "fast-check";
import { expect, test } from "vitest";
import { endings, type Ingredients, parseToolchain } from "./parts.ts";

const stable = `rustc 1.95.0 (59807616e 2026-04-14)
binary: rustc
commit-hash: 59807616e0e1b8d2a3f4c5d6e7f8091a2b3c4d5e
commit-date: 2026-04-14
host: x86_64-unknown-linux-gnu
release: 1.95.0
LLVM version: 22.1.0
`;

test("release and commit of what rustc -vV prints", () => {
  expect(parseToolchain(stable)).toEqual({
    title: "rustc 1.95.0 (59807616e 2026-04-14)",
    release: "1.95.0",
    commit: "59807616e0e1b8d2a3f4c5d6e7f8091a2b3c4d5e",
  });
});

test.each([
  [
    "a build that does not know its commit",
    stable.replace(/commit-hash: .*/, "commit-hash: unknown"),
    "1.95.0",
  ],
  ["a nightly", stable.replaceAll("1.95.0", "1.97.0-nightly"), "1.97.0-nightly"],
  ["Windows line ends", stable.replaceAll("\n", "\r\n"), "1.95.0"],
])("%s", (_title, text, release) => {
  expect(parseToolchain(text)).toMatchObject({ release });
});

test.each([
  ["nothing", ""],
  ["another program", "cargo 1.95.0\nrelease: 1.95.0\n"],
  ["no release", "rustc 1.95.0\n"],
  ["a release of odd characters", "rustc 1.95.0\nrelease: $(date)\n"],
])("%s is no compiler", (_title, text) => {
  expect(parseToolchain(text)).toBeUndefined();
});

test("no text makes it throw", () => {
  fc.assert(fc.property(fc.string(), (text) => void parseToolchain(text)));
});

test.each([
  ["2026-11-23T00:00:00Z", "20261123", "2026w48"],
  ["2026-11-22T23:59:59.999Z", "20261122", "2026w47"],
  ["2026-12-31T12:00:00Z", "20261231", "2026w53"],
  ["2027-01-03T12:00:00Z", "20270103", "2026w53"],
  ["2027-01-04T00:00:00Z", "20270104", "2027w01"],
  ["2024-12-30T00:00:00Z", "20241230", "2025w01"],
  ["2024-02-29T00:00:00Z", "20240229", "2024w09"],
])("%s", (instant, day, week) => {
  const ingredients = { nowMs: Date.parse(instant) } as Ingredients;
  expect(endings.daily(ingredients).part).toBe(`d${day}`);
  expect(endings.weekly(ingredients).part).toBe(week);
});
