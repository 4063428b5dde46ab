import { expect, test } from "vitest";
import { threadsFor } from "./threads.ts";

test.each([
  ["a hosted runner", { cores: 4, memoryBytes: 14e9 }, 4],
  ["64 cores in a container of 4 GB", { cores: 64, memoryBytes: 4e9 }, 6],
  ["hardly any memory", { cores: 8, memoryBytes: 100e6 }, 1],
])("%s", (_what, machine, threads) => {
  expect(threadsFor({ threads: undefined }, machine)).toBe(threads);
});

test("the segment's size counts, and the user's word above all", () => {
  const machine = { cores: 8, memoryBytes: 4e9 };
  expect(threadsFor({ threads: undefined, segmentBytes: 512e6 }, machine)).toBe(1);
  expect(threadsFor({ threads: 8, segmentBytes: 512e6 }, machine)).toBe(8);
});

test("this machine has at least one thread to give", () => {
  expect(threadsFor({ threads: undefined })).toBeGreaterThan(0);
});
