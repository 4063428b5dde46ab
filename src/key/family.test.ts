import fc from "fast-check";
import { expect, test } from "vitest";
import { parseToolchain } from "./family.ts";

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
