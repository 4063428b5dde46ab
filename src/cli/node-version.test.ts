import { expect, test } from "vitest";
import { unsupportedNode } from "./node-version.ts";

test.each([
  ["22.15.0", true],
  ["22.22.1", true],
  ["24.21.0", true],
  ["23.8.0", true],
  ["22.14.9", false],
  ["20.19.0", false],
  ["18.0.0", false],
])("Node %s: supported is %s", (version, isSupported) => {
  expect(unsupportedNode(version) === undefined).toBe(isSupported);
  if (!isSupported) expect(unsupportedNode(version)).toContain("needs Node 22.15 or later");
});
