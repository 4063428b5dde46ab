import { expect, test } from "vitest";
import { limits } from "../../bundle/format/checks.ts";
import { ancestorsFrom, type KnownBundle } from "./past.ts";

const bundle = (key: string, parents: string[] = [], ancestors: string[] = parents) =>
  ({ key, manifest: { parents, ancestors }, file: undefined }) as unknown as KnownBundle;

const line = Array.from({ length: limits.ancestors }, (_, i) => `old-${i}`);

test.each<[string, readonly KnownBundle[], readonly string[]]>([
  ["nothing of nothing", [], []],
  ["a parent and its line", [bundle("b", ["a"])], ["b", "a"]],
  [
    "the nearest of each parent first, the newest parent before the others",
    [bundle("x2", ["x1"], ["x1", "x0"]), bundle("y2", ["y1"], ["y1", "y0"])],
    ["y2", "x2", "y1", "x1", "y0", "x0"],
  ],
  ["each once", [bundle("b", ["a"]), bundle("c", ["a"])], ["c", "b", "a"]],
])("the ancestors of a bundle are %s", (_title, parents, expected) => {
  expect(ancestorsFrom(parents)).toEqual(expected);
});

test("a parent with a long line does not push the other parents out", () => {
  const others = Array.from({ length: 20 }, (_, i) => bundle(`other-${i}`, ["old-0"], line));
  const found = ancestorsFrom([...others, bundle("newest", ["old-0"], line)]);
  expect(found).toHaveLength(limits.ancestors);
  expect(found).toEqual(expect.arrayContaining(["newest", ...others.map(({ key }) => key)]));
});
