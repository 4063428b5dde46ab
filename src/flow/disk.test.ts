import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { freeBytes, onSameDisk } from "./disk.ts";

test("a disk is the same for what does not exist yet, and another one for what the system keeps elsewhere", async () => {
  expect(await onSameDisk(join(tmpdir(), "not", "there"), join(tmpdir(), "neither"))).toBe(true);
  if (process.platform === "linux") expect(await onSameDisk("/proc/self", tmpdir())).toBe(false);
});

test("the disk's room is known for what does not exist yet", async () => {
  const free = await freeBytes(join(tmpdir(), "not", "there"));
  expect(free).toBeGreaterThan(0);
  expect(free).toBeLessThan(Number.POSITIVE_INFINITY);
});
