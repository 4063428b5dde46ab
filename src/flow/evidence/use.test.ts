import { describe, expect, test } from "vitest";
import { about } from "../../../test/bundle/bundles.ts";
import type { BundledEntry } from "../../bundle/format/manifest.ts";
import type { ScannedEntry } from "../../sccache/directory.ts";
import type { BuildLog } from "../../sccache/server/log.ts";
import { parseStatistics } from "../../sccache/server/statistics.ts";
import { candidates, knownEntries } from "./candidates.ts";
import { type Past, pastOf } from "./past.ts";
import { restoredEntry, usableBy } from "./usable.ts";
import { useOf } from "./use.ts";

const nameOf = (digit: string) => `${digit}/${digit}/${digit.repeat(64)}`;
const preprocessor = `preprocessor/a/a/a/${"a".repeat(64)}`;
const readyAtMs = 1_700_000_000_000;

const scanned = (change: Partial<ScannedEntry> = {}): ScannedEntry => ({
  name: nameOf("a"),
  kind: "object",
  bytes: 10,
  mtimeMs: readyAtMs - 60_000,
  atimeMs: readyAtMs - 60_000,
  ...change,
});
const bundled = (change: Partial<BundledEntry> = {}): BundledEntry => ({
  name: nameOf("a"),
  bytes: 40,
  storedBytes: 10,
  lastUse: 1_699_999_000,
  runs: 3,
  lastRun: 0,
  language: null,
  costMs: null,
  prints: null,
  label: "serde",
  segment: 0,
  ...change,
});
const cpu = "01d01d01";
const pastWith = (...entries: BundledEntry[]): Past => {
  const manifest = { ...about, run: { id: null, clock: 5, complete: true }, level: 3, segments: [], entries };
  return pastOf({ base: { key: "k", manifest, file: undefined }, overlay: undefined, heads: [], cpu });
};
const evidence = (past: Past, log?: BuildLog) => ({
  log,
  isLogOfAll: true,
  statistics: undefined,
  readyAtMs,
  restoredBytes: (name: string) => restoredEntry(past, name)?.bytes,
});
const one = (entry: ScannedEntry, before: BundledEntry[] = [bundled()], log?: BuildLog) => {
  const past = pastWith(...before);
  const use = useOf([entry], evidence(past, log));
  return knownEntries([entry], past, use)[0];
};

describe("without a log, file times tell the use", () => {
  test.each([
    ["neither time moved", {}, false],
    ["a hit of the server, which sets the modification time", { mtimeMs: readyAtMs + 5_000 }, true],
    ["a hit of the client, which moves the access time", { atimeMs: readyAtMs + 5_000 }, true],
    ["a clock that rounds down to whole seconds", { mtimeMs: readyAtMs - 400 }, true],
    ["a time just before the restore was done", { mtimeMs: readyAtMs - 600 }, false],
  ])("%s", (_title, change, usedByThisRun) => {
    expect(one(scanned(change))).toMatchObject({ usedByThisRun, runs: usedByThisRun ? 4 : 3, added: false });
  });

  test("an entry that the bundle lacked is new", () => {
    const entry = one(scanned({ mtimeMs: readyAtMs + 1_999 }), []);
    expect(entry).toMatchObject({ added: true, fresh: true, runs: 1, usedByThisRun: true });
  });

  test("a restored entry of another size was made anew", () => {
    expect(one(scanned({ mtimeMs: readyAtMs + 1, bytes: 41 }))).toMatchObject({ fresh: true, added: false });
    expect(one(scanned({ mtimeMs: readyAtMs + 1, bytes: 40 }))).toMatchObject({ fresh: false });
  });
});

describe("whether all use is known", () => {
  const statistics = parseStatistics('{"stats":{"cache_hits":{"counts":{"Rust":2}}}}');
  const empty: BuildLog = { compilations: [], complete: true, endedAtMs: null };
  const hit = scanned({ mtimeMs: readyAtMs + 5_000, bytes: 40 });
  const made = scanned({ name: nameOf("b"), mtimeMs: readyAtMs + 5_000 });
  const sourceOf = (files: ScannedEntry[], more: Partial<Parameters<typeof useOf>[1]> = {}) =>
    useOf(files, { ...evidence(pastWith(bundled())), statistics, ...more }).source;

  test.each([
    ["a hit shows in the times of a file", [hit, made], {}, "times"],
    ["hits show nowhere: the file system keeps no times", [made], {}, "unknown"],
    ["nobody knows when the restore ended", [hit], { readyAtMs: null }, "unknown"],
    [
      "the server was asked by way of its client, which left nothing in the log",
      [hit],
      { log: empty },
      "times",
    ],
    [
      "another server was there instead, and the first was asked nothing",
      [hit],
      { log: empty, isLogOfAll: false },
      "times",
    ],
    [
      "another server was there later, and the first one's log was cut",
      [hit],
      { log: { ...empty, complete: false }, isLogOfAll: false },
      "unknown",
    ],
  ])("%s", (_what, files, more, source) => {
    expect(sourceOf(files, more)).toBe(source);
  });
});

