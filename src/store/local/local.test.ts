import { execFile } from "node:child_process";
import {
  chmod,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  truncate,
  utimes,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, onTestFinished, test } from "vitest";
import { withEnv } from "../../../test/contract/with-env.ts";
import { folderOf } from "./folder.ts";
import { localStore } from "./local.ts";

let folder: string;
let root: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "local-store-"));
  root = join(folder, "store");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const put = async (key: string, body: string) => {
  const from = join(folder, "from");
  await writeFile(from, body);
  return localStore({ path: root }).put(key, from);
};
const fetch = (key: string) => localStore({ path: root }).fetch({ key, fallbacks: [] }, join(folder, "into"));
const lookup = (key: string) => localStore({ path: root }).lookup({ key, fallbacks: [] });

test("asking makes no folder", async () => {
  expect(await lookup("a")).toEqual({ kind: "miss" });
  expect(await readdir(folder)).toEqual([]);
});

test("a put leaves the bundle and what is known of it, and nothing else", async () => {
  await put("a", "body");
  await put("a", "again");
  expect(await readdir(root)).toEqual([folderOf("a")]);
  expect((await readdir(join(root, folderOf("a")))).sort()).toEqual(["bundle.tar.zst", "entry.json"]);
});

test("what a crashed writer left is not found, and goes after a day", async () => {
  await put("a-1", "body");
  const [old, young] = [".tmp-0123abp12-89abcdef", ".tmp-0123abp13-89abcdef"];
  for (const name of [old, young]) {
    await mkdir(join(root, name));
    await writeFile(join(root, name, "bundle.tar.zst"), "half");
    await writeFile(join(root, name, "entry.json"), '{"format":1,"key":"a-2","bytes":4,"savedMs":9e15}');
  }
  const before = new Date(Date.now() - 25 * 60 * 60 * 1000);
  await utimes(join(root, old), before, before);

  expect(await lookup("a-")).toMatchObject({ key: "a-1" });
  await put("b", "body");
  expect((await readdir(root)).filter((name) => name.startsWith("."))).toEqual([young]);
});

test("a bundle that lost bytes is broken, leaves no file, and the next put replaces it", async () => {
  await put("a", "a body of some length");
  await truncate(join(root, folderOf("a"), "bundle.tar.zst"), 3);
  await expect(fetch("a")).rejects.toMatchObject({ reason: "damaged", retryable: false, key: "a" });
  await expect(readFile(join(folder, "into"))).rejects.toThrow("ENOENT");

  expect(await put("a", "anew")).toEqual({ kind: "stored", bytes: 4 });
  expect(await fetch("a")).toMatchObject({ kind: "hit", bytes: 4 });
  expect(await readdir(root)).toHaveLength(1);
});

test.each(["", "{", "null", '{"format":2,"key":"a","bytes":4,"savedMs":1}'])(
  "an entry of which %o is known is not there, and the next put replaces it",
  async (text) => {
    await put("a", "body");
    await writeFile(join(root, folderOf("a"), "entry.json"), text);
    expect(await lookup("a")).toEqual({ kind: "miss" });
    expect(await put("a", "anew")).toMatchObject({ kind: "stored" });
    expect(await lookup("a")).toMatchObject({ kind: "hit" });
  },
);

test("a file where the folder should be is trouble, and stays", async () => {
  await writeFile(root, "something else");
  for (const call of [() => lookup("a"), () => put("a", "body")]) {
    await expect(call()).rejects.toMatchObject({ name: "StoreError", reason: "unavailable" });
  }
  expect(await readFile(root, "utf8")).toBe("something else");
});

test("many writers at once, of one key and of many", async () => {
  const from = join(folder, "from");
  await writeFile(from, "body");
  const stores = Array.from({ length: 8 }, () => localStore({ path: root }));
  const same = await Promise.all(stores.map((store) => store.put("same", from)));
  expect(same.filter(({ kind }) => kind === "stored")).toHaveLength(1);
  const own = await Promise.all(stores.map((store, index) => store.put(`own-${index}`, from)));
  expect(own.every(({ kind }) => kind === "stored")).toBe(true);
  expect(await readdir(root)).toHaveLength(9);
});

