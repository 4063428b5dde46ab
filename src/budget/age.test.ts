import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ManifestRun } from "../bundle/format/manifest.ts";
import {
  advanceClock,
  ageOf,
  evictAgeOf,
  isNearlyRemoved,
  judgeRun,
  lastUseOf,
  type RunEvidence,
  unusedSince,
  usualUse,
} from "./age.ts";

describe("age", () => {
  type Job = readonly [id: string | null, complete: boolean];

  /** The runs that are recorded when these jobs save one after the other. */
  function live(jobs: readonly Job[]): ManifestRun[] {
    const runs: ManifestRun[] = [];
    for (const [id, complete] of jobs) {
      const run = runs.at(-1);
      const history = runs.map((one) => ({ ...record, id: one.id, complete: one.complete }));
      runs.push(advanceClock(run && { run, history }, { id, complete }));
    }
    return runs;
  }

  const record = {
    ...{ endedAt: 0, used: 0, hits: null, misses: null, compileFails: null },
    ...{ savedMs: null, hitsWithTime: null, restoreMs: null, bundleBytes: null },
  };

  describe("the clock", () => {
    test.each<[string, readonly Job[], readonly number[]]>([
      [
        "moves with each complete run",
        [
          ["1", true],
          ["2", true],
          ["3", true],
        ],
        [1, 2, 3],
      ],
      [
        "moves once for all jobs of a run",
        [
          ["1", true],
          ["1", true],
          ["1", true],
          ["2", true],
        ],
        [1, 1, 1, 2],
      ],
      [
        "… whichever of them was complete",
        [
          ["1", false],
          ["1", true],
          ["1", false],
          ["2", true],
        ],
        [0, 1, 1, 2],
      ],
      [
        "… and whatever ran in between",
        [
          ["1", true],
          ["2", true],
          ["1", true],
          ["2", true],
        ],
        [1, 2, 2, 2],
      ],
      [
        "is not moved by runs that are not complete",
        [
          ["1", true],
          ["2", false],
          ["3", false],
        ],
        [1, 1, 1],
      ],
      [
        "moves with each complete job where runs have no names",
        [
          [null, true],
          [null, true],
          [null, false],
        ],
        [1, 2, 2],
      ],
    ])("%s", (_title, jobs, clocks) => {
      expect(live(jobs).map(({ clock }) => clock)).toEqual(clocks);
    });

    test("never goes back, and ages are never negative", () => {
      const jobs = fc.array(fc.tuple(fc.constantFrom("1", "2", "3", null), fc.boolean()));
      fc.assert(
        fc.property(jobs, (some) => {
          const clocks = live(some).map(({ clock }) => clock);
          expect(clocks.toSorted((a, b) => a - b)).toEqual(clocks);
          expect(ageOf(5, clocks.at(-1) ?? 0)).toBeGreaterThanOrEqual(0);
        }),
      );
    });
  });

  test("for max-age, runs that saved nothing do not count against what the last recorded run used", () => {
    const [created, restoredAt] = [1_700_000_000, 1_700_700_000];
    expect(lastUseOf(created - 3600, { created, restoredAt })).toBe(restoredAt);
    expect(lastUseOf(created - 86_400, { created, restoredAt })).toBe(created - 86_400);
    // Another job has used it since this one restored.
    expect(lastUseOf(restoredAt + 60, { created, restoredAt })).toBe(restoredAt + 60);
    // The run in between restored it, did without it and saved: it is not in use any more.
    const lastUse = unusedSince(restoredAt - 60, restoredAt);
    expect(lastUseOf(lastUse, { created: restoredAt, restoredAt: restoredAt + 86_400 })).toBe(lastUse);
  });
});