test("what is another job's never leaves the machine: no bundle had it, and this job did not use it", () => {
  expect(one(scanned(), [])).toBeUndefined();
});

describe("what the directory lacks of a bundle", () => {
  const of = (past: Past, { log, version = null }: { log?: BuildLog; version?: string | null } = {}) => {
    const use = useOf([], evidence(past, log));
    return candidates([], past, { use, sccacheVersion: version, nowMs: readyAtMs + 60_000 });
  };

  test("stays a candidate with its history, and is not used", () => {
    expect(of(pastWith(bundled({ lastRun: 3 })))).toEqual([
      expect.objectContaining({
        ...{ name: nameOf("a"), isAbsent: true, usedByThisRun: false, fresh: false, added: false },
        ...{ ageBefore: 2, runs: 3, lastUse: 1_699_999_000, label: "serde" },
      }),
    ]);
  });

  test.each(["hit", "miss"] as const)(
    "was used where the log says so, but is as the bundle has it: %s",
    (outcome) => {
      const compilation = {
        label: "serde",
        language: "rust",
        entry: nameOf("a"),
        outcome,
        prints: [],
      } as const;
      const compilations = [{ ...compilation, compileMs: 5, why: null }];
      const log: BuildLog = { compilations, complete: true, endedAtMs: null };
      expect(of(pastWith(bundled()), { log })).toMatchObject([
        { isAbsent: true, usedByThisRun: true, fresh: false, runs: 4, lastUse: 1_700_000_060 },
      ]);
    },
  );

  test("is no candidate when this sccache cannot use it", () => {
    const past = pastWith(bundled({ name: preprocessor }));
    expect(of(past, { version: "0.1.0" })).toEqual([]);
    expect(of(past, { version: about.sccacheVersion })).toHaveLength(1);
  });

  test("is not what lies there", () => {
    const past = pastWith(bundled(), bundled({ name: nameOf("b") }));
    const use = useOf([scanned()], evidence(past));
    const all = candidates([scanned()], past, { use, sccacheVersion: null, nowMs: readyAtMs });
    expect(all.map(({ name, isAbsent }) => [name, isAbsent])).toEqual([
      [nameOf("a"), undefined],
      [nameOf("b"), true],
    ]);
  });
});

test("what this job did not use is as old as its bundle says, however new its file is", () => {
  const entry = scanned({ mtimeMs: readyAtMs - 600 });
  expect(one(entry, [bundled({ lastRun: 3 })])).toMatchObject({ ageBefore: 2, lastUse: 1_699_999_000 });
  expect(one(scanned({ mtimeMs: readyAtMs + 5_000 }))).toMatchObject({ lastUse: 1_700_000_005 });
});

