import { once } from "node:events";
import { readdir, readFile, truncate, utimes, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { expect, test } from "vitest";
import { folderOf } from "../../src/store/local/folder.ts";
import { localStore } from "../../src/store/local/local.ts";
import { scoped, scopedKey } from "../../src/store/scopes.ts";
import { about, packTree } from "../bundle/bundles.ts";
import { nameFor, zipOf } from "../bundle/made-up-entries.ts";
import { inFolder } from "../folder.ts";
import { sccacheBundle } from "./command-line.ts";

const family = "sccache-linux-x64-norust-build-any";

async function storeWith(folder: string, keys: readonly string[]): Promise<string> {
  const path = join(folder, "store");
  let savedAtMs = Date.now() - 3_600_000;
  const noRef = { own: undefined, base: undefined, defaultBranch: undefined };
  const store = scoped(localStore({ path, now: () => savedAtMs }), noRef);
  for (const [seed, key] of keys.entries()) {
    savedAtMs += 60_000;
    const content = zipOf([{ name: "obj", content: Buffer.alloc(1000, seed) }], 3);
    const { file } = await packTree(
      join(folder, `${seed}`),
      [{ name: nameFor(seed), content, lastUse: 1_700_000_000 }],
      {
        about: { ...about, created: 1_700_000_000 + seed },
      },
    );
    await store.put(key, file);
  }
  for (const name of await readdir(path, { recursive: true })) await utimes(join(path, name), 1, 1);
  return `local:${path}`;
}

test("prune says what would go, and deletes it only when told to", async () => {
  await inFolder(async (folder) => {
    const store = await storeWith(folder, [
      `${family}-a-000000000001`,
      `${family}-a-000000000002`,
      "another-linux-x64-norust-build-any-a-000000000001",
    ]);
    const dry = await sccacheBundle(["prune", "--store", store]);
    expect(dry).toMatchObject({ exitCode: 0 });
    expect(dry.stdout).toContain(`Would delete ${family}-a-000000000001`);
    expect(dry.stderr).toContain("1 of 2 bundles");
    const applied = await sccacheBundle(["prune", "--store", store, "--apply"]);
    expect(applied.stdout).toContain(`Deleted ${family}-a-000000000001`);
    const after = await sccacheBundle(["prune", "--store", store, "--apply"]);
    expect(after.stderr).toContain("Nothing to delete among 1 bundle");
  });
});

test("prune says of what it keeps for a reader that it can be deleted soon", async () => {
  await inFolder(async (folder) => {
    const store = await storeWith(folder, [`${family}-a-000000000001`, `${family}-a-000000000002`]);
    const path = store.replace("local:", "");
    const now = new Date();
    for (const name of await readdir(path, { recursive: true })) await utimes(join(path, name), now, now);
    const ended = await sccacheBundle(["prune", "--store", store, "--apply"]);
    expect(ended).toMatchObject({ exitCode: 0, stdout: "" });
    expect(ended.stderr).toContain("Nothing to delete among 2 bundles; 1 can be deleted in five minutes");
  });
});

test("prune reads a long listing of a slow service to its end, longer than a job would wait", async () => {
  const pages = 16;
  const rowsOf = (page: number) =>
    Array.from({ length: 100 }, (_, i) => ({
      id: page * 100 + i,
      key: `${family}-a-${String(page * 100 + i).padStart(12, "0")}`,
      ref: "refs/heads/main",
      size_in_bytes: 10,
      created_at: "2026-01-01T00:00:00Z",
      last_accessed_at: "2026-01-01T00:00:00Z",
    }));
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "", "http://127.0.0.1");
    const isOurs = searchParams.get("key") === "sccache-";
    const rows = isOurs ? rowsOf(Number(searchParams.get("page") ?? 1)) : [];
    const body = JSON.stringify({ total_count: isOurs ? pages * 100 : 0, actions_caches: rows });
    setTimeout(() => response.setHeader("content-type", "application/json").end(body), 1_050);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const env = {
    GITHUB_API_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    GITHUB_REPOSITORY: "me/mine",
    GITHUB_TOKEN: "any",
  };
  const ended = await sccacheBundle(["prune", "--store", "github"], { env });
  server.close();
  expect(ended, ended.stderr).toMatchObject({ exitCode: 0 });
  expect(ended.stderr).toContain("1599 of 1,600 bundles");
});

