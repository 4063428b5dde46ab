import { randomBytes } from "node:crypto";
import { readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { PackOnce } from "../../src/bundle/pack.ts";
import type { Packed } from "../../src/bundle/pack-request.ts";
import { digestsByName, type ReusableBundle } from "../../src/bundle/reuse-plan.ts";
import type { Progress } from "../../src/bundle/threads/pool.ts";
import { smallDisk } from "../disk/small-disk.ts";
import { inFolder } from "../folder.ts";
import { about, packTree, unpackAll } from "./bundles.ts";
import { type MadeUpEntry, nameFor, readTree, trees, zipOf } from "./made-up-entries.ts";

type Options = Partial<PackOnce>;

/** An entry of `bytes` bytes that nothing compresses. */
function entry(seed: number, bytes: number): MadeUpEntry {
  const content = zipOf(
    [{ name: `lib${String(seed).padStart(3, "0")}-0a1b2c3d4e5f6a7b.rlib`, content: randomBytes(bytes) }],
    1,
  );
  return { name: nameFor(seed), content, lastUse: 1_700_000_000 };
}

/** Eight entries that fill four segments. */
const eight = Array.from({ length: 8 }, (_, seed) => entry(seed, 150_000));

/** The next save of a job that restored `before`: raw entries where they were restored, as made where they are new. */
async function saveNext(
  before: Packed & { readonly file: string },
  folder: string,
  {
    kept,
    added = [],
    options,
  }: { kept: readonly MadeUpEntry[]; added?: readonly MadeUpEntry[]; options?: Options },
): Promise<Packed & { readonly file: string }> {
  const restored = await readTree(await unpackAll(folder, before.file));
  const entries = [
    ...kept.flatMap(({ name, lastUse }) => ({ ...(restored.get(name) as MadeUpEntry), lastUse })),
    ...added,
  ];
  const isAdded = new Set(added.map(({ name }) => name));
  const ask = askOf(entries, before).map((one) => (isAdded.has(one.name) ? { ...one, heldBy: [] } : one));
  const known = new Map(before.manifest.entries.map((one) => [one.name, one]));
  return packTree(join(folder, "next"), entries, { entries: ask, reuse: [before], known, ...options });
}

/** What is asked for of entries whose content is of `bundle`, where that has them. */
function askOf(entries: readonly MadeUpEntry[], bundle: Pick<ReusableBundle, "manifest">) {
  const digests = digestsByName(bundle.manifest);
  return entries.map(({ name, lastUse }) => ({
    name,
    lastUse,
    runs: 1,
    heldBy: [digests.get(name) ?? []].flat(),
  }));
}

test("what is packed with the help of an earlier bundle is what is packed without, on any number of threads", async () => {
  const changes = fc.record({
    before: trees,
    after: trees,
    goes: fc.nat(5),
    segmentRawBytes: fc.constantFrom(50_000, 400_000, 2_000_000),
  });
  await fc.assert(
    fc.asyncProperty(changes, ({ before, after, goes, segmentRawBytes }) =>
      inFolder(async (folder) => {
        const options = { segmentRawBytes };
        const first = await packTree(folder, before, options);
        const kept = before
          .filter((_, i) => goes === 0 || i % 5 !== goes)
          .map((one) => ({ ...one, lastUse: one.lastUse + 1 }));
        const added = after.filter(({ name }) => !before.some((one) => one.name === name));
        const next = await saveNext(first, folder, { kept, added, options });
        const bytes = await readFile(next.file);
        const lastUses = new Map([...kept, ...added].map(({ name, lastUse }) => [name, lastUse]));
        const unpacked = await readTree(await unpackAll(join(folder, "next"), next.file));
        expect(new Map([...unpacked.values()].map((one) => [one.name, one.lastUse]))).toEqual(lastUses);

        await rm(join(folder, "out"), { recursive: true });
        const threaded = await saveNext(first, folder, { kept, added, options: { ...options, threads: 3 } });
        expect((await readFile(threaded.file)).equals(bytes)).toBe(true);

        await rm(join(folder, "out"), { recursive: true });
        const anew = await saveNext(first, folder, { kept, added, options: { ...options, reuse: [] } });
        await rm(join(folder, "next", "out"), { recursive: true });
        expect(await readTree(await unpackAll(join(folder, "next"), anew.file))).toEqual(unpacked);
      }),
    ),
    { numRuns: 12 },
  );
}, 180_000);

test("segments whose entries are all kept are copied byte for byte; the others' entries are packed with the new ones", async () => {
  await inFolder(async (folder) => {
    const first = await packTree(folder, eight);
    const [gone, ...kept] = eight;
    const next = await saveNext(first, folder, { kept, added: [entry(100, 10_000)] });
    expect(next.copied).toBe(first.manifest.segments.length - 1);
    const digests = ({ manifest }: Packed) => manifest.segments.map(({ sha256 }) => sha256);
    expect(digests(next).filter((sha256) => digests(first).includes(sha256))).toHaveLength(next.copied);
    expect(next.manifest.entries.map(({ name }) => name)).not.toContain(gone?.name);
    expect(next.manifest.entries).toHaveLength(8);
  });
});

describe("all is packed anew when", () => {
  const cases: [string, (folder: string, first: ReusableBundle) => Promise<Options>][] = [
    ["the earlier bundle is gone", async (_, { file }) => rm(file).then(() => ({}))],
    [
      "it is cut short",
      async (_, { file }) => writeFile(file, (await readFile(file)).subarray(0, 1000)).then(() => ({})),
    ],
    ["a bit of it flips", (_, { file }) => flip(file).then(() => ({}))],
    ["another version made it", async () => ({ about: { ...about, creator: "test 2.0.0" } })],
    ["the level is another", async () => ({ level: 5 })],
    ["its segments are larger than segments now are", async () => ({ segmentRawBytes: 200_000 })],
  ];
  test.each(cases)("%s", async (_, change) => {
    await inFolder(async (folder) => {
      const first = await packTree(folder, eight);
      const restored = [...(await readTree(await unpackAll(folder, first.file))).values()];
      const options = await change(folder, first);
      const ask = { entries: askOf(restored, first) };
      const next = await packTree(join(folder, "next"), restored, { ...ask, reuse: [first], ...options });
      const anew = await packTree(join(folder, "anew"), restored, { ...ask, ...options });
      expect(next.copied).toBe(0);
      expect((await readFile(next.file)).equals(await readFile(anew.file))).toBe(true);
    });
  });
});

test("an entry that is larger than a segment is copied like others", async () => {
  await inFolder(async (folder) => {
    const large = entry(300, 500_000);
    const first = await packTree(folder, [large]);
    expect(first.manifest.segments).toHaveLength(1);
    expect((await saveNext(first, folder, { kept: [large], added: [entry(301, 1_000)] })).copied).toBe(1);
  });
});

test("what an earlier try left behind that was killed is removed when the next bundle is there", async () => {
  await inFolder(async (folder) => {
    const { file } = await packTree(folder, eight.slice(0, 1));
    const left = `${file}.0123abp12-89abcdef.partial`;
    await writeFile(left, "half");
    await utimes(left, 1, 1);
    await packTree(folder, eight.slice(0, 1));
    expect((await readdir(folder)).filter((name) => name.endsWith(".partial"))).toEqual([]);
  });
});

test("an entry that is another now is not taken from the earlier bundle", async () => {
  await inFolder(async (folder) => {
    const first = await packTree(folder, eight);
    const [old, ...rest] = eight;
    const changed = { ...entry(0, 120_000), name: old?.name ?? "" };
    const next = await saveNext(first, folder, { kept: rest, added: [changed] });
    const unpacked = await readTree(await unpackAll(join(folder, "next"), next.file));
    expect(unpacked.get(changed.name)?.content.length).toBeLessThan(130_000);
  });
});

test("an entry that this build made anew replaces the bundle's, though both have one size and a segment could be copied", async () => {
  await inFolder(async (folder) => {
    const first = await packTree(folder, eight);
    const anew = { ...entry(0, 150_000), name: eight[0]?.name ?? "" };
    const restored = await readTree(await unpackAll(folder, first.file));
    const entries = [...eight.slice(1).map(({ name }) => restored.get(name) as MadeUpEntry), anew];
    const known = new Map(first.manifest.entries.map((one) => [one.name, one]));
    const ask = askOf(entries, first).map((one) => (one.name === anew.name ? { ...one, heldBy: [] } : one));
    const next = await packTree(join(folder, "next"), entries, { entries: ask, reuse: [first], known });
    expect(next.copied).toBe(first.manifest.segments.length - 1);
    const whole = await packTree(join(folder, "whole"), entries);
    const unpacked = await readTree(await unpackAll(join(folder, "next"), next.file));
    const expected = await readTree(await unpackAll(join(folder, "whole"), whole.file));
    expect(unpacked.get(anew.name)?.content.equals(restored.get(anew.name)?.content ?? anew.content)).toBe(
      false,
    );
    expect(unpacked).toEqual(expected);
  });
});

test("native code for another CPU is not copied under the name of this one's, though both have one size", async () => {
  await inFolder(async (folder) => {
    const theirs = entry(0, 150_000);
    const ours = { ...entry(0, 150_000), name: theirs.name };
    const saying = (cpu: string) => ({ name: ours.name, lastUse: ours.lastUse, runs: 1, cpu });
    const first = await packTree(join(folder, "theirs"), [theirs], { entries: [saying("01d01d01")] });
    expect(first.manifest.entries.map(({ cpu }) => cpu)).toEqual(["01d01d01"]);
    const askFor = (cpu: string, before: Packed) => askOf([ours], before).map((one) => ({ ...one, cpu }));
    const options = { entries: askFor("f00f00f0", first), reuse: [first] };
    const next = await packTree(join(folder, "ours"), [ours], options);
    expect(next).toMatchObject({ copied: 0, manifest: { entries: [{ cpu: "f00f00f0" }] } });
    const unpacked = await readTree(await unpackAll(join(folder, "ours"), next.file));
    const alone = await packTree(join(folder, "alone"), [ours]);
    expect(unpacked).toEqual(await readTree(await unpackAll(join(folder, "alone"), alone.file)));
    const again = { entries: askFor("f00f00f0", next), reuse: [next] };
    expect((await packTree(join(folder, "again"), [ours], again)).copied).toBe(1);
  });
});

test("what a bundle of this very save holds is copied, and only what lost an entry is packed again", async () => {
  await inFolder(async (folder) => {
    const first = await packTree(folder, eight);
    const again = { entries: askOf(eight, first).slice(1), reuse: [first] };
    const next = await packTree(folder, eight, again);
    expect(next.copied).toBe(first.manifest.segments.length - 1);
    const whole = await packTree(join(folder, "whole"), eight.slice(1));
    expect(await readTree(await unpackAll(join(folder, "next"), next.file))).toEqual(
      await readTree(await unpackAll(join(folder, "whole"), whole.file)),
    );
  });
});

test("entries of two directories become one bundle, with segments copied from the bundle that one of them came from", async () => {
  await inFolder(async (folder) => {
    const theirs = await packTree(join(folder, "theirs"), eight);
    const unpacked = await unpackAll(join(folder, "theirs"), theirs.file);
    const ours = [entry(100, 150_000), entry(101, 150_000)];
    const known = new Map(theirs.manifest.entries.map((one) => [one.name, one]));
    const united = await packTree(join(folder, "ours"), ours, {
      entries: [
        ...ours.map(({ name, lastUse }) => ({ name, lastUse, runs: 1 })),
        ...askOf(eight, theirs).map((one) => ({ ...one, runs: 2, directory: unpacked })),
      ],
      reuse: [theirs],
      known,
    });
    expect(united.copied).toBe(theirs.manifest.segments.length);
    expect(united.dropped).toEqual([]);
    const out = await readTree(await unpackAll(join(folder, "ours"), united.file));
    expect([...out.keys()].toSorted()).toEqual([...ours, ...eight].map(({ name }) => name).toSorted());
    expect(Object.keys(united.manifest.entries[0] ?? {}).toSorted()).toEqual(
      Object.keys(theirs.manifest.entries[0] ?? {}).toSorted(),
    );
  });
});

test("small segments do not add up, however many saves add a little", async () => {
  await inFolder(async (folder) => {
    let last = await packTree(folder, eight);
    let all = [...eight];
    for (let push = 0; push < 12; push += 1) {
      const added = entry(200 + push, 20_000);
      const place = join(folder, String(push));
      const before = last;
      last = await saveNext(before, place, { kept: all, added: [added] });
      all = [...all, added];
      expect(last.manifest.entries).toHaveLength(all.length);
      expect(last.copied).toBeGreaterThan(0);
    }
    expect(last.manifest.segments.length).toBeLessThanOrEqual(7);
  });
});

async function flip(file: string): Promise<void> {
  const bytes = await readFile(file);
  bytes[2000] = (bytes[2000] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

test("a full disk is named at once: nothing is packed a second time, and nothing is left there", async () => {
  const disk = await smallDisk({ size: "500k" });
  await inFolder(async (folder) => {
    const first = await packTree(folder, eight);
    const steps: number[] = [];
    const onProgress = ({ done }: Progress) => steps.push(done);
    const next = saveNext(first, folder, {
      kept: eight,
      options: { out: join(disk.path, "bundle"), onProgress },
    });
    await expect(next).rejects.toMatchObject({ code: "ENOSPC" });
    expect(steps).toEqual(steps.toSorted((a, b) => a - b));
    expect(await readdir(disk.path)).toEqual([]);
  });
});
