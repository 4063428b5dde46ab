import { randomBytes } from "node:crypto";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { DamagedBundleError } from "../../src/store/error-kinds.ts";
import type { Store } from "../../src/store/store.ts";
import { testFolder } from "../test-folder.ts";

export interface OpenedStore {
  /** An empty store of its own. */
  readonly store: Store;
  close(): Promise<void>;
}

export interface OpenedForDamage extends OpenedStore {
  /** Makes what is stored under `key` something else than was saved, past the store. */
  damage(key: string): Promise<void>;
}

/** What a store promises that can see, without reading it as a bundle, that it holds something else than was saved. */
export function damageContract(name: string, open: () => Promise<OpenedForDamage>): void {
  test(`${name}: what is not what was saved is called damaged, by its key, and a newer one is found`, async () => {
    const { store, damage, close } = await open();
    onTestFinished(close);
    const folder = await testFolder();
    await writeFile(join(folder, "from"), randomBytes(5_000));
    await store.put("a-1", join(folder, "from"));
    await damage("a-1");
    for (const key of ["a-1", "a-"]) {
      const error = await store.fetch({ key, fallbacks: [] }, join(folder, "into")).catch((thrown) => thrown);
      expect(error).toBeInstanceOf(DamagedBundleError);
      expect(error).toMatchObject({ reason: "damaged", retryable: false, key: "a-1" });
      expect((error as Error).message).toMatch(/^\S[^\n]*$/);
    }
    expect(await readdir(folder)).toEqual(["from"]);
    await store.put("a-2", join(folder, "from"));
    expect(await store.lookup({ key: "x", fallbacks: ["a-"] })).toMatchObject({ kind: "hit", key: "a-2" });
  });
}

