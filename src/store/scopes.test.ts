import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { memoryStore } from "../../test/contract/memory-store.ts";
import { testFolder } from "../../test/test-folder.ts";
import type { Scopes } from "../key/ref.ts";
import { parseScopedKey, scoped, scopedCatalog, scopedKey } from "./scopes.ts";

const main = "refs/heads/main";
const pull = "refs/pull/7/merge";

test("a stored key gives back its parts, whatever they are", () => {
  const ref = fc.option(fc.stringMatching(/^refs\/(heads|tags|pull)\/[^:\s]{1,40}$/), { nil: undefined });
  fc.assert(
    fc.property(ref, fc.string({ unit: "binary" }), (of, key) => {
      expect(parseScopedKey(scopedKey(of, key))).toEqual(of === undefined ? { key } : { key, ref: of });
    }),
  );
});

test.each(["sccache-linux-x64-rust-build-any-a-1", "", "a/b", ":a", "x:a"])(
  "%o, which was saved without a scope, is not ours",
  (key) => expect(parseScopedKey(key)).toBeUndefined(),
);

async function world() {
  const folder = await testFolder();
  const place = memoryStore();
  const as = (own: string, base?: string) => {
    const scopes: Scopes = { own, base, defaultBranch: main };
    return { ...scopedCatalog(place), ...scoped(place, scopes) };
  };
  const from = join(folder, "from");
  await writeFile(from, "body");
  return { place, as, from, into: join(folder, "into") };
}

test("a job searches its own ref for everything first, then its base, then the default branch", async () => {
  const { as, from, into } = await world();
  await as(main).put("k-main", from);
  await as("refs/heads/release").put("k-release", from);
  await as("refs/pull/8/merge").put("k-other", from);
  const mine = as(pull, "refs/heads/release");
  const lookup = (key: string, ...fallbacks: string[]) => mine.lookup({ key, fallbacks });
  expect(await lookup("k-main", "k-")).toEqual({ kind: "hit", key: "k-release", ref: "refs/heads/release" });
  expect(await lookup("k-main")).toEqual({ kind: "hit", key: "k-main", ref: main });
  expect(await lookup("k-other")).toEqual({ kind: "miss" });
  expect(await mine.put("k-main", from)).toMatchObject({ kind: "stored" });
  expect(await mine.fetch({ key: "x", fallbacks: ["k-"] }, into)).toMatchObject({ key: "k-main", ref: pull });
  expect(await as("refs/heads/main-2").lookup({ key: "k-", fallbacks: [] })).toMatchObject({ key: "k-main" });
});

test("all refs are listed, each by its own keys, and one is removed", async () => {
  const { place, as, from } = await world();
  for (const ref of [main, pull]) await as(ref).put("k-1", from);
  await place.put("k-1", from);
  const catalog = as(main);
  const { bundles } = await catalog.list("k-");
  expect(bundles.map(({ key, ref }) => [key, ref])).toEqual([
    ["k-1", main],
    ["k-1", pull],
  ]);
  expect((await catalog.list("k-", { ref: pull })).bundles).toHaveLength(1);
  expect((await catalog.list("heads/")).bundles).toEqual([]);
  const cut = scopedCatalog({ ...place, list: async () => ({ bundles: [], complete: false }) });
  expect((await cut.list("")).complete).toBe(false);
  for (const bundle of bundles.slice(1)) expect(await catalog.remove(bundle)).toBe("removed");
  expect((await catalog.list("")).bundles.map(({ ref }) => ref)).toEqual([main]);
  expect((await place.list("")).bundles).toHaveLength(2);
});
