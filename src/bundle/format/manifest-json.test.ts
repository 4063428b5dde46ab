import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { BundleError, limits, parseJson } from "./checks.ts";
import { type Manifest, withoutPast } from "./manifest.ts";
import { manifestFromJson, manifestToJson } from "./manifest-json.ts";
import { printsToJson, readPrints } from "./prints-json.ts";

const read = ({ arguments: table, prints }: Record<string, unknown>, count: number) =>
  readPrints({ arguments: table }, { prints }, count);

const print = fc
  .tuple(fc.constantFrom("", "-C", "opt-level", "-DNAME", "--edition"), fc.integer({ min: 0, max: 0xffffff }))
  .map(([name, hash]) => `${name}#${hash.toString(16).padStart(6, "0")}`);

test("what is written is read, entry by entry", () => {
  const entries = fc.array(fc.option(fc.array(print, { minLength: 1, maxLength: limits.prints })));
  fc.assert(
    fc.property(entries, (all) => {
      const written = printsToJson(all.map((prints) => ({ prints })));
      expect(read(JSON.parse(JSON.stringify(written)), all.length)).toEqual(all);
    }),
  );
});

test("a bundle without the column is as it was before there was one, and has none", () => {
  expect(printsToJson([{ prints: null }, { prints: [] }])).toEqual({});
  expect(read({}, 2)).toEqual([null, null]);
});

test("arguments that many entries share are written once", () => {
  const shared = ["--edition#abcdef", "opt-level#012345"];
  expect(printsToJson([{ prints: shared }, { prints: [...shared, "#123456"] }])).toEqual({
    arguments: [...shared, "#123456"],
    prints: ["0 1", "0 1 2"],
  });
});

describe("the CPU of an entry", () => {
  const names = ["a", "b"].map((digit) => `${digit}/${digit}/${digit.repeat(64)}`);
  const manifest = (...cpus: (string | undefined)[]): Manifest => ({
    ...{ ...withoutPast, creator: "test 1.0.0", created: 1, level: 3 },
    segments: [{ offset: 0, bytes: 3000, rawBytes: 1024 * cpus.length, sha256: "0".repeat(64) }],
    entries: cpus.map((cpu, i) => ({
      ...{ name: names[i] ?? "", bytes: 512, storedBytes: 9, lastUse: 1, runs: 1, lastRun: 0, label: null },
      ...{ language: null, costMs: null, prints: null, segment: 0, ...(cpu && { cpu }) },
    })),
  });

  test("is written and read, and absent where an entry has none", () => {
    const some = manifest(undefined, "01d01d01");
    expect(manifestFromJson(manifestToJson(some))).toEqual(some);
    expect(Object.keys(manifestFromJson(manifestToJson(some)).entries[0] ?? {})).not.toContain("cpu");
  });

  test("takes nothing where no entry has one, as in bundles from before there was one", () => {
    expect(manifestToJson(manifest(undefined, undefined))).not.toContain("cpu");
  });

  test.each(["", "01D01D01", "01d01d011", 7, ["01d01d01"]])("%j is refused", (cpu) => {
    const json = JSON.parse(manifestToJson(manifest("01d01d01")));
    json.entries.cpu = [cpu];
    expect(() => manifestFromJson(JSON.stringify(json))).toThrow(BundleError);
    json.entries.cpu = ["01d01d01", null];
    expect(() => manifestFromJson(JSON.stringify(json))).toThrow(BundleError);
  });
});

test("what exceeds the limits is left out, and what remains can be read", () => {
  const many = Array.from({ length: 6_000 }, (_, i) => ({
    prints: Array.from(
      { length: 20 },
      (_, n) => `x#${((i * 20 + n) % 0xffffff).toString(16).padStart(6, "0")}`,
    ),
  }));
  const written = printsToJson(many);
  expect(written.arguments?.length).toBeLessThanOrEqual(limits.arguments);
  expect((written.prints ?? []).reduce((sum, text) => sum + (text?.length ?? 0), 0)).toBeLessThanOrEqual(
    limits.printsText,
  );
  const back = read({ ...written }, many.length);
  expect(back[0]).toEqual(many[0]?.prints);
  expect(back.at(-1)).toBeNull();
  const long = Array.from({ length: limits.prints + 1 }, (_, i) => `x#${String(i).padStart(6, "0")}`);
  expect(printsToJson([{ prints: long }])).toEqual({});
});

