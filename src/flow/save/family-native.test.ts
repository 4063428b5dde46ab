import { expect, test } from "vitest";
import { nameFor } from "../../../test/bundle/made-up-entries.ts";
import { type Family, inFamily, type JobOptions } from "../../../test/flow/family.ts";

const old = "01d01d01";
const young = "f00f00f0";
const fast = nameFor("fast");

/** A job whose crate `fast` is compiled for the machine's CPU alone, as its log tells. */
async function on({ job }: Family, cpu: string, options: Partial<JobOptions> & Pick<JobOptions, "run">) {
  const done = await job({ asks: ["fast", "plain"], native: ["fast"], cpu, ...options });
  expect(done.foreign).toEqual([]);
  return done;
}

test("native code is restored on its own CPU alone, and compiled anew elsewhere", async () => {
  await inFamily(async (family) => {
    expect(await on(family, old, { run: "1" })).toMatchObject({ hits: 0, cpus: { [fast]: old } });
    expect(await on(family, old, { run: "2" })).toMatchObject({ hits: 2, outcome: "nothing-new" });
    expect(await on(family, young, { run: "3" })).toMatchObject({ hits: 1, cpus: { [fast]: young } });
    expect(await on(family, young, { run: "4" })).toMatchObject({ hits: 2, outcome: "nothing-new" });
    expect(await on(family, old, { run: "5" })).toMatchObject({ hits: 1, cpus: { [fast]: old } });
  });
});

test("a job on another CPU that does not need it leaves it in the bundle", async () => {
  await inFamily(async (family) => {
    await on(family, old, { run: "1" });
    const partial = await on(family, young, { run: "2", asks: ["plain", "next"], status: "failure" });
    expect(partial).toMatchObject({ outcome: "saved", cpus: { [fast]: old } });
    expect(await on(family, old, { run: "3", asks: ["fast", "plain", "next"] })).toMatchObject({ hits: 3 });
  });
});

test("jobs that end together on two CPUs keep the bundle of both, each entry with its own CPU", async () => {
  await inFamily(async (family) => {
    await on(family, old, { run: "1", asks: ["plain"] });
    const meanwhile = async () => {
      await on(family, old, { run: "2", asks: ["fast", "plain", "a"] });
    };
    const done = await on(family, young, { run: "2", asks: ["fast", "plain", "b"], meanwhile });
    expect(done).toMatchObject({ outcome: "saved", cpus: { [fast]: young } });
    expect(done.kept).toEqual(expect.arrayContaining(["fast", "plain", "a", "b"].map((one) => nameFor(one))));
    expect(await on(family, young, { run: "3", asks: ["fast", "plain", "a", "b"] })).toMatchObject({
      hits: 4,
    });
    expect(await on(family, old, { run: "4", asks: ["fast", "plain", "a", "b"] })).toMatchObject({ hits: 3 });
  });
});

test("a bundle that another job has saved meanwhile brings its native code for its own CPU", async () => {
  await inFamily(async (family) => {
    await on(family, old, { run: "1", asks: ["plain"] });
    const meanwhile = async () => {
      await on(family, old, { run: "2" });
    };
    const done = await on(family, young, { run: "2", asks: ["plain", "b"], meanwhile });
    expect(done).toMatchObject({ outcome: "saved", cpus: { [fast]: old } });
    expect(await on(family, young, { run: "3" })).toMatchObject({ hits: 1 });
  });
});

test("a pull request on another CPU has its own in the overlay, beside the base's", async () => {
  await inFamily(async (family) => {
    await on(family, old, { run: "1" });
    expect(await on(family, young, { run: "2", pull: 7 })).toMatchObject({
      hits: 1,
      cpus: { [fast]: young },
    });
    expect(await on(family, young, { run: "3", pull: 7 })).toMatchObject({ hits: 2 });
    expect(await on(family, old, { run: "4", pull: 7 })).toMatchObject({ hits: 2 });
  });
});

test("what an older bundle has without a word of its CPU is used once, and then not kept", async () => {
  await inFamily(async (family) => {
    // Without the log's word, the entry is saved as one for every CPU.
    await family.job({ asks: ["fast", "plain"], run: "1", cpu: old, native: [] });
    const first = await family.job({ asks: ["fast", "plain", "a"], native: ["fast"], cpu: young, run: "2" });
    expect(first.kept).not.toContain(fast);
    expect(await on(family, young, { run: "3" })).toMatchObject({ hits: 1, cpus: { [fast]: young } });
  });
});
