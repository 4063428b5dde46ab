import { describe, expect, test } from "vitest";
import { type BuildEvidence, mayDropUnused, measureOfUse } from "./completeness.ts";
import { changedEnough } from "./threshold.ts";

const complete: BuildEvidence = {
  status: "success",
  compileFails: 0,
  used: 100,
  usedBefore: 110,
  shared: false,
  otherRef: false,
  useKnown: true,
};

describe("evict: auto drops what was not used", () => {
  test.each<[string, Partial<BuildEvidence>, boolean, string]>([
    ["after a complete build", {}, true, "the build was complete"],
    ["outside of a workflow too", { status: undefined }, true, "the build was complete"],
    ["when nothing was restored", { usedBefore: undefined }, true, "the build was complete"],
    ["not after a failed job", { status: "failure" }, false, "the job's status is failure"],
    ["not after failed compilations", { compileFails: 2 }, false, "2 compilations failed"],
    ["not without statistics", { compileFails: undefined }, false, "there are no statistics of the build"],
    ["not after half a build", { used: 54 }, false, "this run used 54 entries, the one before 110"],
    ["not from a shared bundle", { shared: true }, false, "other jobs share this bundle"],
    ["not from another branch's", { otherRef: true }, false, "another branch saved what was restored"],
    ["not when use leaves no trace", { useKnown: false }, false, "use cannot be told on this file system"],
  ])("%s", (_title, change, drop, why) => {
    expect(mayDropUnused("auto", { ...complete, ...change })).toEqual({ drop, why });
  });
});

test("a part of a build does not become what the next one is measured against", () => {
  let usedBefore = 110;
  for (const used of [20, 18, 25]) {
    const { drop } = mayDropUnused("auto", { ...complete, used, usedBefore });
    expect(drop).toBe(false);
    usedBefore = measureOfUse({ used, usedBefore }, drop);
  }
  expect(usedBefore).toBe(110);
  expect(measureOfUse({ used: 80, usedBefore }, true)).toBe(80);
});

test("the other policies do not look at the evidence", () => {
  expect(mayDropUnused("unused", { ...complete, status: "failure" }).drop).toBe(true);
  expect(mayDropUnused("budget-only", complete).drop).toBe(false);
});

test.each([
  { title: "nothing new", change: { newEntries: 0, newBytes: 0, bundleBytes: 1e8 }, enough: false },
  {
    title: "nothing restored",
    change: { newEntries: 1, newBytes: 10, bundleBytes: undefined },
    enough: true,
  },
  {
    title: "2 % of a small bundle",
    change: { newEntries: 1, newBytes: 2e6, bundleBytes: 1e8 },
    enough: true,
  },
  { title: "less than 2 %", change: { newEntries: 1, newBytes: 1.9e6, bundleBytes: 1e8 }, enough: false },
  {
    title: "little, but long to compile",
    change: { newEntries: 1, newBytes: 1e5, newMs: 60_000, bundleBytes: 1e8 },
    enough: true,
  },
  { title: "5 MB of a large one", change: { newEntries: 9, newBytes: 5e6, bundleBytes: 1e9 }, enough: true },
  {
    title: "less than 5 MB of a large one",
    change: { newEntries: 9, newBytes: 4.9e6, bundleBytes: 1e9 },
    enough: false,
  },
])("$title: $enough", ({ change, enough }) => {
  expect(changedEnough(change).enough).toBe(enough);
});

test("a change that is too small says by how much", () => {
  expect(changedEnough({ newEntries: 12, newBytes: 3.1e6, bundleBytes: 4e8 }).why).toBe(
    "12 new entries, about 3.10 MB: the threshold is 5.00 MB, 2 % of the restored bundle and at most 5 MB",
  );
});
