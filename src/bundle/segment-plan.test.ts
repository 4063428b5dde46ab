import fc from "fast-check";
import { expect, test } from "vitest";
import { byLikeness, cutIntoRuns, inTurn } from "./segment-plan.ts";

const entries = fc.uniqueArray(
  fc.record({
    name: fc.string({ maxLength: 5 }),
    label: fc.option(fc.constantFrom("serde", "syn", "tokio")),
    rawBytes: fc.nat(100),
  }),
  { selector: ({ name }) => name },
);

test("any order of the same entries is sorted alike", () => {
  fc.assert(
    fc.property(
      entries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      ([one, other]) => {
        expect(one.toSorted(byLikeness)).toEqual(other.toSorted(byLikeness));
      },
    ),
  );
});

test("one crate's entries are side by side, the small before the large", () => {
  const entry = (name: string, label: string | null, rawBytes: number) => ({ name, label, rawBytes });
  const sorted = [entry("1", "syn", 9), entry("2", null, 5), entry("3", "serde", 7), entry("4", "syn", 3)];
  expect(sorted.toSorted(byLikeness).map(({ name }) => name)).toEqual(["2", "3", "4", "1"]);
});

test("runs partition the entries in order, and only a single entry is larger than a run may be", () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 150 }), (ordered, runBytes) => {
      const runs = cutIntoRuns(ordered, runBytes);
      expect(runs.flat()).toEqual(ordered);
      for (const run of runs) {
        expect(run.length).toBeGreaterThan(0);
        const bytes = run.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
        if (run.length > 1) expect(bytes).toBeLessThanOrEqual(runBytes);
      }
    }),
  );
});

test("versions of one crate share a run, unless they are more than two thirds of one", () => {
  const versions = (label: string, rawBytes: number) =>
    ["1", "2"].map((version) => ({ name: `${label}${version}`, label, rawBytes }));
  const labels = (runs: readonly { label: string | null }[][]) =>
    runs.map((run) => run.map(({ label }) => label).join(" "));
  const ordered = [...versions("a", 30), ...versions("b", 15), ...versions("c", 20), ...versions("d", 5)];
  expect(labels(cutIntoRuns(ordered, 100))).toEqual(["a a", "b b c c d d"]);
  const [before, behind] = [versions("a", 45).slice(1), versions("c", 40).slice(1)];
  expect(labels(cutIntoRuns([...before, ...versions("b", 33), ...behind], 100))).toEqual(["a", "b b", "c"]);
  expect(labels(cutIntoRuns([...before, ...versions("b", 34), ...behind], 100))).toEqual(["a b", "b c"]);
  expect(labels(cutIntoRuns([...versions("a", 20), ...versions("large", 80)], 100))).toContain("large");
});

test("preprocessor files share no run with objects", () => {
  fc.assert(
    fc.property(entries, fc.integer({ min: 1, max: 150 }), (objects, runBytes) => {
      const files = objects.map((entry) => ({ ...entry, name: `preprocessor/${entry.name}`, label: null }));
      const ordered = [...files, ...objects].toSorted(byLikeness);
      const runs = cutIntoRuns(ordered, runBytes);
      expect(runs.flat()).toEqual(ordered);
      for (const run of runs) {
        expect(new Set(run.map(({ name }) => name.startsWith("preprocessor/"))).size).toBe(1);
      }
    }),
  );
});

test("runs are of about one size, and even in number, so that two threads end together", () => {
  const many = Array.from({ length: 300 }, (_, i) => ({ name: `${i}`, label: null, rawBytes: 1 + (i % 7) }));
  const total = many.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
  for (const runBytes of [total, total / 1.5, total / 2.9, total / 8]) {
    const sizes = cutIntoRuns(many, runBytes).map((run) =>
      run.reduce((sum, { rawBytes }) => sum + rawBytes, 0),
    );
    expect(sizes.length === 1 || sizes.length % 2 === 0).toBe(true);
    expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(14);
  }
});

test("the largest runs come first, with as much behind each beyond the usual size as another thread can do meanwhile", () => {
  const run = (name: string, rawBytes: number) => [{ name, label: null, rawBytes }];
  const names = (runs: readonly { name: string }[][]) => runs.flat().map(({ name }) => name);
  const runs = [run("a", 50), run("b", 90), run("big", 300), run("c", 100), run("d", 80), run("huge", 400)];
  expect(names(inTurn(runs, 100))).toEqual(["huge", "c", "b", "d", "a", "big"]);
  expect(names(inTurn(runs.slice(0, 2), 100))).toEqual(["b", "a"]);
  expect(names(inTurn([run("big", 300), run("a", 1), run("huge", 400)], 100))).toEqual(["huge", "a", "big"]);
});
