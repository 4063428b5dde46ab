import { describe, expect, test } from "vitest";
import { limits } from "../../bundle/format/checks.ts";
import type { Packed } from "../../bundle/pack-request.ts";
import type { Log } from "../../log.ts";
import type { Catalog, Store, Stored } from "../../store/store.ts";
import { StoreError } from "../../store/store.ts";
import type { StoredBundle } from "../../stored-bundle.ts";
import { ancestorsFrom, type KnownBundle } from "../evidence/past.ts";
import { type CleanUpRequest, cleanUp, deletable, putUnder } from "./family.ts";

describe("heads", () => {
  const bundle = (key: string, parents: string[] = [], ancestors: string[] = parents) =>
    ({ key, manifest: { parents, ancestors }, file: undefined }) as unknown as KnownBundle;

  const line = Array.from({ length: limits.ancestors }, (_, i) => `old-${i}`);

  test.each<[string, readonly KnownBundle[], readonly string[]]>([
    ["nothing of nothing", [], []],
    ["a parent and its line", [bundle("b", ["a"])], ["b", "a"]],
    [
      "the nearest of each parent first, the newest parent before the others",
      [bundle("x2", ["x1"], ["x1", "x0"]), bundle("y2", ["y1"], ["y1", "y0"])],
      ["y2", "x2", "y1", "x1", "y0", "x0"],
    ],
    ["each once", [bundle("b", ["a"]), bundle("c", ["a"])], ["c", "b", "a"]],
  ])("the ancestors of a bundle are %s", (_title, parents, expected) => {
    expect(ancestorsFrom(parents)).toEqual(expected);
  });

  test("a parent with a long line does not push the other parents out", () => {
    const others = Array.from({ length: 20 }, (_, i) => bundle(`other-${i}`, ["old-0"], line));
    const found = ancestorsFrom([...others, bundle("newest", ["old-0"], line)]);
    expect(found).toHaveLength(limits.ancestors);
    expect(found).toEqual(expect.arrayContaining(["newest", ...others.map(({ key }) => key)]));
  });
});

describe("clean-up", () => {
  const nowMs = 1_700_000_000_000;
  const main = "refs/heads/main";
  const minute = 60_000;

  const bundle = (key: string, ageMinutes: number, more: Partial<StoredBundle> = {}): StoredBundle => ({
    key,
    id: key,
    bytes: 100,
    ref: main,
    savedAtMs: nowMs - ageMinutes * minute,
    lastReadAtMs: nowMs - ageMinutes * minute,
    ...more,
  });
  function unread(key: string, ageMinutes: number): StoredBundle {
    const { lastReadAtMs: _, ...rest } = bundle(key, ageMinutes);
    return rest;
  }
  const request = (change: Partial<CleanUpRequest> = {}): CleanUpRequest => ({
    prefix: "f-",
    isFamily: (key) => key.startsWith("f-"),
    ancestors: ["f-old", "f-old-1", "f-old-2"],
    ref: main,
    newestKey: "f-new",
    keepLast: 1,
    nowMs,
    ownReadAtMs: nowMs - 4 * minute,
    ...change,
  });

  test.each<[string, StoredBundle[], Partial<CleanUpRequest>, string[]]>([
    ["an ancestor", [bundle("f-new", 0), bundle("f-old", 60)], {}, ["f-old"]],
    ["never the bundle that was just saved", [bundle("f-new", 0)], { ancestors: ["f-new"] }, []],
    ["never what the new one has not taken into account", [bundle("f-unseen", 60)], {}, []],
    ["never another family's", [bundle("g-old", 60)], { ancestors: ["g-old"] }, []],
    ["never another ref's", [bundle("f-old", 60, { ref: "refs/heads/x" })], {}, []],
    ["the oldest first", [bundle("f-old-1", 20), bundle("f-old-2", 60)], {}, ["f-old-2", "f-old-1"]],
    [
      "beyond those that are kept",
      [bundle("f-old-1", 20), bundle("f-old-2", 60)],
      { keepLast: 2 },
      ["f-old-2"],
    ],
    [
      "not what another job read within the last minutes",
      [bundle("f-old", 60, { lastReadAtMs: nowMs - 2 * minute })],
      {},
      [],
    ],
    [
      "what only this job read, however short it was",
      [bundle("f-old", 60, { lastReadAtMs: nowMs - 4 * minute })],
      {},
      ["f-old"],
    ],
    [
      "although the service's clock is seconds ahead",
      [bundle("f-old", 60, { lastReadAtMs: nowMs - 4 * minute + 3_000 })],
      {},
      ["f-old"],
    ],
    [
      "where the store tells of no reads, what was replaced some minutes ago",
      [bundle("f-new", 0), unread("f-old-1", 20), unread("f-old-2", 60)],
      {},
      ["f-old-2"],
    ],
    [
      "an ancestor that a store with coarse times takes for as new",
      [unread("f-old", 10), unread("f-z", 10)],
      { newestKey: "f-z" },
      ["f-old"],
    ],
  ])("deleted is %s", (_title, bundles, change, keys) => {
    expect(deletable(bundles, request(change)).map(({ key }) => key)).toEqual(keys);
  });

  function logTo(said: string[]): Log {
    const say = (message: string) => void said.push(message);
    return { debug: say, info: say, notice: say, warning: say };
  }

  const catalogOf = (remove: Catalog["remove"]): Catalog => ({
    label: "test",
    list: async () => ({ bundles: [bundle("f-old", 60)], complete: true }),
    remove,
  });

  test("what another job has deleted is neither counted nor claimed", async () => {
    const said: string[] = [];
    const catalog = catalogOf(async () => "gone");
    expect(await cleanUp(request(), catalog, logTo(said))).toEqual({ bundles: 0, bytes: 0 });
    expect(said).toEqual([]);
  });

  test("a store that may not delete is one notice, in its words", async () => {
    const said: string[] = [];
    const denied = catalogOf(() => Promise.reject(new StoreError("s3://b: denied", { reason: "denied" })));
    expect(await cleanUp(request(), denied, logTo(said))).toEqual({ bundles: 0, bytes: 0 });
    expect(said).toEqual(["Superseded bundles were not deleted: s3://b: denied"]);
  });
});

describe("put-under", () => {
  const packed = { manifest: { entries: [], parents: ["p"] }, bytes: 1 } as unknown as Packed;
  const upload = { file: "bundle", packed, onProgress: () => undefined };

  /** A store in which uploads that never end hold the first keys that are asked for. */
  function storeWith(held: number) {
    const asked: string[] = [];
    const put = async (key: string): Promise<Stored> => {
      asked.push(key);
      return asked.length <= held ? { kind: "reserved" } : { kind: "stored", bytes: 1 };
    };
    return { asked, deps: { store: { put } as Partial<Store> as Store, signing: undefined } };
  }

  test("the second key differs, is the same each time, and is used when the first is held", async () => {
    const free = storeWith(0);
    const { key: first } = await putUnder((digest) => `k-${digest}`, upload, free.deps);
    const held = storeWith(1);
    const { key: second } = await putUnder((digest) => `k-${digest}`, upload, held.deps);
    expect(second).not.toBe(first);
    expect(held.asked).toEqual([first, second]);
  });

  test("nothing is saved when both are held, or when a user gave the key", async () => {
    await expect(putUnder((digest) => digest, upload, storeWith(2).deps)).rejects.toThrow(
      /nothing was saved/,
    );
    const custom = storeWith(1);
    await expect(putUnder(() => "mine", upload, custom.deps)).rejects.toThrow(/mine is reserved/);
    expect(custom.asked).toEqual(["mine"]);
  });
});
