import { describe, expect, test } from "vitest";
import { nameFor } from "../../../test/bundle/made-up-entries.ts";
import { type Done, inFamily, type Outage } from "../../../test/flow/family.ts";
import type { JobStatus } from "../../job-status.ts";

// Jobs of one family, one after the other and at the same time, against a real store: restore, "compile", save.

const all = ["a", "b", "c", "d"];

test("two jobs of one family at the same time have all of each other's entries from the second push on", async () => {
  await inFamily(async ({ job }) => {
    for (let push = 1; push <= 6; push += 1) {
      const run = String(push);
      let test: Done | undefined;
      const lint = await job({
        asks: ["a", "b", "lint-1", `lint-own-${push}`],
        run,
        meanwhile: async () => {
          test = await job({ asks: ["a", "b", "test-1", `test-own-${push}`], run });
        },
      });
      const expected = push === 1 ? 0 : 3;
      expect([push, lint.hits, test?.hits]).toEqual([push, expected, expected]);
    }
  });
});

test("a revert restores all: X, Y, X again", async () => {
  await inFamily(async ({ job, pass }) => {
    const hits: number[] = [];
    for (const [i, last] of ["x", "y", "x", "x", "x"].entries()) {
      pass(600_000);
      hits.push((await job({ asks: ["a", last], run: String(i) })).hits);
    }
    expect(hits).toEqual([0, 1, 2, 2, 2]);
  });
});

test("what two complete runs did not use is removed, although a build script's probe fails in each", async () => {
  await inFamily(async ({ job, pass }) => {
    let last: Done | undefined;
    for (let i = 1; i <= 5; i += 1) {
      pass(600_000);
      last = await job({ asks: ["a", "b", `own-${i}`], run: String(i) });
    }
    expect(last?.kept.toSorted()).toEqual(["a", "b", "own-4", "own-5"].map((crate) => nameFor(crate)).sort());
  });
});

test("jobs of one workflow run do not age each other's entries", async () => {
  await inFamily(async ({ job, pass }) => {
    for (let push = 1; push <= 4; push += 1) {
      const run = String(push);
      pass(600_000);
      const expected = push === 1 ? 0 : 2;
      expect((await job({ asks: ["a", "one", `one-${push}`], run })).hits).toBe(push === 1 ? 0 : 2);
      expect((await job({ asks: ["b", "two", `two-${push}`], run })).hits).toBe(expected);
      expect((await job({ asks: ["c", "three", `three-${push}`], run })).hits).toBe(expected);
    }
  });
});

describe.each<Outage>(["lookup", "download", "damaged", "cut short"])(
  "after an outage at restore: %s",
  (outage) => {
    test.each<JobStatus>(["failure", "cancelled", "success"])(
      "and a job that ends with %s",
      async (status) => {
        await inFamily(async ({ job, keys, pass }) => {
          await job({ asks: all, run: "1" });
          pass(600_000);
          // A failed job gets as far as its first crate.
          const asks = status === "success" ? [...all, "e"] : ["a", "e"];
          const hit = await job({ asks, run: "2", status, outage });
          expect(hit.hits).toBe(0);
          pass(600_000);
          const next = await job({ asks: [...all, "e"], run: "3" });
          // A damaged bundle cannot be brought back, but what was compiled since is there.
          const isLost = outage === "damaged" || outage === "cut short";
          expect([next.hits, next.why]).toEqual([isLost ? asks.length : 5, next.why]);
          expect(await keys()).not.toHaveLength(0);
        });
      },
    );
  },
);

test("a push that fails after its first crate loses nothing of the overlay", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: all, run: "1" });
    pass(600_000);
    await job({ asks: [...all, "new-1", "new-2", "new-3"], run: "2", pull: 7 });
    pass(600_000);
    await job({ asks: ["a", "new-4"], run: "3", pull: 7, status: "failure" });
    pass(600_000);
    expect(
      await job({ asks: [...all, "new-1", "new-2", "new-3", "new-4"], run: "4", pull: 7 }),
    ).toMatchObject({
      hits: 8,
    });
  });
});

test("a failed job removes nothing, whatever the budget policy", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: all, run: "1" });
    pass(600_000);
    for (const run of ["2", "3", "4"]) {
      await job({ asks: ["a", `x-${run}`], run, status: "failure", inputs: { evict: "unused" } });
      pass(600_000);
    }
    expect((await job({ asks: all, run: "5" })).hits).toBe(4);
  });
});

test("each save leaves one bundle when nobody else reads the last one", async () => {
  await inFamily(async ({ job, keys, pass }) => {
    for (const run of ["1", "2", "3"]) {
      await job({ asks: ["a", run], run });
      pass(10_000);
      expect(await keys()).toHaveLength(1);
    }
  });
});
