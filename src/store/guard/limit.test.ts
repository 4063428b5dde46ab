import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { memoryStore } from "../memory.ts";
import type { CallOptions, Store } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { limited } from "./limit.ts";

const keys = { key: "a", fallbacks: [] };

async function setUp() {
  const folder = await mkdtemp(join(tmpdir(), "limit-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, "from"), "body");
  const memory = memoryStore();
  await memory.put("a", join(folder, "from"));
  return { folder, memory };
}

/** A store whose calls begin when `go` is called, whatever a caller says meanwhile. */
function deaf(store: Store) {
  const { promise, resolve } = Promise.withResolvers<void>();
  const ended: Promise<unknown>[] = [];
  const heard: (AbortSignal | undefined)[] = [];
  const later = <T>(call: CallOptions | undefined, work: () => Promise<T>): Promise<T> => {
    heard.push(call?.signal);
    const one = promise.then(work);
    ended.push(one);
    return one;
  };
  const slow: Store = {
    label: "slow",
    traits: store.traits,
    lookup: (of, call) => later(call, () => store.lookup(of)),
    fetch: (of, into, call) => later(call, () => store.fetch(of, into)),
    put: (key, from, call) => later(call, () => store.put(key, from)),
  };
  return { slow, heard, go: () => resolve(), ended: () => Promise.allSettled(ended) };
}

test("what is in time is as it is", async () => {
  const { folder, memory } = await setUp();
  const store = limited(memory, { lookupMs: 60_000, transferMs: 60_000 });
  expect(await store.lookup(keys)).toEqual({ kind: "hit", key: "a" });
  expect(await store.fetch(keys, join(folder, "into"))).toEqual({ kind: "hit", key: "a", bytes: 4 });
  expect(await readFile(join(folder, "into"), "utf8")).toBe("body");
  expect(await store.fetch({ key: "x", fallbacks: [] }, join(folder, "other"))).toEqual({ kind: "miss" });
  expect(await store.put("a", join(folder, "from"))).toEqual({ kind: "taken" });
  expect((await readdir(folder)).sort()).toEqual(["from", "into"]);
});

test("what is late is given up, told to end, and nothing comes of it later", async () => {
  const { folder, memory } = await setUp();
  const { slow, heard, go, ended } = deaf(memory);
  const store = limited(slow, { lookupMs: 20, transferMs: 30 });
  const late = { reason: "unavailable", retryable: false };
  await expect(store.lookup(keys)).rejects.toMatchObject({
    ...late,
    message: "slow: no end after 0.02 s, given up",
  });
  await expect(store.fetch(keys, join(folder, "into"))).rejects.toMatchObject(late);
  await expect(store.put("b", join(folder, "from"))).rejects.toMatchObject(late);
  expect(heard.map((signal) => signal?.aborted)).toEqual([true, true, true]);
  go();
  await ended();
  await expect.poll(() => readdir(folder)).toEqual(["from"]);
});

test("the caller's own signal ends a call, too", async () => {
  const { memory } = await setUp();
  const { slow, heard } = deaf(memory);
  const stop = new AbortController();
  const looked = limited(slow, { lookupMs: 60_000, transferMs: 60_000 }).lookup(keys, {
    signal: stop.signal,
  });
  stop.abort(new StoreError("enough", { reason: "unavailable" }));
  await expect(looked).rejects.toThrow("enough");
  expect(heard[0]?.aborted).toBe(true);
});
