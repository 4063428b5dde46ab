import { expect, test } from "vitest";
import type { Log } from "../../log.ts";
import { type Catalog, StoreError } from "../../store/store.ts";
import type { StoredBundle } from "../../stored-bundle.ts";
import { type CleanUpRequest, cleanUp, deletable } from "./clean-up.ts";

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
    "not what only a client of another version finds",
    [
      bundle("f-new", 0, { version: "zstd" }),
      bundle("f-new", 30, { version: "gzip" }),
      bundle("f-old-1", 20, { version: "gzip" }),
      bundle("f-old-2", 60, { version: "zstd" }),
    ],
    {},
    ["f-old-2"],
  ],
  [
    "… whatever another ref has saved under its key",
    [
      bundle("f-new", 1, { version: "zstd" }),
      bundle("f-new", 0, { version: "gzip", ref: "refs/heads/x" }),
      bundle("f-old", 60, { version: "zstd" }),
    ],
    {},
    ["f-old"],
  ],
  [
    "nothing of two versions while the new one is not listed",
    [bundle("f-old-1", 20, { version: "gzip" }), bundle("f-old-2", 60, { version: "zstd" })],
    {},
    [],
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

test("an error of ours is thrown", async () => {
  const broken = catalogOf(() => Promise.reject(new TypeError("a bug")));
  await expect(cleanUp(request(), broken, logTo([]))).rejects.toThrow("a bug");
});
