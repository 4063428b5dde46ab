import { expect, test } from "vitest";
import { copyOf, openRegister, parseCopy } from "./register.ts";

const bundle = (i: number) => ({ key: `k-${i}`, id: `id-${i}`, bytes: i, savedMs: i });

test("a copy holds the newest 512 of each kind, the newest first", () => {
  const many = Array.from({ length: 600 }, (_, i) => bundle((i * 7) % 600));
  const { listed, removed } = parseCopy(copyOf({ listed: many, removed: many }));
  const newest = Array.from({ length: 512 }, (_, i) => bundle(599 - i));
  expect(listed).toEqual(newest);
  expect(removed).toEqual(newest.map(({ id, savedMs }) => ({ id, savedMs })));
});

test.each([
  undefined,
  "",
  "{",
  "null",
  "[]",
  '{"format":2,"listed":[],"removed":[]}',
  '{"format":1,"listed":[{"key":1}],"removed":[{"id":1}]}',
  '{"format":1,"listed":[{"key":"a","id":"b","bytes":1,"savedMs":1e999}],"removed":[{"id":"c","savedMs":1e999}]}',
])("%o says nothing", (text) => expect(parseCopy(text)).toEqual({ listed: [], removed: [] }));

/** Artifacts of which the first writes are undone at once, as by a writer that had read before. */
function artifactsThat(undo: number) {
  const texts = new Map<string, string>();
  let writes = 0;
  return {
    texts,
    readText: async (name: string) => texts.get(name),
    async write(name: string, text: string) {
      writes += 1;
      if (writes > undo) texts.set(name, text);
    },
  };
}

test.each([0, 2, 6])("a bundle is listed although other writers undo it %i times", async (undo) => {
  const register = openRegister(artifactsThat(undo), () => 7);
  await register.add({ key: "a", bytes: 5 });
  expect(await register.read()).toEqual([{ key: "a", id: expect.any(String), bytes: 5, savedMs: 7 }]);
});

test("of a key that was saved twice both are removed, by what tells the newer one", async () => {
  let now = 0;
  const register = openRegister(artifactsThat(0), () => {
    now += 1;
    return now;
  });
  for (const key of ["a", "b", "a"]) await register.add({ key, bytes: now });
  const [newer, , older] = await register.read();
  expect([newer, older]).toMatchObject([{ key: "a" }, { key: "a" }]);
  expect(await register.remove({ key: "a", id: older?.id ?? "" })).toBe(false);
  expect(await register.remove({ key: "a", id: newer?.id ?? "" })).toBe(true);
  expect(await register.read()).toMatchObject([{ key: "b" }]);
});

test("what a writer undoes that has read before is there again after the next one", async () => {
  const { texts, ...artifacts } = artifactsThat(0);
  const register = openRegister(artifacts, () => 1);
  await register.add({ key: "a", bytes: 1 });
  await register.add({ key: "b", bytes: 1 });
  const [kept] = [...texts].filter(([, text]) => text.includes('"b"')).map(([name]) => name);
  for (const name of [...texts.keys()]) if (name !== kept) texts.delete(name);
  await register.add({ key: "c", bytes: 1 });
  const keys = async () => (await register.read()).map(({ key }) => key).sort();
  expect(await keys()).toEqual(["a", "b", "c"]);
  const [first] = await register.read();
  if (first === undefined) throw new Error("nothing is listed");
  const before = new Map(texts);
  expect(await register.remove(first)).toBe(true);
  const changed = [...texts].find(([name, text]) => text !== before.get(name));
  for (const [name, text] of before) if (name !== changed?.[0]) texts.set(name, text);
  expect(await keys()).not.toContain(first.key);
});
