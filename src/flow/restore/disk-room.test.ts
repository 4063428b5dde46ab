import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { BundledEntry } from "../../bundle/format/manifest.ts";
import { chooseUnpacking, freeBytes } from "./disk-room.ts";

const entries = [{ bytes: 600e6 }, { bytes: 400e6 }] as BundledEntry[];

test.each([
  [10e9, "raw"],
  [3e9, "raw"],
  [2.9e9, "compact"],
  [2.35e9, "compact"],
  [2.3e9, "none"],
  [0, "none"],
])("1 GB of entries on a disk with %d bytes free: %s", (free, unpacking) => {
  expect(chooseUnpacking({ entries }, free)).toBe(unpacking);
});

test("the disk's room is known for what does not exist yet", async () => {
  const free = await freeBytes(join(tmpdir(), "not", "there"));
  expect(free).toBeGreaterThan(0);
  expect(free).toBeLessThan(Number.POSITIVE_INFINITY);
});
