import { expect, test } from "vitest";
import { recordingLog } from "../../../test/contract/logs.ts";
import { memoryStore } from "../memory.ts";
import type { Store } from "../store.ts";
import { StoreError } from "../store-error.ts";
import { retrying } from "./retry.ts";

const down = new StoreError("it throttles us", { reason: "unavailable", retryable: true });

/** A store in which the first lookups fail, and time that passes only while it is slept. */
function setUp(failures: number, error: unknown = down) {
  const memory = memoryStore();
  const slept: number[] = [];
  const log = recordingLog();
  let asked = 0;
  const store: Store = {
    ...memory,
    async lookup(keys) {
      asked += 1;
      if (asked <= failures) throw error;
      return memory.lookup(keys);
    },
  };
  const time = {
    log,
    clock: () => slept.reduce((sum, ms) => sum + ms, 0),
    sleep: async (ms: number) => void slept.push(ms),
  };
  return { store, slept, log, time, asked: () => asked };
}

const keys = { key: "a", fallbacks: [] };

test("it goes on until it works, after pauses that double", async () => {
  const { store, slept, time, log } = setUp(3);
  expect(await retrying(store, { ...time, random: () => 1 }).lookup(keys)).toEqual({ kind: "miss" });
  expect(slept).toEqual([1000, 2000, 4000]);
  expect(log.lines[0]).toBe("info: it throttles us: trying again in 1.0 s");
});

test("chance takes off half of a pause at most", async () => {
  const { store, slept, time } = setUp(2);
  await retrying(store, { ...time, random: () => 0 }).lookup(keys);
  expect(slept).toEqual([500, 1000]);
});

test("it gives up after so many tries, with the error as it came", async () => {
  const { store, time, asked } = setUp(9);
  await expect(retrying(store, { ...time, random: () => 0, tries: 3 }).lookup(keys)).rejects.toBe(down);
  expect(asked()).toBe(3);
});

test("it gives up when the time would be over", async () => {
  const { store, time, slept } = setUp(9);
  const store2 = retrying(store, { ...time, random: () => 1, tries: 9, totalMs: 3500 });
  await expect(store2.lookup(keys)).rejects.toBe(down);
  expect(slept).toEqual([1000, 2000]);
});

test.each([
  ["what is not retryable", new StoreError("denied", { reason: "denied" })],
  ["a bug", new TypeError("a bug")],
])("%s is thrown at once", async (_what, error) => {
  const { store, time, asked } = setUp(1, error);
  await expect(retrying(store, { ...time, random: () => 0 }).lookup(keys)).rejects.toBe(error);
  expect(asked()).toBe(1);
});
