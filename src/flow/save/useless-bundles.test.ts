import { describe, expect, test } from "vitest";
import { inFamily } from "../../../test/flow/family.ts";
import { DamagedBundleError } from "../../store/error-kinds.ts";
import { StoreError } from "../../store/store.ts";

// Bundles of which a save can have nothing, and stores that do not answer: neither stops the saves that follow.

const all = ["a", "b", "c", "d"];

describe.each(["overwritten", "cut short"] as const)("a bundle that is %s", (how) => {
  test("while another job builds is replaced by its save", async () => {
    await inFamily(async ({ job, pass, keys, damage }) => {
      const meanwhile = async () => {
        await job({ asks: ["a", "b"], run: "1" });
        await damage(how);
      };
      const done = await job({ asks: ["a", "c"], run: "1", meanwhile });
      expect([done.outcome, done.why]).toEqual(["saved", done.why]);
      pass(600_000);
      expect(await job({ asks: ["a", "c", "d"], run: "2" })).toMatchObject({ hits: 2, outcome: "saved" });
      expect(await keys()).toHaveLength(1);
    });
  });

  test("and is a pull request's base costs it the base alone", async () => {
    await inFamily(async ({ job, pass, damage }) => {
      await job({ asks: all, run: "1" });
      await damage(how);
      pass(600_000);
      const first = await job({ asks: ["a", "new"], run: "2", pull: 7, inputs: { restore: "false" } });
      expect([first.outcome, first.why]).toEqual(["saved", first.why]);
      pass(600_000);
      expect(await job({ asks: ["a", "new"], run: "3", pull: 7 })).toMatchObject({ hits: 2 });
    });
  });
});

test("a bundle that only this machine may be unable to read is left for the next save, which unites it", async () => {
  await inFamily(async ({ job, pass, keys, store }) => {
    await job({ asks: ["a"], run: "1" });
    pass(600_000);
    const meanwhile = async () => {
      await job({ asks: ["a", "b"], run: "2" });
    };
    const beforeFetch = async () => {
      const key = (await store.list("")).bundles.at(-1)?.key ?? "";
      throw new DamagedBundleError("GitHub's cache: the bundle came damaged (tar)", {
        key,
        isCertain: false,
      });
    };
    const done = await job({ asks: ["a", "c"], run: "2", meanwhile, beforeFetch });
    expect([done.outcome, done.why]).toEqual(["saved", done.why]);
    expect(done.why).toContain('"united":[]');
    pass(600_000);
    expect(await keys()).toHaveLength(2);
    await job({ asks: ["a", "d"], run: "3" });
    pass(600_000);
    expect(await job({ asks: all, run: "4" })).toMatchObject({ hits: 4 });
    expect(await keys()).toHaveLength(1);
  });
});

const down = async () => {
  throw new StoreError("it answered 503", { reason: "unavailable" });
};

test.each([
  ["upload", { beforePut: down }, true],
  ["download", { beforeFetch: down }, false],
])("a store that is down at the %s is reported so", async (failure, interruption, isPlanned) => {
  await inFamily(async ({ job, pass }) => {
    await job({ asks: ["a"], run: "1" });
    pass(600_000);
    const meanwhile = async () => {
      await job({ asks: ["a", "b"], run: "2" });
    };
    const done = await job({ asks: ["a", "c"], run: "2", meanwhile, ...interruption });
    expect(done).toMatchObject({ outcome: "failed", isPlanned });
    expect(done.why).toContain(`"failure":"${failure}"`);
  });
});
