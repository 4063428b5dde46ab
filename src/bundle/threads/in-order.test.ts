import { expect, test } from "vitest";
import { inOrder } from "./in-order.ts";

/** Work that ends when it is told to. */
function handheld() {
  const started: number[] = [];
  const ends = new Map<number, PromiseWithResolvers<number>>();
  const work = (item: number) => {
    started.push(item);
    const end = Promise.withResolvers<number>();
    ends.set(item, end);
    return end.promise;
  };
  return {
    started,
    work,
    end: (item: number) => ends.get(item)?.resolve(item * 10),
    fail: (item: number) => ends.get(item)?.reject(new Error(`no ${item}`)),
  };
}

test("results come in the order of the items, whatever ends first, and never too many are started", async () => {
  const { started, work, end } = handheld();
  const results = inOrder([1, 2, 3, 4, 5], 2, work);
  const first = results.next();
  expect(started).toEqual([1, 2]);
  end(2);
  end(1);
  expect(await first).toEqual({ value: 10, done: false });
  const second = results.next();
  expect(started).toEqual([1, 2, 3]);
  expect(await second).toEqual({ value: 20, done: false });
  const third = results.next();
  expect(started).toEqual([1, 2, 3, 4]);
  end(3);
  await third;
  const rest = (async () => [
    (await results.next()).value,
    (await results.next()).value,
    (await results.next()).done,
  ])();
  end(4);
  await Promise.resolve();
  expect(started).toEqual([1, 2, 3, 4, 5]);
  end(5);
  expect(await rest).toEqual([40, 50, true]);
});

test("after a failure nothing more is started", async () => {
  const { started, work, fail } = handheld();
  const results = inOrder([1, 2, 3], 2, work);
  const first = results.next();
  fail(2);
  fail(1);
  await expect(first).rejects.toThrow("no 1");
  expect((await results.next()).done).toBe(true);
  expect(started).toEqual([1, 2]);
});

test("of nothing there is nothing", async () => {
  const all: number[] = [];
  for await (const one of inOrder([], 3, handheld().work)) all.push(one);
  expect(all).toEqual([]);
});
