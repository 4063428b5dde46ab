import { randomBytes } from "node:crypto";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { nameFor, writeTree, zipOf, zstd } from "../../../test/bundle/made-up-entries.ts";
import { inFolder } from "../../../test/folder.ts";
import { type Change, changedEnough } from "../../budget/worth.ts";
import { limits } from "../../bundle/format/checks.ts";
import { type Manifest, withoutPast } from "../../bundle/format/manifest.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { openPacker } from "../../bundle/pack.ts";
import type { PackRequest } from "../../bundle/pack-request.ts";
import type { Levels } from "./levels.ts";
import { type AgedEntry, type Pack, packWithin } from "./pack-within.ts";

const about = { creator: "test", created: 0, ...withoutPast };

/** An entry of so many bytes, which are expected to be as many in the bundle. */
const entry = (name: string, bytes: number, more: Partial<AgedEntry> = {}): AgedEntry => ({
  ...{ name, kind: "object", bytes, lastUse: 0, runs: 1, ageBefore: 0, usedByThisRun: true },
  ...{
    fresh: true,
    added: true,
    remade: false,
    costMs: 1000,
    label: null,
    language: null,
    prints: null,
    lastRun: 0,
    age: 0,
  },
  ...more,
});
const old = entry("old", 1e8, { added: false, runs: 9, costMs: 1e6 });

type Limits = Parameters<typeof packWithin>[1];

/** A budget within which all that is new is worth an upload. */
function within(budgetBytes: number): Limits {
  return {
    plan: { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now: 0 },
    limitedBy: "overlay",
    levels: { usual: 3, tight: 3 },
    measure: { manifest: undefined, rawAtSource: false },
    mostUploadBytes: undefined,
    judge: (kept) => ({ newEntries: kept.length, isEnough: true, why: "" }),
  };
}

/** What comes of these entries and this budget, without a bundle being made. */
async function whyNot(
  entries: readonly AgedEntry[],
  budgetBytes: number,
  more: Partial<Pick<Limits, "freeBytes" | "mostUploadBytes">> = {},
): Promise<string> {
  const bundleBytes = 1e8;
  const answer = await packWithin(
    entries,
    {
      ...within(budgetBytes),
      ...more,
      judge: (kept) => {
        const news = kept.filter(({ added }) => added);
        const newBytes = news.reduce((sum, { cost }) => sum + cost, 0);
        const change: Change = { newEntries: news.length, newBytes, bundleBytes };
        const { enough, why } = changedEnough(change);
        return { newEntries: news.length, isEnough: enough, why };
      },
    },
    {
      about,
      directory: "",
      out: "",
      segmentRawBytes: 1e6,
      known: new Map(),
      reuse: [],
    },
    () => Promise.reject(new Error("it is packed")),
  ).catch((error: Error) => error.message);
  return typeof answer === "string" ? answer : answer.kind === "packed" ? "packed" : answer.why;
}

test.each([
  { title: "all fits", budgetBytes: 2e8, why: "it is packed" },
  {
    title: "only a small new entry fits",
    budgetBytes: 5.6e7,
    why: /^too little of what is new fits into 56.0 MB: 1 new entry, about 55.1 kB: the threshold/,
  },
  { title: "nothing new fits", budgetBytes: 5.501e7, why: "nothing new fits into 55.0 MB" },
  { title: "nothing fits", budgetBytes: 10, why: "nothing fits into 10 B" },
])("what is new is judged by what the plan keeps: $title", async ({ budgetBytes, why }) => {
  const entries = [old, entry("small", 1e5), entry("large", 5e7)];
  expect(await whyNot(entries, budgetBytes)).toMatch(why);
});

test("nothing is packed that the disk cannot hold", async () => {
  const entries = [entry("large", 5e7)];
  expect(await whyNot(entries, 1e9, { freeBytes: 2e8 })).toBe("it is packed");
  expect(await whyNot(entries, 1e9, { freeBytes: 1e7 })).toMatch(
    /^the disk has too little room .* has 10.0 MB free$/,
  );
});