test.each([
  [["-DTOKEN=secret"], ["0"]],
  [["a#12345"], ["0"]],
  ["a#123456", ["0"]],
  [["a#123456"], ["1"]],
  [["a#123456"], ["0 "]],
  [["a#123456"], ["-1"]],
  [["a#123456"], [0]],
  [["a#123456"], ["0", "0"]],
  [["a#123456"], [Array.from({ length: limits.prints + 1 }, () => "0").join(" ")]],
])("%j with %j is refused", (table, prints) => {
  expect(() => read({ arguments: table, prints }, 1)).toThrow(BundleError);
});

test("what is within strings counts neither as lists nor as values", () => {
  const text = fc.string({ unit: fc.constantFrom('"', "\\", "[", "{", ",", ":", "a") });
  fc.assert(
    fc.property(fc.array(text, { maxLength: 20 }), (texts) => {
      expect(parseJson(JSON.stringify(texts))).toEqual(texts);
    }),
  );
  expect(parseJson(JSON.stringify(["[".repeat(100), '\\"'.repeat(99)]))).toHaveLength(2);
  for (const open of ['["', '["\\', '["\\"', '"']) expect(() => parseJson(open)).toThrow(BundleError);
});

const run = {
  ...{ id: "1", endedAt: 1, complete: true, used: 3, hits: 3, misses: 0, compileFails: 0 },
  ...{ savedMs: 5, hitsWithTime: 2, restoreMs: 7, bundleBytes: 9 },
};
const manifest: Manifest = {
  ...{ creator: "test", created: 1, ...withoutPast, level: 3, segments: [], entries: [] },
  ...{ history: [run], environment: { PWD: "1" }, evicted: { larger: ["a"] }, limitedBy: "overlay" },
};

test("what a bundle tells of its job comes back", () => {
  expect(manifestFromJson(manifestToJson(manifest))).toEqual(manifest);
});

test("what older bundles do not tell is not known", () => {
  const { limitedBy: _, ...older } = JSON.parse(manifestToJson(manifest));
  delete older.history[0].hitsWithTime;
  const { limitedBy: _limit, ...rest } = manifest;
  expect(manifestFromJson(JSON.stringify(older))).toEqual({
    ...rest,
    history: [{ ...run, hitsWithTime: null }],
  });
});

test("an environment that nobody recorded is written as older readers take it", () => {
  const written = JSON.parse(manifestToJson({ ...manifest, environment: null }));
  expect(written.environment).toEqual({});
  expect(manifestFromJson(JSON.stringify(written)).environment).toBeNull();
  expect(() => manifestFromJson(JSON.stringify({ ...written, limitedBy: 7 }))).toThrow(BundleError);
});

describe("a manifest", () => {
  const names = ["a", "b", "c"].map((digit) => `${digit}/${digit}/${digit.repeat(64)}`);
  const entries = names.map((name, i) => ({
    ...{ name, bytes: 512, storedBytes: 9, lastUse: [1, 3, 2][i] ?? 0, runs: 1, lastRun: 0, label: null },
    ...{ language: null, costMs: null, prints: null, segment: 0 },
  }));
  const manifest: Manifest = {
    ...{ ...withoutPast, creator: "test 1.0.0", created: 1, level: 3, entries },
    segments: [{ offset: 0, bytes: 3000, rawBytes: 1024 * 3, sha256: "0".repeat(64) }],
  };

  test("of format 1 tells how many entries the last run used: those that were used last", () => {
    const { parents, ancestors, run, history, ...root } = JSON.parse(manifestToJson(manifest));
    const { lastRun, language, costMs, ...columns } = root.entries;
    const read = manifestFromJson(JSON.stringify({ ...root, entries: columns, used: 2 }), 1);
    expect(read.entries.map(({ lastRun }) => read.run.clock - lastRun)).toEqual([1, 0, 0]);
    expect(read).toMatchObject({ parents: [], history: [], run: { complete: false } });
  });

  test("names no more of what was left out than a reader takes", () => {
    const evicting = (count: number) =>
      manifestToJson({
        ...manifest,
        evicted: { larger: Array.from({ length: count }, () => "0".repeat(16)) },
      });
    expect(manifestFromJson(evicting(limits.evicted)).evicted?.["larger"]).toHaveLength(limits.evicted);
    expect(() => manifestFromJson(evicting(limits.evicted + 1))).toThrow(/lists 501 larger/);
  });
});

test("text of more values than a manifest can have is not parsed", () => {
  const text = (values: number) => `[${"0,".repeat(values - 2)}0]`;
  expect(parseJson(text(limits.manifestValues))).toHaveLength(limits.manifestValues - 1);
  expect(() => parseJson(text(limits.manifestValues + 1))).toThrow(/holds 2000001 values/);
});
