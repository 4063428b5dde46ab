import { expect, test } from "vitest";
import type { Stored } from "../../store/store.ts";
import { putUnder } from "./put-under.ts";

const manifest = { entries: [], parents: ["p"] } as unknown as Parameters<typeof putUnder>[1];

/** A store in which uploads that never end hold the first keys that are asked for. */
function storeWith(held: number) {
  const asked: string[] = [];
  const put = async (key: string): Promise<Stored> => {
    asked.push(key);
    return asked.length <= held ? { kind: "reserved" } : { kind: "stored", bytes: 1 };
  };
  return { asked, put };
}

test("the second key differs, is the same each time, and is used when the first is held", async () => {
  const free = storeWith(0);
  const { key: first } = await putUnder((digest) => `k-${digest}`, manifest, free.put);
  const held = storeWith(1);
  const { key: second } = await putUnder((digest) => `k-${digest}`, manifest, held.put);
  expect(second).not.toBe(first);
  expect(held.asked).toEqual([first, second]);
});

test("nothing is saved when both are held, or when a user gave the key", async () => {
  await expect(putUnder((digest) => digest, manifest, storeWith(2).put)).rejects.toThrow(/nothing was saved/);
  const custom = storeWith(1);
  await expect(putUnder(() => "mine", manifest, custom.put)).rejects.toThrow(/mine is reserved/);
  expect(custom.asked).toEqual(["mine"]);
});
