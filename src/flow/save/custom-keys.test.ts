import { expect, test } from "vitest";
import { type Done, inFamily } from "../../../test/flow/family.ts";

// Jobs with keys of the user's own are a family like any other: only what their keys look like differs.

const all = ["a", "b", "c", "d", "e", "f", "g", "h"];
const inputs = { strategy: "custom", key: "app-{run}", "restore-keys": "app-" };

test("green jobs that did only a part of the work drop nothing", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: [...all, "own-1"], run: "1", inputs });
    let last: Done | undefined;
    for (const run of ["2", "3", "4"]) {
      pass(600_000);
      last = await job({ asks: ["a", "b", `own-${run}`], run, inputs });
    }
    expect(last).toMatchObject({ outcome: "saved", kept: { length: all.length + 4 } });
    pass(600_000);
    expect((await job({ asks: all, run: "5", inputs })).hits).toBe(all.length);
  });
});

test("what complete jobs no longer use is removed", async () => {
  await inFamily(async ({ job, pass }) => {
    const kept: number[] = [];
    for (const run of ["1", "2", "3", "4", "5"]) {
      kept.push((await job({ asks: [...all, `own-${run}`], run, inputs })).kept.length - all.length);
      pass(600_000);
    }
    expect(kept).toEqual([1, 2, 2, 2, 2]);
  });
});

test("a job that could not restore, and failed early, hides nothing", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: all, run: "1", inputs });
    pass(600_000);
    await job({ asks: ["a", "new"], run: "2", outage: "download", status: "failure", inputs });
    pass(600_000);
    expect((await job({ asks: [...all, "new"], run: "3", inputs })).hits).toBe(all.length + 1);
  });
});

test("jobs at the same time do not hide each other's entries", async () => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: ["a"], run: "1", inputs });
    pass(600_000);
    const meanwhile = async () => {
      await job({ asks: ["a", "b"], run: "2", inputs });
    };
    await job({ asks: ["a", "c"], run: "3", inputs, meanwhile });
    pass(600_000);
    expect((await job({ asks: ["a", "b", "c"], run: "4", inputs })).hits).toBe(3);
  });
});
