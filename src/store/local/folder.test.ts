import fc from "fast-check";
import { expect, test } from "vitest";
import { planRemoval } from "./folder.ts";

const entry = (key: string, bytes: number, savedAtMs: number, lastReadAtMs = savedAtMs) => ({
  key,
  bytes,
  savedAtMs,
  lastReadAtMs,
});
const hour = 3_600_000;
const keysOf = (entries: readonly { readonly key: string }[]) => entries.map(({ key }) => key);

test("what was not read for longest goes first, and no more than must", () => {
  const entries = [entry("a", 10, 1, 9), entry("b", 10, 2), entry("c", 10, 3), entry("d", 10, 4)];
  expect(keysOf(planRemoval(entries, 40, hour))).toEqual([]);
  expect(keysOf(planRemoval(entries, 39, hour))).toEqual(["b"]);
  expect(keysOf(planRemoval(entries, 20, hour))).toEqual(["b", "c"]);
  expect(keysOf(planRemoval(entries, 0, hour))).toEqual(["b", "c", "a"]);
});

test("what was read just now stays, as it may be on its way; what was only saved just now does not", () => {
  const entries = [entry("a", 10, hour - 9, hour - 1), entry("b", 10, hour - 8), entry("c", 10, hour - 7)];
  expect(keysOf(planRemoval(entries, 0, hour))).toEqual(["b"]);
  expect(keysOf(planRemoval(entries, 0, 2 * hour))).toEqual(["b", "a"]);
});

test("nothing goes from an empty folder, nor the only bundle", () => {
  expect(planRemoval([], 0, hour)).toEqual([]);
  expect(planRemoval([entry("a", 10, 1)], 0, hour)).toEqual([]);
});

test("the rest fits, or is the newest alone", () => {
  const any = fc.record({ bytes: fc.nat(100), lastReadAtMs: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), fc.nat(300), (some, maxBytes) => {
      const entries = some.map((one, index) => ({ ...one, key: `k${index}`, savedAtMs: index }));
      const removed = new Set(planRemoval(entries, maxBytes, hour));
      const rest = entries.filter((one) => !removed.has(one));
      const total = rest.reduce((sum, { bytes }) => sum + bytes, 0);
      expect(total <= maxBytes || rest.length === 1).toBe(true);
      if (entries.length > 0) expect(rest.at(-1)).toBe(entries.at(-1));
    }),
  );
});
