import { join } from "node:path";
import { expect, test } from "vitest";
import { openFamily } from "../../../test/flow/family.ts";
import { inFolder } from "../../../test/folder.ts";
import { localStore } from "../../store/local/local.ts";
import { scoped, scopedCatalog } from "../../store/scopes.ts";

// Jobs of one family on several branches, each of which saves its own bundles and reads the default branch's too.

test("a branch that takes over the default branch's lockfiles starts from its bundle, and loses nothing of its own", async () => {
  await inFolder(async (folder) => {
    let nowMs = 2_000_000_000_000;
    const now = () => nowMs;
    const pass = (ms: number) => {
      nowMs += ms;
    };
    const whole = localStore({ path: join(folder, "store"), now });
    const catalog = scopedCatalog(whole);
    const defaultBranch = "refs/heads/main";
    const on = (branch: string) => {
      const ref = `refs/heads/${branch}`;
      const store = scoped(whole, { own: ref, base: undefined, defaultBranch });
      const { job } = openFamily({ folder: join(folder, branch), store, catalog, ref, now, pass });
      let runs = 0;
      return (asks: readonly string[], lockfiles: string) => {
        pass(600_000);
        runs += 1;
        return job({ asks, lockfiles: lockfiles.repeat(64), run: `${branch} ${runs}` });
      };
    };
    const [main, feature] = [on("main"), on("feature")];
    const [older, newer] = [
      ["a", "dependency-1"],
      ["a", "dependency-2"],
    ];
    await main([...older, "own"], "1");
    await feature([...older, "feature"], "1");
    await main([...newer, "own"], "2");

    const taken = await feature([...newer, "feature"], "2");
    expect(taken).toMatchObject({ hits: 2, outcome: "saved" });
    expect(taken.kept).toHaveLength(5);
    expect(await feature([...newer, "feature"], "2")).toMatchObject({ hits: 3, outcome: "nothing-new" });
    const { bundles } = await catalog.list("");
    expect(bundles.map(({ ref }) => ref)).toEqual(["refs/heads/main", "refs/heads/feature"]);
    // Lockfiles that only this branch has had.
    expect(await feature([...older, "feature"], "3")).toMatchObject({ hits: 3 });
  });
});