test("a job that is cancelled packs nothing that takes too long to upload", async () => {
  const entries = [entry("large", 5e7)];
  expect(await whyNot(entries, 1e9, { mostUploadBytes: 2.8e7 })).toBe("it is packed");
  expect(await whyNot(entries, 1e9, { mostUploadBytes: 2.7e7 })).toBe(
    "the job was cancelled, and about 27.5 MB take too long to upload",
  );
});

test("a try that is too large never takes the name, whatever becomes of the next", async () => {
  await inFolder(async (folder) => {
    const made = ["a", "b", "c", "d"].map((seed) => ({
      name: nameFor(seed),
      content: zipOf([{ name: "obj", content: randomBytes(100_000) }], 1),
      lastUse: 1_700_000_000,
    }));
    const directory = join(folder, "in");
    await writeTree(directory, made);
    const out = join(folder, "bundle.tar.zst");
    await writeFile(out, "precious");
    const packer = openPacker(1, zstd);
    onTestFinished(() => packer.close());
    let tries = 0;
    const pack: Pack = async (request) => {
      tries += 1;
      if (tries > 1) throw new Error("no second try");
      return packer.pack(request);
    };
    const packBy = (pack: Pack) =>
      packWithin(
        made.map(({ name, content }) => entry(name, content.length)),
        within(330_000), // by the usual ratio all four fit; in truth three
        { about, directory, out, segmentRawBytes: 1e6, known: new Map() },
        pack,
      );
    await expect(packBy(pack)).rejects.toThrow("no second try");
    expect(await readFile(out, "utf8")).toBe("precious");
    expect((await readdir(folder)).sort()).toEqual(["bundle.tar.zst", "in"]);
    expect(await packBy(packer.pack)).toMatchObject({ kind: "packed", packed: { file: out } });
    expect((await readManifest(out, zstd, undefined)).entries).toHaveLength(3);
    expect((await readdir(folder)).sort()).toEqual(["bundle.tar.zst", "in"]);
  });
});

test("what a bundle tells beside its entries takes part of the budget: the second try knows how much", async () => {
  await inFolder(async (folder) => {
    const made = Array.from({ length: 4 }, (_, i) => ({
      name: nameFor(i),
      content: zipOf([{ name: "obj", content: randomBytes(100_000) }], 1),
      lastUse: 1_700_000_000,
    }));
    const directory = join(folder, "in");
    await writeTree(directory, made);
    const out = join(folder, "bundle.tar.zst");
    const names = Array.from({ length: 1_000 }, () => randomBytes(40).toString("hex"));
    const environment = Object.fromEntries(names.map((name) => [name, "00000000"]));
    const packer = openPacker(1, zstd);
    onTestFinished(() => packer.close());
    const tried: PackRequest[] = [];
    const answer = await packWithin(
      made.map(({ name, content }) => entry(name, content.length)),
      within(320_000),
      { about: { ...about, environment }, directory, out, segmentRawBytes: 1e5, known: new Map() },
      (request) => {
        tried.push(request);
        return packer.pack(request);
      },
    );
    expect(tried.map(({ entries }) => entries.length)).toEqual([4, 2]);
    // The first try had each entry in a segment of its own: what is kept of it is copied.
    expect(answer).toMatchObject({ kind: "packed", packed: { copied: 2 } });
  });
});

test("tries that are too large leave nothing, however many there are", async () => {
  await inFolder(async (folder) => {
    const directory = join(folder, "in");
    const made = Array.from({ length: 5 }, (_, i) => ({
      name: nameFor(i),
      content: zipOf([{ name: "obj", content: randomBytes(1_000) }], 1),
      lastUse: 1_700_000_000,
    }));
    await writeTree(directory, made);
    const packer = openPacker(1, zstd);
    onTestFinished(() => packer.close());
    const budget = 1e6;
    let tries = 0;
    const pack: Pack = async (request) => {
      tries += 1;
      if (tries > 2) return packer.pack(request);
      return { ...(await packer.pack({ ...request, mostBytes: 0 })), bytes: budget + 1 };
    };
    const entries = made.map(({ name, content }) => entry(name, content.length));
    const out = join(folder, "bundle.tar.zst");
    const request = { about, directory, out, segmentRawBytes: 1e6, known: new Map() };
    expect(await packWithin(entries, within(budget), request, pack)).toMatchObject({ packed: { file: out } });
    expect(tries).toBe(3);
    expect((await readdir(folder)).sort()).toEqual(["bundle.tar.zst", "in"]);
  });
});

