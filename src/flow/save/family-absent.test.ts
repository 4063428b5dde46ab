import { describe, expect, test } from "vitest";
import { nameFor } from "../../../test/bundle/made-up-entries.ts";
import { type Done, inFamily, type JobOptions } from "../../../test/flow/family.ts";
import { largeBytes } from "../../../test/flow/made-up-build.ts";
import type { JobStatus } from "../../job-status.ts";

// Entries of the restored bundle that are not in sccache's directory when the job saves: a small disk or size limit, sccache's
// own eviction, a step that cleans its folder.

const small = ["a", "b", "c", "d"];
const large = ["large-1", "large-2", "large-3"];
const all = [...small, ...large];

type Way = Pick<JobOptions, "limitBytes" | "loses">;

const ways: readonly (readonly [string, Way, restored: number, fetched: number])[] = [
  ["a size limit left them out", { limitBytes: largeBytes / 2 }, 5, 0],
  ["they were removed", { loses: "entries" }, 7, 0],
  ["they were removed, and the kept bundle too", { loses: "entries and bundle" }, 7, 1],
];

describe.each(ways)("%s", (_title, way, restored, fetched) => {
  test.each<JobStatus>(["failure", "cancelled", "success"])(
    "a job that ends with %s loses none",
    async (status) => {
      await inFamily(async ({ job, keys, pass }) => {
        await job({ asks: all, run: "1" });
        pass(600_000);
        const partial = await job({ asks: ["new"], run: "2", status, ...way });
        expect(partial).toMatchObject({ outcome: "saved", restored, kept: { length: 8 } });
        expect(partial.fetched).toHaveLength(fetched);
        expect(await keys()).toHaveLength(1);
        pass(600_000);
        expect((await job({ asks: [...all, "new"], run: "3" })).hits).toBe(8);
      });
    },
  );

  test("what had to be compiled again is not new", async () => {
    await inFamily(async ({ job, pass }) => {
      await job({ asks: all, run: "1" });
      pass(600_000);
      const again = await job({ asks: all, run: "2", ...way });
      expect(again).toMatchObject({ outcome: "nothing-new", fetched: [] });
      expect(again.hits).toBeLessThan(all.length);
    });
  });

  test("a bundle that another job has saved meanwhile is fetched, and no other", async () => {
    await inFamily(async ({ job, pass, keys }) => {
      await job({ asks: all, run: "1" });
      pass(600_000);
      let other: Done | undefined;
      const meanwhile = async () => {
        other = await job({ asks: [...all, "theirs"], run: "2" });
      };
      const done = await job({ asks: ["new"], run: "2", status: "failure", meanwhile, ...way });
      expect([other?.outcome, done.fetched.length, done.kept.length]).toEqual(["saved", 1, 9]);
      expect(await keys()).toHaveLength(1);
    });
  });

  test("another job's bundle is taken over whole", async () => {
    await inFamily(async ({ job, pass, keys }) => {
      await job({ asks: all, run: "1", matrix: '{"os":"one"}' });
      pass(600_000);
      const done = await job({ asks: ["new"], run: "1", matrix: '{"os":"two"}', status: "failure", ...way });
      expect([done.fetched.length, done.kept.length]).toEqual([fetched, 8]);
      expect(await keys()).toHaveLength(2);
    });
  });

  test("with keys that the user gives", async () => {
    await inFamily(async ({ job, pass }) => {
      const inputs = (run: number) => ({ strategy: "custom", key: `mine-${run}`, "restore-keys": "mine-" });
      await job({ asks: all, run: "1", inputs: inputs(1) });
      pass(600_000);
      const done = await job({ asks: ["new"], run: "2", status: "failure", inputs: inputs(2), ...way });
      expect([done.restored, done.fetched.length, done.kept.length]).toEqual([restored, fetched, 8]);
    });
  });
});

test.each([
  ["kept", "entries", 0],
  ["gone", "entries and bundle", 1],
] as const)(
  "an overlay keeps its own, and not those of its base, when its file was %s",
  async (_title, loses, fetched) => {
    await inFamily(async ({ job, pass }) => {
      await job({ asks: all, run: "1" });
      pass(600_000);
      await job({ asks: [...all, "new-1", "new-2"], run: "2", pull: 7 });
      pass(600_000);
      const failed = await job({ asks: ["new-3"], run: "3", pull: 7, status: "failure", loses });
      expect(failed.kept.toSorted()).toEqual(
        ["new-1", "new-2", "new-3"].map((crate) => nameFor(crate)).sort(),
      );
      expect(failed.fetched).toHaveLength(fetched);
      pass(600_000);
      expect((await job({ asks: [...all, "new-1", "new-2", "new-3"], run: "4", pull: 7 })).hits).toBe(10);
    });
  },
);

test("complete runs remove what they did not use, wherever it is; others do not", async () => {
  await inFamily(async ({ job, pass }) => {
    const kept: boolean[] = [];
    const build = async (run: number, status: JobStatus) => {
      pass(600_000);
      const asks = [...small, `own-${run}`];
      const done = await job({ asks, run: String(run), status, limitBytes: largeBytes / 4 });
      expect([done.outcome, done.hits]).toEqual(["saved", 4]);
      kept.push(done.kept.includes(nameFor("large-1")));
    };
    await job({ asks: [...small, "large-1"], run: "0" });
    for (const run of [1, 2, 3]) await build(run, "failure");
    for (const run of [4, 5]) await build(run, "success");
    expect(kept).toEqual([true, true, true, true, false]);
  });
});
