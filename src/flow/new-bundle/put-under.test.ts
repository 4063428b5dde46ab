import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Packed } from "../../bundle/pack-request.ts";
import type { Store, Stored } from "../../store/store.ts";
import { digestOf, putUnder } from "./put-under.ts";

const packed = { manifest: { entries: [], parents: ["p"] }, bytes: 1 } as unknown as Packed;
const upload = { file: "bundle", packed, onProgress: () => undefined };

/** A store in which uploads that never end hold the first keys that are asked for. */
function storeWith(held: number) {
  const asked: string[] = [];
  const put = async (key: string): Promise<Stored> => {
    asked.push(key);
    return asked.length <= held ? { kind: "reserved" } : { kind: "stored", bytes: 1 };
  };
  return { asked, deps: { store: { put } as Partial<Store> as Store, signing: undefined } };
}

test("the second key differs, is the same each time, and is used when the first is held", async () => {
  const free = storeWith(0);
  const { key: first } = await putUnder((digest) => `k-${digest}`, upload, free.deps);
  const held = storeWith(1);
  const { key: second } = await putUnder((digest) => `k-${digest}`, upload, held.deps);
  expect(second).not.toBe(first);
  expect(held.asked).toEqual([first, second]);
});

test("nothing is saved when both are held, or when a user gave the key", async () => {
  await expect(putUnder((digest) => digest, upload, storeWith(2).deps)).rejects.toThrow(/nothing was saved/);
  const custom = storeWith(1);
  await expect(putUnder(() => "mine", upload, custom.deps)).rejects.toThrow(/mine is reserved/);
  expect(custom.asked).toEqual(["mine"]);
});

describe("digestOf", () => {
  const nameOf = (digit: string) => `${digit}/${digit}/${digit.repeat(64)}`;
  const preprocessor = `preprocessor/a/a/a/${"a".repeat(64)}`;

  test("is 12 hex digits, for no entries too", () => {
    expect(digestOf([], [])).toMatch(/^[0-9a-f]{12}$/);
  });

  test("does not see preprocessor files, whose content changes under one name", () => {
    const name = nameOf("b");
    expect(digestOf([{ name }, { name: preprocessor }], [])).toBe(digestOf([{ name }], []));
  });

  const names = fc.uniqueArray(fc.constantFrom(..."0123456789abcdef").map(nameOf));
  const entries = (from: readonly string[]) => from.map((name) => ({ name }));

  test("does not depend on the order", () => {
    fc.assert(
      fc.property(names, (some) => {
        expect(digestOf(entries(some.toReversed()), ["b", "a"])).toBe(digestOf(entries(some), ["a", "b"]));
      }),
    );
  });

  test("differs for the same set made from another bundle: a revert gets a new name", () => {
    fc.assert(
      fc.property(names, (some) => {
        expect(digestOf(entries(some), ["x"])).not.toBe(digestOf(entries(some), ["y"]));
      }),
    );
  });

  test("differs for sets that differ", () => {
    fc.assert(
      fc.property(names, names, (some, others) => {
        fc.pre(some.toSorted().join() !== others.toSorted().join());
        expect(digestOf(entries(some), [])).not.toBe(digestOf(entries(others), []));
      }),
    );
  });
});