test("prune --all without a ref is refused", async () => {
  const ended = await sccacheBundle(["prune", "--store", "local:/nowhere", "--all"]);
  expect(ended).toMatchObject({ exitCode: 2 });
  expect(ended.stderr).toContain("--all needs --ref");
});

test("merge unites the matrix jobs of a job, and their fallback finds it", async () => {
  await inFolder(async (folder) => {
    const job = "sccache-linux-x64-norust-build";
    const store = await storeWith(folder, [
      `${job}-maaaaaaaa-l-000000000001`,
      `${job}-mbbbbbbbb-l-000000000001`,
      `${job}-mbbbbbbbb-l-000000000002`,
    ]);
    const env = { PATH: "/nowhere", RUNNER_OS: "Linux", RUNNER_ARCH: "X64" };
    const merged = await sccacheBundle(["merge", "--store", store, "--job", "build"], { cwd: folder, env });
    expect(merged, merged.stderr).toMatchObject({ exitCode: 0 });
    expect(merged.stderr).toContain(`Merged the bundles of 2 matrix jobs as ${job}-any-`);
    const listed = await sccacheBundle(["prune", "--store", store, "--keep-last", "9", "--json"]);
    expect(listed.stderr).toContain("Nothing to delete among 4 bundles");
  });
});

test("a matrix job whose bundle the store has lost bytes of is left out of the merge", async () => {
  await inFolder(async (folder) => {
    const job = "sccache-linux-x64-norust-build";
    const keys = ["a", "b", "c"].map((letter) => `${job}-m${letter.repeat(8)}-l-000000000001`);
    const store = await storeWith(folder, keys);
    const [broken = ""] = keys;
    await truncate(fileOf(store, broken), 100);
    const env = { PATH: "/nowhere", RUNNER_OS: "Linux", RUNNER_ARCH: "X64" };
    const merged = await sccacheBundle(["merge", "--store", store, "--job", "build"], { cwd: folder, env });
    expect(merged, merged.stderr).toMatchObject({ exitCode: 0 });
    expect(merged.stderr).toContain(`${broken} is left out: `);
    expect(merged.stderr).toContain(`as ${job}-any-`);
  });
});

test("merge saves nothing while no matrix job has, and a damaged source does not stop it", async () => {
  await inFolder(async (folder) => {
    const job = "sccache-linux-x64-norust-build";
    const keys = ["a", "b", "c"].map((id) => `${job}-m${id.repeat(8)}-l-000000000001`);
    const store = await storeWith(folder, keys);
    const env = { PATH: "/nowhere", RUNNER_OS: "Linux", RUNNER_ARCH: "X64" };
    const merge = () =>
      sccacheBundle(["merge", "--store", store, "--job", "build", "--json"], { cwd: folder, env });
    await damageSegment(fileOf(store, keys[1] ?? ""));
    const first = await merge();
    expect(first.stderr).toMatch(/-mbbbbbbbb-l-000000000001: segment 0 .*\. Nothing of it is used/);
    expect(JSON.parse(first.stdout)).toMatchObject({ kind: "saved", jobs: 3 });

    expect(JSON.parse((await merge()).stdout)).toMatchObject({
      kind: "not-saved",
      why: "no matrix job has saved since the last time",
    });

    // What an earlier merge made is replaced when it is damaged, under a name of its own.
    const { key } = JSON.parse(first.stdout) as { key: string };
    await damageManifest(fileOf(store, key));
    const again = await merge();
    expect(again.stderr).toContain(`${key} is left out`);
    const saved = JSON.parse(again.stdout) as { key: string };
    expect(saved).toMatchObject({ kind: "saved" });
    expect(saved.key).not.toBe(key);
  });
});