test.each(["A", "a", "..", ".hidden", "con", "a/b", "a\\b", "k".repeat(512), "鍵".repeat(512)])(
  "the folder of %o has a name that every file system takes",
  (key) => {
    expect(folderOf(key)).toMatch(/^[A-Za-z0-9_-][A-Za-z0-9._-]*~[0-9a-f]{32}$/);
    expect(Buffer.byteLength(folderOf(key))).toBeLessThan(200);
  },
);

test("keys that differ only in case have folders that differ in more", () => {
  expect(folderOf("Key").toLowerCase()).not.toBe(folderOf("key").toLowerCase());
});

const budgeted = (maxBytes: number, now?: () => number) =>
  localStore({ path: root, maxBytes, ...(now === undefined ? {} : { now }) });
const keysIn = async () => (await localStore({ path: root }).list("")).bundles.map(({ key }) => key);
const ofSize = async (bytes: number) => {
  await writeFile(join(folder, "from"), "x".repeat(bytes));
  return join(folder, "from");
};

test("over its budget the bundle goes that was not read for longest", async () => {
  let nowMs = Date.now();
  const store = budgeted(30, () => {
    nowMs += 1000;
    return nowMs;
  });
  for (const key of ["a", "b", "c"]) await store.put(key, await ofSize(10));
  await store.fetch({ key: "a", fallbacks: [] }, join(folder, "into"));
  expect(await store.put("d", await ofSize(10))).toMatchObject({ kind: "stored" });
  expect(await keysIn()).toEqual(["a", "c", "d"]);
  await store.put("e", await ofSize(25));
  expect(await keysIn()).toEqual(["a", "e"]); // somebody may still be reading it
  nowMs += 600_000;
  await store.put("f", await ofSize(10));
  expect(await keysIn()).toEqual(["f"]);
  expect(await readdir(root)).toHaveLength(1);
});

test("a bundle that alone is over the budget is refused, and nothing goes for it", async () => {
  await budgeted(30).put("a", await ofSize(30));
  await expect(budgeted(30).put("b", await ofSize(31))).rejects.toMatchObject({
    reason: "full",
    retryable: false,
  });
  expect(await keysIn()).toEqual(["a"]);
});

test("runners that save at once keep to the budget, and each finds what is there", async () => {
  const from = await ofSize(10);
  await Promise.all(
    Array.from({ length: 12 }, async (_, index) => {
      await budgeted(30).put(`k-${index}`, from);
      await budgeted(30).fetch({ key: "k-", fallbacks: [] }, join(folder, `into-${index}`));
    }),
  );
  await budgeted(30, () => Date.now() + 600_000).put("last", from); // when all that was read has come
  const left = await keysIn();
  expect(left).toContain("last");
  expect(left.length).toBeLessThanOrEqual(3);
});

test.each([86_400_000, -86_400_000])(
  "a machine whose clock is %i ms ahead: the newest is the last saved",
  async (ms) => {
    const ahead = localStore({ path: root, now: () => Date.now() + ms });
    const from = await ofSize(10);
    await ahead.put("k-1", from);
    await put("k-2", "body");
    expect(await lookup("k-")).toMatchObject({ key: "k-2" });
    await ahead.put("k-3", from);
    expect(await lookup("k-")).toMatchObject({ key: "k-3" });
    expect(await keysIn()).toEqual(["k-1", "k-2", "k-3"]);
  },
);

test("without a budget nothing goes", async () => {
  for (let index = 0; index < 5; index += 1) await put(`k-${index}`, "body");
  expect(await keysIn()).toHaveLength(5);
});

test("an entry that cannot be read does not hide the others", async () => {
  for (const key of ["a-1", "a-2"]) await put(key, "body");
  const entry = join(root, folderOf("a-2"), "entry.json");
  await chmod(entry, 0);
  await writeFile(join(root, "not-a-folder"), "");
  const isRoot = process.getuid?.() === 0 || process.platform === "win32";
  expect(await lookup("a-")).toMatchObject({ key: isRoot ? "a-2" : "a-1" });
  // Whoever may read everything: an entry that is no entry.
  await rm(entry);
  expect(await lookup("a-")).toMatchObject({ key: "a-1" });
});

