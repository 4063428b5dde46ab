import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ManifestRun } from "../bundle/format/manifest.ts";
import { advanceClock, ageOf, lastUseOf, unusedSince } from "./age.ts";

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
  ...{ savedMs: null, restoreMs: null, bundleBytes: null },
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
  // The run in between restored it, did without it and saved: it is not in use any more.
  const lastUse = unusedSince(restoredAt - 60, restoredAt);
  expect(lastUseOf(lastUse, { created: restoredAt, restoredAt: restoredAt + 86_400 })).toBe(lastUse);
});
