import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { configOf, contextOf, ingredientsOf } from "../../test/flow/made-up-job.ts";
import { inFolder } from "../../test/folder.ts";
import { silent } from "../../test/logs.ts";
import { planKeys, saveKey } from "../key/key.ts";
import { levelled } from "../store/levels.ts";
import { localStore } from "../store/local/local.ts";
import { scoped } from "../store/scopes.ts";
import { baseChains, findBase } from "./find-base.ts";

function keysOf(job: string, inputs: Readonly<Record<string, string>> = {}) {
  const about = { job, workflow: "ci", ref: "refs/heads/feature", defaultBranch: "main" };
  return planKeys(ingredientsOf(contextOf({ workspace: "", ...about })), configOf(inputs));
}

const key = (job: string) => saveKey(keysOf(job), "0".repeat(12));
const on = (branch: string) => ({
  own: `refs/heads/${branch}`,
  base: undefined,
  defaultBranch: "refs/heads/main",
});

test("a job's own bundle of the default branch comes before another job's of this branch", async () => {
  await inFolder(async (folder) => {
    const store = localStore({ path: join(folder, "store") });
    const from = join(folder, "from");
    await writeFile(from, "bundle");
    for (const job of ["build", "test"]) await scoped(store, on("main")).put(key(job), from);
    const here = scoped(store, on("feature"));
    await here.put(key("build"), from);
    const find = (job: string) => findBase(keysOf(job), (chain) => here.lookup(chain));
    expect(await find("test")).toMatchObject({ key: key("test"), ref: "refs/heads/main" });
    expect(await find("build")).toMatchObject({ key: key("build"), ref: "refs/heads/feature" });
    expect(await find("docs")).toMatchObject({ key: key("build"), ref: "refs/heads/feature" });
  });
});

test("a bundle of the default branch with the same lockfiles comes before an older one of this branch", async () => {
  await inFolder(async (folder) => {
    const store = localStore({ path: join(folder, "store") });
    const from = join(folder, "from");
    await writeFile(from, "bundle");
    const [main, feature] = ["main", "feature"].map((branch) => scoped(store, on(branch)));
    const older = key("build").replace("-0000", "-1111");
    await feature?.put(older, from);
    const find = (strategy: string) =>
      findBase(keysOf("build", { strategy }), async (chain) => feature?.lookup(chain) ?? { kind: "miss" });
    expect(await find("lockfile")).toMatchObject({ key: older });
    await main?.put(key("build"), from);
    expect(await find("lockfile")).toMatchObject({ key: key("build"), ref: "refs/heads/main" });
    expect(await find("rolling")).toMatchObject({ key: older });
    await feature?.put(key("build"), from);
    expect(await find("lockfile")).toMatchObject({ key: key("build"), ref: "refs/heads/feature" });
  });
});

test("a job's own bundle of a far level comes before another job's of a near one", async () => {
  await inFolder(async (folder) => {
    await mkdir(join(folder, "near"));
    const [near, far] = [
      localStore({ path: join(folder, "near") }),
      localStore({ path: join(folder, "far") }),
    ];
    const from = join(folder, "from");
    await writeFile(from, "bundle");
    await near.put(key("build"), from);
    await far.put(key("test"), from);
    const store = levelled([near, far], { log: silent, isOwn: () => true });
    expect(await findBase(keysOf("test"), (chain) => store.lookup(chain))).toMatchObject({
      key: key("test"),
    });
  });
});

test("custom keys are one chain: their order is the user's", () => {
  const inputs = { strategy: "custom", key: "v1-{run}", "restore-keys": "v1-\nv0-" };
  expect(baseChains(keysOf("build", inputs))).toEqual([{ key: "v1-none", fallbacks: ["v1-", "v0-"] }]);
});
