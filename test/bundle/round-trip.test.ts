import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { readFile, rm, truncate } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { limits } from "../../src/bundle/format/checks.ts";
import { pack } from "../../src/bundle/pack.ts";
import { digestsByName } from "../../src/bundle/reuse-plan.ts";
import { readStoredZip } from "../../src/sccache/entry/zip.ts";
import { inFolder } from "../folder.ts";
import { about, packTree, unpackAll } from "./bundles.ts";
import {
  type MadeUpEntry,
  type MadeUpMember,
  members,
  nameFor,
  readTree,
  trees,
  writeTree,
  zipOf,
  zstd,
} from "./made-up-entries.ts";
import { readZip } from "./read-zip.ts";

/** An entry by content: what it decodes to, by member name, or its bytes when it is no zip. */
async function meaning({ content }: MadeUpEntry): Promise<unknown> {
  if (!readStoredZip(content)) return content.toString("hex");
  const read = await readZip(content);
  return new Map(read.map((member) => [member.name, digest(member.content)]));
}

function digest(content: Uint8Array): string {
  return createHash("sha256").update(content).digest("hex");
}

async function expectSame(before: readonly MadeUpEntry[], directory: string): Promise<void> {
  const after = await readTree(directory);
  expect([...after.keys()].sort()).toEqual(before.map(({ name }) => name).sort());
  for (const entry of before) {
    const unpacked = after.get(entry.name);
    expect(unpacked?.lastUse).toBe(entry.lastUse);
    expect(unpacked && (await meaning(unpacked))).toEqual(await meaning(entry));
  }
}

test("what is unpacked is what was packed, by content and times", async () => {
  await fc.assert(
    fc.asyncProperty(trees, (entries) =>
      inFolder(async (folder) => {
        const { file, dropped, manifest } = await packTree(folder, entries);
        expect(dropped).toEqual([]);
        expect(manifest).toMatchObject(about);
        await expectSame(entries, await unpackAll(folder, file));
      }),
    ),
    { numRuns: 40 },
  );
});

test("one segment of megabytes has the same bytes on any number of threads, and any zstd decodes it", async () => {
  const entries = [1, 2, 3, 4].map((seed) => {
    const words = Array.from(
      { length: 300_000 },
      (_, i) => `${(i * seed) % 977} ${(i * i) % (1009 + seed)}\n`,
    );
    const content = zipOf([{ name: "obj", content: Buffer.from(words.join("")) }], 1);
    return { name: nameFor(seed), content, lastUse: 1_700_000_000 + seed };
  });
  await inFolder(async (folder) => {
    const { file, manifest } = await packTree(folder, entries, { segmentRawBytes: 128e6 });
    expect(manifest.segments.map(({ rawBytes }) => rawBytes > 8e6)).toEqual([true]);
    const first = await readFile(file);
    for (const threads of [2, 3]) {
      await packTree(folder, entries, { segmentRawBytes: 128e6, threads });
      expect((await readFile(file)).equals(first)).toBe(true);
    }
    const tar = execFileSync("zstd", ["-dcq", file], { maxBuffer: 2 ** 26 });
    const names = execFileSync("tar", ["-t"], { input: tar }).toString().trim().split("\n");
    expect(names.toSorted()).toEqual(entries.map(({ name }) => name).toSorted());
    await expectSame(entries, await unpackAll(folder, file));
  });
});

test("any order of the entries and any number of threads give the same bytes", async () => {
  const entries = fc.sample(trees, { seed: 7, numRuns: 6 }).flat();
  const unique = [...new Map(entries.map((entry) => [entry.name, entry])).values()];
  await inFolder(async (folder) => {
    const { file, manifest } = await packTree(folder, unique);
    expect(manifest.segments.length).toBeGreaterThan(3);
    const first = digest(await readFile(file));
    await packTree(folder, unique.toReversed(), { threads: 3 });
    expect(digest(await readFile(file))).toBe(first);
    await expectSame(unique, await unpackAll(folder, file, 3));
  });
});

