import fc from "fast-check";
import { expect, test } from "vitest";
import { bestMatch, planRemoval } from "./entries.ts";

const saved = ["a-1", "b", "a-2", "b-1"].map((key) => ({ key }));

test.each([
  ["a-1", [], "a-1"],
  ["a", [], "a-2"],
  ["b", [], "b"],
  ["b-", [], "b-1"],
  ["x", ["a-", "b"], "a-2"],
  ["x", ["b", "a-"], "b"],
  ["a-", ["b"], "a-2"],
  ["A", ["x"], undefined],
  ["a-10", [], undefined],
])("%o with %o finds %o", (key, fallbacks, found) => {
  expect(bestMatch({ key, fallbacks }, saved)?.key).toBe(found);
});

test("what is found begins with the first key that anything begins with", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "-"), maxLength: 4 });
  const chain = fc.record({ key: text, fallbacks: fc.array(text, { maxLength: 4 }) });
  fc.assert(
    fc.property(chain, fc.uniqueArray(text, { maxLength: 8 }), ({ key, fallbacks }, keys) => {
      const first = [key, ...fallbacks].find((wanted) => keys.some((one) => one.startsWith(wanted)));
      const found = bestMatch(
        { key, fallbacks },
        keys.map((one) => ({ key: one })),
      )?.key;
      if (first === undefined) expect(found).toBeUndefined();
      else if (keys.includes(first)) expect(found).toBe(first);
      else expect(found).toBe(keys.findLast((one) => one.startsWith(first)));
    }),
  );
});

const entry = (key: string, bytes: number, savedMs: number, lastReadMs = savedMs) => ({
  key,
  bytes,
  savedMs,
  lastReadMs,
});
const keysOf = (entries: readonly { readonly key: string }[]) => entries.map(({ key }) => key);

test("what was not read for longest goes first, and no more than must", () => {
  const entries = [entry("a", 10, 1, 9), entry("b", 10, 2), entry("c", 10, 3), entry("d", 10, 4)];
  expect(keysOf(planRemoval(entries, 40))).toEqual([]);
  expect(keysOf(planRemoval(entries, 39))).toEqual(["b"]);
  expect(keysOf(planRemoval(entries, 20))).toEqual(["b", "c"]);
  expect(keysOf(planRemoval(entries, 0))).toEqual(["b", "c", "a"]);
});

test("nothing goes from an empty folder, nor the only bundle", () => {
  expect(planRemoval([], 0)).toEqual([]);
  expect(planRemoval([entry("a", 10, 1)], 0)).toEqual([]);
});

test("the rest fits, or is the newest alone", () => {
  const any = fc.record({ bytes: fc.nat(100), lastReadMs: fc.nat(9) });
  fc.assert(
    fc.property(fc.array(any, { maxLength: 8 }), fc.nat(300), (some, maxBytes) => {
      const entries = some.map((one, index) => ({ ...one, key: `k${index}`, savedMs: index }));
      const removed = new Set(planRemoval(entries, maxBytes));
      const rest = entries.filter((one) => !removed.has(one));
      const total = rest.reduce((sum, { bytes }) => sum + bytes, 0);
      expect(total <= maxBytes || rest.length === 1).toBe(true);
      if (entries.length > 0) expect(rest.at(-1)).toBe(entries.at(-1));
    }),
  );
});
