import { expect, test } from "vitest";
import { memoryStore } from "../memory.ts";
import type { Store } from "../store.ts";
import { StoreError, type StoreTrouble } from "../store-error.ts";
import { breaking } from "./breaker.ts";

const keys = { key: "a", fallbacks: [] };

/** A store that throws what it is told to, and time that is set. */
function setUp() {
  const state = { nowMs: 0, asked: 0, error: undefined as unknown };
  const bare: Store = {
    ...memoryStore("shaky"),
    async lookup() {
      state.asked += 1;
      if (state.error !== undefined) throw state.error;
      return { kind: "miss" };
    },
  };
  const store = breaking(bare, { clock: () => state.nowMs, outages: 2, restMs: 1000 });
  const look = () => store.lookup(keys).catch((error: unknown) => String(error));
  return { state, look };
}

const trouble = (reason: StoreTrouble) => new StoreError(`it is ${reason}`, { reason });

test.each(["unavailable", "absent", "denied"] as const)(
  "%s twice in a row, and it is left alone",
  async (reason) => {
    const { state, look } = setUp();
    state.error = trouble(reason);
    await look();
    await look();
    state.nowMs = 400;
    expect(await look()).toBe("StoreError: shaky: 2 outages in a row, left alone for 1 s more");
    expect(state.asked).toBe(2);
  },
);

test("after the rest one call tries: trouble begins the rest anew, an answer ends it", async () => {
  const { state, look } = setUp();
  state.error = trouble("unavailable");
  await look();
  await look();
  state.nowMs = 1000;
  const [first, second] = await Promise.all([look(), look()]);
  expect(first).toBe("StoreError: it is unavailable");
  expect(second).toContain("left alone");
  state.nowMs = 1999;
  expect(await look()).toContain("left alone");
  state.nowMs = 2000;
  state.error = undefined;
  expect(await look()).toEqual({ kind: "miss" });
  expect(await look()).toEqual({ kind: "miss" });
  expect(state.asked).toBe(5);
});

test.each([
  ["an answer between", undefined],
  ["a broken bundle", trouble("broken")],
  ["a full store", trouble("full")],
  ["a bug", new TypeError("a bug")],
])("%s is no outage", async (_what, between) => {
  const { state, look } = setUp();
  for (const error of [trouble("unavailable"), between, trouble("unavailable"), between]) {
    state.error = error;
    await look();
  }
  expect(state.asked).toBe(4);
});