test("equal content gives equal segments, however sccache wrote it down", async () => {
  const shuffledMembers = members.chain((all) =>
    fc.record({
      one: fc.constant(all),
      other: fc.shuffledSubarray(all, { minLength: all.length }),
    }),
  );
  const pairs = fc.array(
    fc.record({
      members: shuffledMembers,
      levels: fc.tuple(fc.constantFrom(1, 3), fc.constantFrom(-131072, 9)),
    }),
    {
      minLength: 1,
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(pairs, async (made) => {
      const write = (pick: (one: (typeof made)[number]) => readonly [readonly MadeUpMember[], number]) =>
        made.map((one, seed) => ({
          name: nameFor(seed),
          content: zipOf(...pick(one)),
          lastUse: 1_700_000_000 + seed,
        }));
      const one = write(({ members: { one }, levels }) => [one, levels[0]]);
      const other = write(({ members: { other }, levels }) => [other, levels[1]]);
      const [first, second] = await Promise.all(
        [one, other].map((entries) => inFolder((folder) => packTree(folder, entries))),
      );
      expect(second?.manifest.segments).toEqual(first?.manifest.segments);
    }),
    { numRuns: 30 },
  );
});

test("packing what was unpacked gives the same segments, with and without the manifest's help", async () => {
  const entries = fc.sample(trees, { seed: 11, numRuns: 3 }).flat();
  const unique = [...new Map(entries.map((entry) => [entry.name, entry])).values()];
  await inFolder(async (folder) => {
    const { file, manifest } = await packTree(folder, unique);
    const unpacked = [...(await readTree(await unpackAll(folder, file))).values()];
    const known = new Map(manifest.entries.map((entry) => [entry.name, entry]));
    const digests = digestsByName(manifest);
    const ask = unpacked.map(({ name, lastUse }) => {
      return { name, lastUse, runs: 1, heldBy: [digests.get(name) ?? ""] };
    });
    const [helped, alone] = await Promise.all([
      inFolder((again) => packTree(again, unpacked, { known, entries: ask })),
      inFolder((again) => packTree(again, unpacked)),
    ]);
    expect(helped.manifest).toEqual(manifest);
    expect(alone.manifest.segments).toEqual(manifest.segments);
  });
});

test("tar and zstd read a bundle without any flag, and find the same tree", async () => {
  const entries = fc.sample(trees, { seed: 3, numRuns: 4 }).flat();
  const unique = [...new Map(entries.map((entry) => [entry.name, entry])).values()];
  await inFolder(async (folder) => {
    const { file } = await packTree(folder, unique);
    execFileSync("zstd", ["-tq", file]);
    expect(execFileSync("zstd", ["-l", file], { encoding: "utf8" })).toContain("bundle.tar.zst");
    const byTar = join(folder, "by-tar");
    mkdirSync(byTar);
    execFileSync("tar", ["--zstd", "-xf", file, "-C", byTar]);
    expect(await readTree(byTar)).toEqual(await readTree(await unpackAll(folder, file)));
  });
});

test("entries that are damaged or gone are left out and counted; the rest is packed", async () => {
  const good = {
    name: nameFor("good"),
    content: zipOf([{ name: "obj", content: Buffer.from("x") }], 3),
    lastUse: 5,
  };
  const flipped = Buffer.from(good.content);
  flipped[40] = (flipped[40] ?? 0) ^ 1;
  const bad = { name: nameFor("bad"), content: flipped, lastUse: 5 };
  const cut = { name: nameFor("cut"), content: good.content.subarray(0, -1), lastUse: 5 };
  await inFolder(async (folder) => {
    const directory = join(folder, "in");
    await writeTree(directory, [good, bad, cut]);
    const gone = { name: nameFor("gone"), content: Buffer.alloc(0), lastUse: 5 };
    const entries = [good, bad, cut, gone].map(({ name, lastUse }) => ({ name, lastUse, runs: 2 }));
    const { dropped, manifest, file } = await packTree(folder, [good, bad, cut], { entries });
    expect(manifest.entries.map(({ name }) => name)).toEqual([good.name]);
    expect(manifest.entries[0]).toMatchObject({ runs: 2, lastUse: 5, storedBytes: good.content.length });
    const whys = new Map(dropped.map(({ name, why }) => [name, why]));
    expect(whys.get(bad.name)).toMatch(/checksum/);
    expect(whys.get(cut.name)).toMatch(/damaged/);
    expect(whys.get(gone.name)).toMatch(/ENOENT/);
    await expectSame([good], await unpackAll(folder, file));
  });
});

test("an entry that is no longer what an earlier bundle tells is read again, or dropped when it is damaged", async () => {
  const before = {
    name: nameFor(1),
    content: zipOf([{ name: "obj", content: Buffer.alloc(999, "a") }], 3),
    lastUse: 9,
  };
  await inFolder(async (folder) => {
    const { manifest } = await packTree(folder, [before]);
    const known = new Map(manifest.entries.map((entry) => [entry.name, entry]));
    const after = { ...before, content: zipOf([{ name: "obj", content: Buffer.alloc(4000, "b") }], 3) };
    const again = await inFolder(async (other) => {
      const packed = await packTree(other, [after], { known });
      await expectSame([after], await unpackAll(other, packed.file));
      return packed;
    });
    expect(again.manifest.entries[0]?.bytes).not.toBe(manifest.entries[0]?.bytes);
    const sameSize = { ...before, content: Buffer.alloc(manifest.entries[0]?.bytes ?? 0, "PK\u0003\u0004") };
    const { dropped } = await inFolder((other) => packTree(other, [sameSize], { known }));
    expect(dropped).toHaveLength(1);
  });
});

test("times that no tar header can tell are brought into its range", async () => {
  const content = zipOf([{ name: "obj", content: Buffer.from("x") }], 3);
  const entries = [-5, 2 ** 40, 1.5].map((lastUse, seed) => ({ name: nameFor(seed), lastUse, runs: 1 }));
  await inFolder(async (folder) => {
    const files = entries.map(({ name }) => ({ name, content, lastUse: 1 }));
    const { manifest, file } = await packTree(folder, files, { entries });
    const byName = new Map(manifest.entries.map((entry) => [entry.name, entry.lastUse]));
    expect(entries.map(({ name }) => byName.get(name))).toEqual([0, 8 ** 11 - 1, 1]);
    await unpackAll(folder, file);
  });
});

test("what is told of an entry is brought into what a manifest takes, and its own name is better than one that is told", async () => {
  const named = (name: string) => zipOf([{ name, content: Buffer.from("x") }], 3);
  const files = [
    { name: nameFor(0), content: named("obj"), lastUse: 1 },
    { name: nameFor(1), content: named("libserde-0a1b2c3d4e5f6a7b.rlib"), lastUse: 1 },
  ];
  const told = { lastUse: 1, runs: 2 ** 40, lastRun: -1, costMs: 2 ** 40, label: "main.o", language: "c" };
  await inFolder(async (folder) => {
    const entries = files.map(({ name }) => ({ name, ...told }));
    const { manifest } = await packTree(folder, files, { entries });
    const known = { runs: limits.count, lastRun: 0, costMs: limits.count, language: "c" };
    const byName = new Map(manifest.entries.map((entry) => [entry.name, entry]));
    expect(byName.get(nameFor(0))).toMatchObject({ ...known, label: "main.o" });
    expect(byName.get(nameFor(1))).toMatchObject({ ...known, label: "serde" });
  });
});

test("an empty bundle is one too", async () => {
  await inFolder(async (folder) => {
    const { file, manifest } = await packTree(folder, []);
    expect(manifest.segments).toEqual([]);
    expect(execFileSync("tar", ["--zstd", "-tf", file], { encoding: "utf8" })).toBe("");
    expect(await readTree(await unpackAll(folder, file))).toEqual(new Map());
  });
});

test("entries that vanish, shrink or become unreadable cost themselves alone", async () => {
  await inFolder(async (folder) => {
    const all = Array.from({ length: 6 }, (_, seed) => ({
      name: nameFor(`drop ${seed}`),
      content: zipOf([{ name: "obj", content: Buffer.alloc(50_000, `${seed} `) }], 1),
      lastUse: 1_700_000_000,
    }));
    const first = await packTree(folder, all);
    const [gone, short] = all;
    const directory = join(folder, "in");
    await rm(join(directory, gone?.name ?? ""));
    await truncate(join(directory, short?.name ?? ""), 100);
    const known = new Map(first.manifest.entries.map((one) => [one.name, { ...one, bytes: 100 }]));
    const request = {
      directory,
      entries: all.map(({ name, lastUse }) => ({ name, lastUse, runs: 1 })),
      known,
      out: first.file,
      about,
      level: 3,
      segmentRawBytes: 400_000,
      threads: 1,
    };
    const { dropped, manifest } = await pack(request, zstd);
    expect(dropped.map(({ name }) => name).toSorted()).toEqual([gone?.name, short?.name].toSorted());
    expect(manifest.entries).toHaveLength(4);
  });
});