test("of more entries than one bundle can list, the least worth are left out", async () => {
  const many = Array.from({ length: limits.entries + 2 }, (_, i) =>
    entry(nameFor(i), 100, { costMs: i === 7 || i === 8 ? 1 : 1000 }),
  );
  let asked: PackRequest | undefined;
  let insteadOf: readonly { readonly name: string }[] = [];
  const limitsOfTest: Limits = {
    ...within(1e12),
    judge: (kept, displaced) => {
      insteadOf = displaced;
      return { newEntries: kept.length, isEnough: true, why: "" };
    },
  };
  const answer = await packWithin(
    many,
    limitsOfTest,
    { about, directory: "", out: "", segmentRawBytes: 1e6, known: new Map() },
    async (request) => {
      asked = request;
      const manifest = { ...request.about, level: 3, segments: [], entries: [] };
      return { manifest, file: "", bytes: 0, copied: 0, dropped: [] };
    },
  );
  expect(asked?.entries).toHaveLength(limits.entries);
  expect(answer.plan.evict.map(({ entry, reason }) => `${reason} ${entry.name}`).sort()).toEqual(
    [7, 8].map((i) => `too-many ${nameFor(i)}`).sort(),
  );
  expect(insteadOf.map(({ name }) => name).sort()).toEqual([7, 8].map((i) => nameFor(i)).sort());
  expect(Object.keys(asked?.about.evicted ?? {})).toEqual(["too-many"]);
  expect(asked?.about.limitedBy).toBe("overlay");
});

test("what fits only at the tight level is packed at that, and goes on at it until there is more room", async () => {
  await inFolder(async (folder) => {
    const program = await readFile(process.execPath);
    const made = Array.from({ length: 8 }, (_, i) => {
      const content = program.subarray(40e6 + i * 1e6, 41e6 + i * 1e6);
      return {
        name: nameFor(i),
        content: zipOf([{ name: "obj", content }], -131_072),
        lastUse: 1_700_000_000,
      };
    });
    const directory = join(folder, "in");
    await writeTree(directory, made);
    const packer = openPacker(1, zstd);
    onTestFinished(() => packer.close());
    let tried: number[] = [];
    const packAt = (budgetBytes: number, levels: Levels, manifest?: Manifest) => {
      tried = [];
      return packWithin(
        made.map(({ name, content }) => entry(name, content.length)),
        { ...within(budgetBytes), levels, measure: { manifest, rawAtSource: true } },
        { about, directory, out: join(folder, "out.tar.zst"), segmentRawBytes: 4e6, known: new Map() },
        (request) => {
          tried.push(request.level);
          return packer.pack(request);
        },
      );
    };
    const bytesAt = async (level: number) => {
      const one = await packAt(1e9, { usual: level, tight: level });
      return one.kind === "packed" ? one.packed.bytes : Number.NaN;
    };
    const [usual, tight] = [await bytesAt(3), await bytesAt(6)];
    expect(tight / usual).toBeLessThan(0.97);

    const budget = Math.floor((usual + tight) / 2);
    const first = await packAt(budget, { usual: 3, tight: 6 });
    expect(tried).toEqual([3, 6]);
    expect(first).toMatchObject({ kind: "packed", plan: { evict: [] }, packed: { bytes: tight } });
    const { manifest } = first.kind === "packed" ? first.packed : {};
    await packAt(budget, { usual: 3, tight: 6 }, manifest);
    expect(tried).toEqual([6]);
    await packAt(2 * usual, { usual: 3, tight: 6 }, manifest);
    expect(tried).toEqual([3]);
    // A bundle may be as large as the budget.
    const full = await packAt(usual, { usual: 3, tight: 3 });
    expect(full).toMatchObject({ plan: { evict: [] }, packed: { file: join(folder, "out.tar.zst") } });
    const fixed = await packAt(budget, { usual: 3, tight: 3 });
    expect(fixed.plan.evict.length).toBeGreaterThan(0);
  });
});
