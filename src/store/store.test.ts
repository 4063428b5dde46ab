import fc from "fast-check";
import { expect, test } from "vitest";
import { bestMatch } from "./store.ts";

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
