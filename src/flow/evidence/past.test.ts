import { expect, test } from "vitest";
import { silent } from "../../../test/logs.ts";
import { limits } from "../../bundle/format/checks.ts";
import type { Handoff } from "../handoff.ts";
import {
  ancestorsFrom,
  type KnownBundle,
  originOf,
  type PastEntry,
  pastOf,
  readPast,
  unknownOrigin,
} from "./past.ts";

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

test("of what several bundles know of an entry the best counts, whichever is the newest", () => {
  const of = (key: string, lastRun: number, more: Partial<PastEntry>, created = 5): KnownBundle => {
    const entry = { ...unknownOrigin, name: "e", lastRun, runs: 1, lastUse: 1, ...more };
    const manifest = { run: { clock: 9 }, created, entries: [entry] } as unknown as KnownBundle["manifest"];
    return { key, manifest, file: undefined, leftOut: new Map(key === "head" ? [["e", "disk"]] : []) };
  };
  const older = of("base", 9, { runs: 4, lastUse: 8, costMs: 70 });
  const newer = of("head", 7, { runs: 2, lastUse: 3, label: "serde" }, 6);
  const known = { age: 0, runs: 4, lastUse: 8, created: 6, costMs: 70, label: "serde", leftOut: null };
  expect(pastOf({ base: older, overlay: undefined, heads: [newer] }).entries.get("e")).toMatchObject(known);
  const alone = pastOf({ base: undefined, overlay: undefined, heads: [newer] }).entries.get("e");
  expect(alone).toMatchObject({ age: 2, runs: 2, leftOut: "disk" });
});

test("variables that a crate was seen to read are those of the newest that tells any", () => {
  const before = { ...unknownOrigin, prints: ["env.SHA#000001", "opt-level#000003"] };
  const printsOf = (...prints: string[]) => originOf({ ...unknownOrigin, prints }, before).prints;
  expect(printsOf("opt-level#000000")).toEqual(["env.SHA#000001", "opt-level#000000"]);
  expect(printsOf("env.SHA#000002", "opt-level#000000")).toEqual(["env.SHA#000002", "opt-level#000000"]);
});

test.each([
  ["damaged", true],
  ["not-signed", true],
  ["lookup", false],
  ["newer-format", false],
] as const)(
  "whether a bundle that was not restored, as it was %s, counts as empty: %s",
  async (failure, isEmpty) => {
    const base: Handoff["base"] = { kind: "failed", failure, why: "", key: "k", readAtMs: 1 };
    const { base: known } = await readPast({ base, overlay: { kind: "missed" } }, { log: silent, cpu: "" });
    expect(known).toEqual(isEmpty ? { key: "k", manifest: undefined, file: undefined } : undefined);
  },
);
