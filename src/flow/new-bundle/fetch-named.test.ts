import { join } from "node:path";
import { expect, test } from "vitest";
import { packTree } from "../../../test/bundle/bundles.ts";
import { zstd } from "../../../test/bundle/made-up-entries.ts";
import { memoryStore } from "../../../test/contract/memory-store.ts";
import { testFolder } from "../../../test/test-folder.ts";
import { DamagedBundleError } from "../../store/error-kinds.ts";
import { fetchNamed } from "./fetch-named.ts";

/** A store that has the bundle `app-10`, and what it gives of a key; a damaged one says so. */
async function storeOfOne({ isDamaged = false } = {}) {
  const folder = await testFolder();
  const { file } = await packTree(folder, []);
  const sound = memoryStore();
  await sound.put("app-10", file);
  const damaged = () =>
    Promise.reject(new DamagedBundleError("app-10 is damaged", { key: "app-10", isCertain: true }));
  const store = isDamaged ? { ...sound, fetch: damaged } : sound;
  let fetches = 0;
  return (key: string) => {
    fetches += 1;
    const request = { key, file: join(folder, `fetched-${fetches}`), onBytes: () => undefined };
    return fetchNamed(request, { store, zstd, signing: undefined });
  };
}

test("a bundle is fetched by its name, and none whose name begins with it in its place", async () => {
  const fetch = await storeOfOne();
  expect(await fetch("app-10")).toMatchObject({ key: "app-10", manifest: { entries: [] } });
  expect(await fetch("app-1")).toBeUndefined();
  expect(await fetch("app-11")).toBeUndefined();
});

test("damage is that of the bundle that was asked for alone", async () => {
  const fetch = await storeOfOne({ isDamaged: true });
  await expect(fetch("app-10")).rejects.toThrow("app-10 is damaged");
  expect(await fetch("app-1")).toBeUndefined();
});
