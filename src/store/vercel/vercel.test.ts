import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePointer, pointerFor, pointersOf, pointerWith } from "./vercel.ts";

test.each([
  ["a-b-c", ["", "a-", "a-b-"]],
  ["a", [""]],
  ["a-", ["", "a-"]],
  ["--", ["", "-", "--"]],
])("%o is in the pointers of %o", (key, prefixes) => expect(pointersOf(key)).toEqual(prefixes));

test("whatever prefix of a key is looked for, its pointer has the key", () => {
  const text = fc.string({ unit: fc.constantFrom("a", "b", "-", "鍵"), maxLength: 12 });
  fc.assert(
    fc.property(text, fc.nat(12), (key, length) => {
      expect(pointersOf(key)).toContain(pointerFor(key.slice(0, length)));
    }),
  );
});

test("the newest comes first, each key once, and no more than 200", () => {
  let pointer = "";
  for (let index = 0; index < 250; index += 1) {
    const one = { key: `k-${index % 240}`, bytes: index, savedMs: index };
    pointer = pointerWith(one, parsePointer(pointer));
  }
  const listed = parsePointer(pointer);
  expect(listed).toHaveLength(200);
  expect(listed[0]).toEqual({ key: "k-9", bytes: 249, savedMs: 249 });
  expect(new Set(listed.map(({ key }) => key)).size).toBe(200);
});

test.each([undefined, "", "{", "null", "[]", '{"format":2,"keys":[]}', '{"format":1,"keys":[{"key":1}]}'])(
  "%o lists nothing",
  (text) => expect(parsePointer(text)).toEqual([]),
);