/** What every store promises. A store belongs here as soon as it exists. */
export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`${name} keeps the contract of a store`, () => {
    let opened: OpenedStore;
    let folder: string;
    /** Where fetched bundles go: whatever else is found there was left behind. */
    let target: string;
    let files = 0;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "store-contract-"));
      target = join(folder, "target");
      await mkdir(target);
      opened = await open();
    });
    afterEach(async () => {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    });

    const put = async (key: string, body: string | Buffer) => {
      files += 1;
      const from = join(folder, `from-${files}`);
      await writeFile(from, body);
      return opened.store.put(key, from);
    };
    const fetch = async (key: string, ...fallbacks: string[]) => {
      files += 1;
      const into = join(target, `into-${files}`);
      const fetched = await opened.store.fetch({ key, fallbacks }, into);
      return { fetched, body: await readFile(into).catch(() => undefined) };
    };
    const matched = async (key: string, ...fallbacks: string[]) => {
      const found = await opened.store.lookup({ key, fallbacks });
      return found.kind === "hit" ? found.key : undefined;
    };

    test("a miss is an answer and leaves no file", async () => {
      expect(await opened.store.lookup({ key: "none", fallbacks: ["no", "n"] })).toEqual({ kind: "miss" });
      expect((await fetch("none", "no")).fetched).toEqual({ kind: "miss" });
      expect(await readdir(target)).toEqual([]);
    });

    test("what was put is fetched, under its exact key and with its size", async () => {
      expect(await put("a-1", "first")).toEqual({ kind: "stored", bytes: 5 });
      const { fetched, body } = await fetch("a-1");
      expect(fetched).toMatchObject({ kind: "hit", key: "a-1", bytes: 5 });
      expect(body?.toString()).toBe("first");
      expect(await readdir(target)).toHaveLength(1);
    });

    test("fetching twice gives the same twice", async () => {
      await put("a", "body");
      expect((await fetch("a")).body?.toString()).toBe("body");
      expect((await fetch("a")).body?.toString()).toBe("body");
    });

    test("a prefix finds the newest", async () => {
      await put("a-2", "older");
      await put("a-1", "newer");
      await put("b-1", "newest, of another name");
      expect(await matched("a-")).toBe("a-1");
      const { fetched, body } = await fetch("x", "a-");
      expect(fetched).toMatchObject({ kind: "hit", key: "a-1", bytes: 5 });
      expect(body?.toString()).toBe("newer");
    });

    test("an exact key beats a newer one that it is a prefix of", async () => {
      await put("a", "exact");
      await put("a-longer", "newer");
      expect(await matched("a")).toBe("a");
      expect(await matched("x", "a")).toBe("a");
    });

    test("fallbacks are tried in their order, whatever is newer", async () => {
      await put("b-1", "second choice");
      await put("a-1", "first choice");
      await put("b-2", "second choice, newest");
      expect(await matched("x", "y", "a-", "b-")).toBe("a-1");
      expect(await matched("x", "b-", "a-")).toBe("b-2");
    });

    test("the key itself is tried as a prefix before any fallback", async () => {
      await put("a-long", "by prefix");
      await put("b", "by fallback");
      expect(await matched("a", "b")).toBe("a-long");
    });

    test("a prefix is taken as it is written", async () => {
      await put("axb", "body");
      expect(await matched("a.b", "a*", "a%", "a_b", "x")).toBeUndefined();
    });

    test("a second put is taken, and the first content stays", async () => {
      await put("a", "first");
      expect(await put("a", "second, and longer")).toEqual({ kind: "taken" });
      expect((await fetch("a")).body?.toString()).toBe("first");
    });

    test("of two writers at once one wins, whole", async () => {
      const stored = await Promise.all([put("a", "A".repeat(5000)), put("a", "B".repeat(5000))]);
      expect(stored.map(({ kind }) => kind).sort()).toEqual(["stored", "taken"]);
      expect((await fetch("a")).body?.toString()).toMatch(/^(A{5000}|B{5000})$/);
    });

    test("different keys can be put and fetched at once", async () => {
      await Promise.all(["a", "b", "c"].map((key) => put(key, `body of ${key}`)));
      const fetched = await Promise.all(["a", "b", "c"].map((key) => fetch(key)));
      expect(fetched.map(({ body }) => body?.toString())).toEqual(["body of a", "body of b", "body of c"]);
    });

    test("what is put is independent of the file afterwards", async () => {
      const from = join(folder, "from");
      await writeFile(from, "as it was");
      await opened.store.put("a", from);
      await writeFile(from, "changed");
      expect((await fetch("a")).body?.toString()).toBe("as it was");
      expect(await readFile(from, "utf8")).toBe("changed");
    });

    test.each([0, 1, 65_537, 5_000_000])("a body of %i bytes comes back as it was", async (bytes) => {
      const body = randomBytes(bytes);
      expect(await put("a", body)).toEqual({ kind: "stored", bytes });
      const { fetched, body: back } = await fetch("a");
      expect(fetched).toMatchObject({ kind: "hit", key: "a", bytes });
      expect(back?.equals(body)).toBe(true);
    });

    test.each([
      ["spaces", "a key  with spaces "],
      ["slashes", "../../etc/a/b\\c:d"],
      ["dots", ".."],
      ["signs", "100%~`!@#$^&*()[]{}|;'\"<>?"],
      ["other scripts", "schlüssel-ключ-鍵-🔑"],
      ["512 characters", `${"k".repeat(511)}z`],
      ["512 wide characters", "鍵".repeat(512)],
    ])("a key may hold %s", async (_what, key) => {
      await put(key, "body");
      await put([...key].slice(0, -1).concat("other").join("").slice(-512), "another's body");
      expect(await matched(key)).toBe(key);
      expect((await fetch(key)).body?.toString()).toBe("body");
      expect(await matched("x", key.slice(0, 1))).toBeDefined();
    });

    test("after an error there is no file", async () => {
      await put("a", "body");
      const into = join(target, "no such folder", "into");
      await expect(opened.store.fetch({ key: "a", fallbacks: [] }, into)).rejects.toThrow();
      expect(await readdir(target)).toEqual([]);
    });

    test("the label says what it is, on one line", () => {
      expect(opened.store.label).toMatch(/^\S[^\n]*$/);
    });
  });
}