test("more bundles than a process may open files", async () => {
  const count = 1_500;
  for (let i = 0; i < count; i += 1) {
    const home = join(root, folderOf(`k-${i}`));
    await mkdir(home, { recursive: true });
    await writeFile(
      join(home, "entry.json"),
      JSON.stringify({ format: 1, key: `k-${i}`, bytes: 0, savedMs: i }),
    );
  }
  const script = `
    const { localStore } = await import(${JSON.stringify(new URL("local.ts", import.meta.url).href)});
    const found = await localStore({ path: ${JSON.stringify(root)} }).lookup({ key: "k-", fallbacks: [] });
    console.log(found.key);
  `;
  const run = `ulimit -n 128; exec "${process.execPath}" --input-type=module -e '${script}'`;
  const { stdout } = await promisify(execFile)("sh", ["-c", run]);
  expect(stdout.trim()).toBe(`k-${count - 1}`);
});

if (process.platform !== "win32") {
  test.each([
    ["made by the first put", undefined, 0o600],
    ["for one user", 0o700, 0o600],
    ["for a group", 0o770, 0o660],
    ["for everybody to read", 0o755, 0o644],
  ])("a folder %s holds bundles of its own mode", async (_what, mode, expected) => {
    if (mode !== undefined) {
      await mkdir(root);
      await chmod(root, mode);
    }
    await put("a", "body");
    const found = await stat(join(root, folderOf("a"), "bundle.tar.zst"));
    expect(found.mode & 0o777).toBe(expected);
  });
}

test("a large bundle comes in many ranges, and Node warns of nothing", async () => {
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  onTestFinished(() => void process.off("warning", note));
  const from = join(folder, "large");
  await writeFile(from, "");
  await truncate(from, 200e6);
  await localStore({ path: root }).put("larger", from);
  expect(await fetch("larger")).toMatchObject({ kind: "hit", bytes: 200e6 });
  expect(warnings).toEqual([]);
});

test("a read is noted before the first byte, so that a clean-up of another machine leaves the bundle there", async () => {
  await put("a", "body");
  const nowMs = Date.now() + 60_000;
  const store = localStore({ path: root, now: () => nowMs });
  const [listed] = (await store.list("")).bundles;
  if (listed === undefined) throw new Error("nothing is listed");
  let removing: Promise<string> | undefined;
  const onProgress = () => {
    removing ??= store.remove(listed);
  };
  await store.fetch({ key: "a", fallbacks: [] }, join(folder, "into"), { onProgress });
  expect(await removing).toBe("gone");
  expect(await store.lookup({ key: "a", fallbacks: [] })).toMatchObject({ kind: "hit" });
});

test("reads are noted, by another user too, and what was read since it was listed is not removed", async () => {
  await mkdir(root);
  await chmod(root, 0o755);
  await put("a", "body");
  const store = localStore({ path: root });
  const [before] = (await store.list("")).bundles;
  if (before === undefined) throw new Error("nothing is listed");
  // As another user notes it, who may not set the time of the entry.
  const mark = join(root, ".reads", `${folderOf("a")}.4711`);
  await writeFile(mark, "");
  await utimes(mark, Date.now() / 1000 + 60, Date.now() / 1000 + 60);
  const [after] = (await store.list("")).bundles;
  expect(after?.lastReadAtMs).toBeGreaterThan(before.lastReadAtMs ?? 0);
  expect(await store.remove(before)).toBe("gone");
  expect(await store.remove(after ?? before)).toBe("removed");
  await put("b", "body");
  expect(await readdir(join(root, ".reads"))).toEqual([]);
});

test("a path from ~ is in the user's home, and ~ elsewhere is a name", async () => {
  onTestFinished(withEnv({ HOME: folder, USERPROFILE: folder }));
  await put("a", "body");
  expect(await localStore({ path: "~/store" }).lookup({ key: "a", fallbacks: [] })).toMatchObject({
    key: "a",
  });
  expect(localStore({ path: "~/store" }).label).toBe("local:~/store");
  expect(await localStore({ path: "~store" }).lookup({ key: "a", fallbacks: [] })).toEqual({ kind: "miss" });
});
