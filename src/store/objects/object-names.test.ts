import fc from "fast-check";
import { expect, test } from "vitest";
import { keyInMetadata, keyOfObjectName, namePrefixOf, objectNameOf } from "./object-names.ts";

/** Whole characters, as of any real key: half a surrogate pair has no UTF-8. */
const anyKey = fc.string({ unit: "binary", minLength: 1, maxLength: 512 });

test.each([
  ["sccache-linux-x64-1.90", "sccache-linux-x64-1.90.tar.zst"],
  ["..", "...tar.zst"],
  ["a/b c", "a=2Fb=20c.tar.zst"],
  ["=~", "=3D=7E.tar.zst"],
  ["鍵", "=E9=8D=B5.tar.zst"],
])("%o is kept as %o", (key, name) => {
  expect(objectNameOf(key)).toBe(name);
  expect(keyOfObjectName(name)).toEqual({ key });
});

test("a name gives its key back, and begins with the name of each prefix", () => {
  fc.assert(
    fc.property(anyKey, fc.nat(512), (key, length) => {
      const name = objectNameOf(key);
      const prefix = [...key].slice(0, length).join("");
      expect(name).toMatch(/^[\x21-\x7e]{1,700}$/);
      expect([{ key }, "cut"]).toContainEqual(keyOfObjectName(name));
      expect(name.startsWith(namePrefixOf(prefix))).toBe(true);
      expect(keyInMetadata.decode(keyInMetadata.encode(key))).toBe(key);
    }),
  );
});

test("long keys that differ have names that differ, cut as they are", () => {
  const long = "鍵".repeat(511);
  expect(keyOfObjectName(objectNameOf(`${long}a`))).toBe("cut");
  expect(objectNameOf(`${long}a`)).not.toBe(objectNameOf(`${long}b`));
  expect(keyInMetadata.encode(`${long}a`).length).toBeLessThan(1500);
});

test.each(["", "a", "a.tar", "a b.tar.zst", "dir/a.tar.zst", "=zz.tar.zst", "=FF.tar.zst", "a~b.tar.zst"])(
  "%o is no bundle of ours",
  (name) => {
    expect(keyOfObjectName(name)).toBeUndefined();
  },
);
