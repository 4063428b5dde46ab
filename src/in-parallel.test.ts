import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { inParallel } from "./in-parallel.ts";

const items = Array.from({ length: 20 }, (_, index) => index);

test("each is done once, begun in order, never more than so many at once", async () => {
  const begun: number[] = [];
  let running = 0;
  let most = 0;
  await inParallel(items, 3, async (item) => {
    begun.push(item);
    running += 1;
    most = Math.max(most, running);
    await setImmediate();
    running -= 1;
  });
  expect(begun).toEqual(items);
  expect(most).toBe(3);
});

test("the first error stops what runs, begins nothing more, and is thrown when all have ended", async () => {
  let ended = 0;
  const begun: number[] = [];
  const work = async (item: number, stop: AbortSignal) => {
    begun.push(item);
    if (item === 1) throw new Error("one is broken");
    while (!stop.aborted) await setImmediate();
    ended += 1;
    throw new Error("stopped");
  };
  await expect(inParallel(items, 3, work)).rejects.toThrow("one is broken");
  expect(begun).toEqual([0, 1, 2]);
  expect(ended).toBe(2);
});

test("a signal ends it with its reason", async () => {
  const controller = new AbortController();
  const begun: number[] = [];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 4) controller.abort(new Error("not wanted any more"));
  };
  await expect(inParallel(items, 1, work, controller.signal)).rejects.toThrow("not wanted any more");
  expect(begun).toEqual([0, 1, 2, 3, 4]);
});