describe("with the log of the job's own server", () => {
  const logged = (outcome: "hit" | "miss", complete = true, prints: string[] = []): BuildLog => ({
    compilations: [
      {
        label: "serde",
        language: "rust",
        entry: nameOf("a"),
        outcome,
        compileMs: outcome === "miss" ? 1234 : null,
        why: null,
        prints,
      },
    ],
    complete,
    endedAtMs: null,
  });

  test("fingerprints of arguments are the newest that are known, without what tells nothing", () => {
    const before = bundled({ prints: ["opt-level#000003"] });
    const other = scanned({ name: nameOf("b") });
    expect(one(scanned(), [before], logged("hit"))?.prints).toEqual(["opt-level#000003"]);
    const prints = ["opt-level#000000", "metadata#123456", "--e#969e77", "serde#123456"];
    expect(one(scanned(), [before], logged("hit", true, prints))?.prints).toEqual(["opt-level#000000"]);
    const read = bundled({ prints: ["env.SHA#000001", "opt-level#000003"] });
    expect(one(scanned(), [read], logged("hit", true, prints))?.prints).toEqual([
      "env.SHA#000001",
      "opt-level#000000",
    ]);
    const unused = bundled({ name: nameOf("b"), prints: ["opt-level#000003"] });
    expect(one(other, [unused], logged("hit", true, prints))?.prints).toEqual(["opt-level#000003"]);
  });

  test("a hit counts, whatever the times say", () => {
    expect(one(scanned(), [bundled()], logged("hit"))).toMatchObject({ usedByThisRun: true, fresh: false });
  });

  test("a miss was made anew, with its cost", () => {
    const entry = one(scanned(), [bundled({ costMs: 99 })], logged("miss"));
    expect(entry).toMatchObject({ usedByThisRun: true, fresh: true, costMs: 1234, language: "rust" });
  });

  test("an entry that was made and then hit was made, at the cost of making it", () => {
    const [miss] = logged("miss").compilations;
    const [hit] = logged("hit").compilations;
    if (!miss || !hit) throw new Error("nothing is logged");
    const log = { ...logged("miss"), compilations: [{ ...miss, why: "recache" as const }, hit] };
    const { of } = useOf([scanned()], evidence(pastWith(bundled()), log));
    expect(of(scanned())).toMatchObject({ used: true, made: true, remade: true, costMs: 1234 });
  });

  test("an entry that the log does not name was used by somebody else, even though its times moved", () => {
    const other = scanned({ name: nameOf("b"), mtimeMs: readyAtMs + 5_000 });
    expect(one(other, [], logged("hit"))).toBeUndefined();
  });

  test("where another server has answered since, times count too, and not all use is known", () => {
    const [logOnly, later] = [scanned(), scanned({ name: nameOf("b"), mtimeMs: readyAtMs + 5_000 })];
    const past = pastWith(bundled(), bundled({ name: nameOf("b") }), bundled({ name: nameOf("c") }));
    const before = scanned({ name: nameOf("c") });
    const files = [logOnly, later, before];
    for (const log of [logged("hit"), { ...logged("hit"), compilations: [] }]) {
      const use = useOf(files, { ...evidence(past, log), isLogOfAll: false });
      const used = knownEntries(files, past, use).map(({ usedByThisRun }) => usedByThisRun);
      expect([use.source, used]).toEqual(["unknown", [log.compilations.length > 0, true, false]]);
    }
  });

  test("where the log was cut short, times count too", () => {
    const other = scanned({ name: nameOf("b"), mtimeMs: readyAtMs + 5_000 });
    expect(one(other, [], logged("hit", false))).toMatchObject({ usedByThisRun: true });
  });
});

describe("the CPU of an entry", () => {
  const logged = (outcome: "hit" | "miss" | "unknown", native?: boolean | null): BuildLog => ({
    endedAtMs: null,
    complete: native !== null,
    compilations: [
      {
        label: "a",
        language: "c",
        entry: nameOf("a"),
        outcome,
        compileMs: null,
        why: null,
        prints: [],
        ...(native !== undefined && { native }),
      },
    ],
  });
  const changed = scanned({ mtimeMs: readyAtMs + 5_000 });
  const elsewhere = bundled({ cpu: "f00f00f0" });

  test.each([
    ["made for this one", [], logged("miss", true), { cpu, fresh: true, added: true }],
    ["made with arguments that nobody knows", [], logged("miss", null), { cpu }],
    ["made for every one", [], logged("miss"), { cpu: undefined }],
    ["restored", [bundled({ cpu })], logged("hit", true), { cpu, fresh: false, added: false }],
    [
      "made in place of another's",
      [elsewhere],
      logged("miss", true),
      { cpu, fresh: true, added: true, runs: 1 },
    ],
    ["… or so it seems, as its own line is lost", [elsewhere], logged("unknown", null), { cpu, added: true }],
    [
      "for every one, whatever the arguments are",
      [bundled()],
      logged("hit", null),
      { cpu: undefined, added: false },
    ],
    ["without a log what the bundles say", [elsewhere], undefined, { cpu, fresh: true, added: true }],
    ["… and else for every one", [], undefined, { cpu: undefined }],
  ])("is known: %s", (_title, before, log, expected) => {
    const entry = one(changed, before, log);
    expect({ cpu: undefined, ...entry }).toMatchObject(expected);
  });

  test.each([
    ["a bundle that does not tell its CPU", [bundled()]],
    ["the machine's own directory", []],
  ])("native code from %s is not saved", (_title, before) => {
    expect(one(changed, before, logged("hit", true))).toBeUndefined();
  });

  test("what the directory has beside a bundle's for another CPU is somebody's, unless it is used", () => {
    expect(one(scanned(), [elsewhere])).toBeUndefined();
  });
});

test.each([
  ["the same", "0.16.0", "0.16.0", true],
  ["another", "0.16.0", "0.19.0", false],
  ["a bundle that does not tell", null, "0.16.0", false],
  ["an sccache that does not tell", "0.16.0", null, false],
  ["neither tells", null, null, false],
])(
  "an object is of use to any version of sccache, a preprocessor file to the same: %s",
  (_title, sccacheVersion, version, isSame) => {
    const isUsable = usableBy(version, { sccacheVersion });
    expect([nameOf("a"), preprocessor].map((name) => isUsable({ name }))).toEqual([true, isSame]);
  },
);