test("what only a job had that is gone from the matrix is left out after two more merges", async () => {
  await inFolder(async (folder) => {
    const job = "sccache-linux-x64-norust-build";
    const path = join(folder, "store");
    let savedAtMs = Date.now() - 3_600_000;
    const noRef = { own: undefined, base: undefined, defaultBranch: undefined };
    const store = scoped(localStore({ path, now: () => savedAtMs }), noRef);
    let run = 0;
    const merge = async (letters: readonly string[]) => {
      run += 1;
      for (const letter of letters) {
        const content = zipOf([{ name: "obj", content: Buffer.from(letter.repeat(1000)) }], 3);
        const use = { name: nameFor(letter), lastUse: 1_700_000_000 };
        const clock = { id: `${run}`, clock: run, complete: true };
        const { file } = await packTree(join(folder, `${letter}${run}`), [{ ...use, content }], {
          about: { ...about, created: 1_700_000_000 + run, run: clock },
          entries: [{ ...use, runs: 1, lastRun: run }],
        });
        savedAtMs += 1000;
        await store.put(`${job}-m${letter.repeat(8)}-l-00000000000${run}`, file);
      }
      const env = { PATH: "/nowhere", RUNNER_OS: "Linux", RUNNER_ARCH: "X64" };
      const args = ["merge", "--store", `local:${path}`, "--job", "build", "--json"];
      const { key, jobs } = JSON.parse((await sccacheBundle(args, { cwd: folder, env })).stdout);
      const inspected = await sccacheBundle(["inspect", "--json", fileOf(`local:${path}`, key)]);
      const { entries } = JSON.parse(inspected.stdout) as { entries: readonly { name: string }[] };
      const has = (letter: string) => entries.some(({ name }) => name === nameFor(letter));
      savedAtMs = Date.now();
      return `${jobs}: ${["a", "b", "c"].filter(has).join("")}`;
    };
    expect(await merge(["a", "b", "c"])).toBe("3: abc");
    expect(await merge(["a", "b"])).toBe("2: abc");
    expect(await merge(["a", "b"])).toBe("2: ab");
    expect(await merge(["b", "c"])).toBe("2: abc");
  });
});

function fileOf(store: string, key: string): string {
  return join(store.replace("local:", ""), folderOf(scopedKey(undefined, key)), "bundle.tar.zst");
}

async function damage(file: string, at: (size: number) => number): Promise<void> {
  const content = await readFile(file);
  const place = at(content.length);
  content.writeUInt8(content.readUInt8(place) ^ 0xff, place);
  await writeFile(file, content);
}

/** Within the first segment's compressed bytes. */
const damageSegment = (file: string) => damage(file, () => 40);

/** Near the end, where the manifest's frame is. */
const damageManifest = (file: string) => damage(file, (size) => size - 120);

test("merge of files needs to know where to", async () => {
  expect(await sccacheBundle(["merge", "a", "b"])).toMatchObject({ exitCode: 2 });
});

test("plan shows what budgets keep", async () => {
  await inFolder(async (folder) => {
    const content = zipOf([{ name: "obj", content: Buffer.alloc(5000, 1) }], 3);
    const { file } = await packTree(folder, [{ name: nameFor(1), content, lastUse: 1_700_000_000 }]);
    const fits = await sccacheBundle(["plan", file]);
    expect(fits.stdout).toContain("keeps 1 entry");
    expect(fits.stdout).toContain("100 % of the compile time, 100 % of the hits, 1 entry");
    const tight = await sccacheBundle(["plan", file, "--max-size", "10", "--json"]);
    expect(JSON.parse(tight.stdout)).toMatchObject({
      budgetBytes: 10,
      keep: [],
      evict: [{ reason: "larger" }],
    });
    expect(await sccacheBundle(["plan", file, "--max-size", "ten"])).toMatchObject({ exitCode: 2 });
  });
});