describe("complete-run", () => {
  const past = (...runs: [used: number, compileFails?: number][]) =>
    runs.map(([used, compileFails = 3]) => ({ used, compileFails }));

  /** A warm run of a project whose build scripts probe the compiler three times. */
  const usual: RunEvidence = {
    status: "success",
    counts: { hits: 95, misses: 5, failed: 3 },
    useKnown: true,
    used: 100,
    restored: 110,
    history: past([100], [104]),
  };

  describe("a run is complete", () => {
    test.each<[string, Partial<RunEvidence>, boolean, string]>([
      ["when its job succeeded and did what is usual, probes included", {}, true, "the job was complete"],
      [
        "cold too",
        { restored: 0, counts: { hits: 0, misses: 100, failed: 3 }, history: [] },
        true,
        "the job was complete",
      ],
      ["not when the job failed", { status: "failure" }, false, "the job's status is failure"],
      ["not when nobody says how it went", { status: undefined }, false, "the job's status is not known"],
      ["not when the server gave no answer", { counts: undefined }, false, "sccache's server gave no answer"],
      ["not when use is not known", { useKnown: false }, false, "it is not known which entries were used"],
      [
        "not when nothing was asked for",
        { counts: { hits: 0, misses: 0, failed: 0 }, used: 0 },
        false,
        "sccache was not called",
      ],
      [
        "not when the checkout lies elsewhere, so that nothing fits",
        { counts: { hits: 0, misses: 100, failed: 3 } },
        false,
        "nothing of what was restored was hit",
      ],
      ["not when it did a part of the work", { used: 60 }, false, "it used 60 entries, and 104 are usual"],
      [
        "not when it swallowed errors of the build",
        { counts: { hits: 95, misses: 5, failed: 4 } },
        false,
        "4 compilations failed, and 3 are usual",
      ],
      [
        "when another probe was there in the run before too",
        { counts: { hits: 95, misses: 5, failed: 4 }, history: past([100], [104, 4]) },
        true,
        "the job was complete",
      ],
      [
        "not when so much failed in runs of long ago only",
        {
          counts: { hits: 95, misses: 5, failed: 4 },
          history: past([100, 9], ...Array.from({ length: 5 }, (): [number] => [100])),
        },
        false,
        "4 compilations failed, and 3 are usual",
      ],
    ])("%s", (_title, change, complete, why) => {
      const isUnsaid = "status" in change && change.status === undefined;
      expect(judgeRun({ ...usual, ...change })).toEqual({ complete, isWhole: complete || isUnsaid, why });
    });

    test("whole it may be though nobody says how it went, but not after a part of the work", () => {
      const whole = (change: Partial<RunEvidence>) =>
        judgeRun({ ...usual, status: undefined, ...change }).isWhole;
      expect(whole({})).toBe(true);
      expect(whole({ used: 60 })).toBe(false);
      expect(whole({ counts: undefined })).toBe(false);
      expect(whole({ useKnown: false })).toBe(false);
      expect(whole({ used: 0, history: [] })).toBe(false);
      expect(whole({ status: "cancelled" })).toBe(false);
    });

    test("with evict: unused whenever the job did not fail", () => {
      expect(judgeRun({ ...usual, status: undefined, counts: undefined }, "unused").complete).toBe(true);
      expect(judgeRun({ ...usual, status: "failure" }, "unused").complete).toBe(false);
    });
  });

  /** Whether each of the runs, one after the other, is complete. */
  function live(uses: readonly number[], history: RunEvidence["history"]): boolean[] {
    let before = history;
    return uses.map((used) => {
      const { complete } = judgeRun({ ...usual, used, history: before });
      before = [...before, { used, compileFails: 3 }];
      return complete;
    });
  }

  describe("the measure of use", () => {
    test("gives way to a change for good, or another job's size, within a few runs", () => {
      expect(
        live(
          Array.from({ length: 12 }, () => 300),
          past([1000]),
        ).indexOf(true),
      ).toBeLessThanOrEqual(9);
    });

    test("does not go down with runs that each do half of what the one before did", () => {
      expect(live([510, 261, 134], past([1000]))).toEqual([false, false, false]);
    });

    test("a partial run between full ones is never complete, however often it comes", () => {
      const uses = Array.from({ length: 20 }, (_, i) => (i % 4 === 0 ? 1000 : 400));
      expect(live(uses, past([1000]))).toEqual(uses.map((used) => used === 1000));
    });

    test("is never above the most of the last runs", () => {
      fc.assert(
        fc.property(fc.array(fc.nat(10_000)), (uses) => {
          const measure = usualUse(uses.map((used) => ({ used })));
          expect(measure).toBeLessThanOrEqual(Math.max(0, ...uses));
          expect(measure).toBeGreaterThanOrEqual(uses.at(-1) ?? 0);
        }),
      );
    });
  });

  test("only complete runs remove what is unused", () => {
    const [yes, no] = [true, false].map((complete) => ({ complete, why: "" }));
    expect(yes && evictAgeOf("auto", yes)).toBe(2);
    expect(yes && evictAgeOf("unused", yes)).toBe(1);
    expect(yes && evictAgeOf("budget-only", yes)).toBeUndefined();
    expect(no && evictAgeOf("auto", no)).toBeUndefined();
    expect(no && evictAgeOf("unused", no)).toBeUndefined();
  });

  test.each([
    ["auto", 0, false],
    ["auto", 1, true],
    ["auto", 2, true],
    ["unused", 0, false],
    ["unused", 1, true],
    ["budget-only", 9, false],
  ] as const)("evict %s, age %d: nearly removed is %s", (policy, age, expected) => {
    expect(isNearlyRemoved(policy, age)).toBe(expected);
  });
});
