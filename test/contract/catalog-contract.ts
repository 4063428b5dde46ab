import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Catalog, Store } from "../../src/store/store.ts";

export interface OpenedCatalog {
  /** An empty store of its own. */
  readonly store: Store & Catalog;
  /** Whether a listing tells the size of what is stored, which is the bundle in a wrapping. */
  readonly wraps?: boolean;
  close(): Promise<void>;
}

/** What every store promises that can be listed. */
export function catalogContract(name: string, open: () => Promise<OpenedCatalog>): void {
  describe(`${name} keeps the contract of a catalog`, () => {
    let opened: OpenedCatalog;
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), "catalog-contract-"));
      opened = await open();
    });
    afterEach(async () => {
      await opened.close();
      await rm(folder, { recursive: true, force: true });
    });

    const put = async (key: string, body: string) => {
      const from = join(folder, "from");
      await writeFile(from, body);
      return opened.store.put(key, from);
    };
    const keys = async (prefix: string) => (await opened.store.list(prefix)).bundles.map(({ key }) => key);
    const one = async (key: string) => {
      const found = (await opened.store.list(key)).bundles.find((bundle) => bundle.key === key);
      if (found === undefined) throw new Error(`${key} is not listed`);
      return found;
    };

    test("nothing is listed before anything is saved", async () => {
      expect(await opened.store.list("")).toEqual({ bundles: [], complete: true });
    });

    test("a listing has the bundles of a prefix, the oldest first", async () => {
      for (const key of ["b", "a-2", "a-1"]) await put(key, `body of ${key}`);
      expect(await keys("")).toEqual(["b", "a-2", "a-1"]);
      expect(await keys("a-")).toEqual(["a-2", "a-1"]);
      // So that the order is known to whoever has the bundles of several listings.
      const times = (await opened.store.list("")).bundles.map(({ savedAtMs }) => savedAtMs);
      expect(new Set(times).size).toBe(3);
      expect(times).toEqual(times.toSorted((a, b) => a - b));
      expect(await keys("x")).toEqual([]);
    });

    test("it tells sizes, and times that are no nonsense", async () => {
      await put("a", "12345");
      const { bytes, savedAtMs } = await one("a");
      if (opened.wraps === true) expect(bytes).toBeGreaterThan(5);
      else expect(bytes).toBe(5);
      expect(Math.abs(savedAtMs - Date.now())).toBeLessThan(3_600_000);
    });

    test.each(["a/b\\..", "schlüssel 鍵🔑", "鍵".repeat(512), "%=~*"])(
      "%o is listed as it is",
      async (key) => {
        await put(key, "body");
        expect(await keys("")).toEqual([key]);
        expect(await keys(key.slice(0, 3))).toEqual([key]);
        expect(await keys(key)).toEqual([key]);
        expect(await opened.store.remove(await one(key))).toBe("removed");
        expect(await keys("")).toEqual([]);
      },
    );

    test("what is removed is gone, and nothing else", async () => {
      for (const key of ["a", "a-1"]) await put(key, "body");
      const bundle = await one("a");
      expect(await opened.store.remove(bundle)).toBe("removed");
      expect(await opened.store.remove(bundle)).toBe("gone");
      expect(await keys("")).toEqual(["a-1"]);
      expect(await opened.store.lookup({ key: "a-1", fallbacks: [] })).toMatchObject({ kind: "hit" });
    });

    test("a bundle that was saved anew under its key is another one", async () => {
      await put("a", "first");
      const first = await one("a");
      await opened.store.remove(first);
      expect(await put("a", "second")).toMatchObject({ kind: "stored" });
      expect(await opened.store.remove(first)).toBe("gone");
      expect(await keys("")).toEqual(["a"]);
    });
  });
}
