import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { localStore } from "../../src/store/local/local.ts";
import { scopedKey } from "../../src/store/scopes.ts";
import { filesIn, libraries, openWorld, type World } from "./world.ts";

/** A bundle of three entries as sccache-bundle wrote it while its format was version 1. */
const oldBundle = join(import.meta.dirname, "version-1.tar.zst");

/** Puts a bundle into the store, as a job of the same name would have saved it. */
async function leave(world: World, bundle: string): Promise<string> {
  const job = await world.job();
  const lookup = await job.uses("restore", { store: `local:${world.store}`, "lookup-only": "true" });
  const key = `${lookup.outputs["cache-primary-key"]}0123456789ab`;
  await localStore({ path: world.store }).put(scopedKey("refs/heads/main", key), bundle);
  return key;
}

async function wholeJob(world: World) {
  const job = await world.job();
  const main = await job.uses(".", { "sccache-dir": world.directory, store: `local:${world.store}` });
  expect((await world.build(job)).ok).toBe(true);
  const [post] = await job.finish();
  return { main, post, said: post?.lines.join("\n") };
}

test("a bundle of version 1 is restored, and becomes a part of the next one", async () => {
  const world = await openWorld();
  await leave(world, oldBundle);
  const { main, said } = await wholeJob(world);
  expect(main, main.output).toMatchObject({ exitCode: 0, warnings: [], errors: [] });
  expect(main.outputs).toMatchObject({ "cache-hit": "true", entries: "3" });
  // It is not known what the old runs used, so nothing of it is removed at once.
  expect(said).toContain(`Saved ${3 + libraries} entries as `);
  const { bundles } = await localStore({ path: world.store }).list("");
  expect(bundles).toHaveLength(1);
});

test("a bundle of a newer version is neither replaced nor deleted, and the log says so", async () => {
  const world = await openWorld();
  const bytes = await readFile(oldBundle);
  bytes.writeUInt16LE(99, bytes.indexOf("sccache-bundle\0\0", 0, "latin1") + 16);
  const newer = join(world.folder, "newer.tar.zst");
  await writeFile(newer, bytes);
  const key = await leave(world, newer);
  const before = await filesIn(world.store);
  const { main, post, said } = await wholeJob(world);
  expect(main, main.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(main.warnings).toEqual([expect.stringContaining("the bundle has format 99")]);
  expect(post, post?.output).toMatchObject({ exitCode: 0, errors: [] });
  expect(said).toContain(`Not saved: ${key} was saved by a newer version`);
  expect(await filesIn(world.store)).toEqual(before);
});
