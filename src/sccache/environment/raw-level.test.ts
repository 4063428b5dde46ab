import { expect, test } from "vitest";
import { rawLevelOf } from "./raw-level.ts";

test.each([
  ["0.15.0", undefined],
  ["0.16.0", -131072],
  ["0.19.3", -131072],
  ["0.20.0", undefined],
  ["1.17.0", undefined],
  ["", undefined],
  [null, undefined],
])("%s", (version, level) => {
  expect(rawLevelOf(version)).toBe(level);
});
