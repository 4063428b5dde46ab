import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { BundledEntry } from "../../bundle/format/manifest.ts";
import type { ScannedEntry } from "../../sccache/scan.ts";
import { digestOf, withHistory } from "./history.ts";

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
  label: "serde",
  segment: 0,
  ...change,
});
const one = (entry: ScannedEntry, before: BundledEntry[] = [bundled()]) =>
  withHistory([entry], new Map(before.map((entry) => [entry.name, entry])), readyAtMs)[0];

describe("withHistory", () => {
  test.each([
    ["neither time moved", {}, false],
    ["a hit of the server, which sets the modification time", { mtimeMs: readyAtMs + 5_000 }, true],
    ["a hit of the client, which moves the access time", { atimeMs: readyAtMs + 5_000 }, true],
    ["a clock that rounds down to whole seconds", { mtimeMs: readyAtMs - 400 }, true],
    ["a time just before the restore was done", { mtimeMs: readyAtMs - 600 }, false],
  ])("%s", (_title, change, usedByThisRun) => {
    expect(one(scanned(change))).toMatchObject({
      usedByThisRun,
      runs: usedByThisRun ? 4 : 3,
      added: false,
    });
  });

  test("an entry that the bundle lacked is new", () => {
    const entry = one(scanned({ mtimeMs: readyAtMs + 1_999 }), []);
    expect(entry).toMatchObject({ added: true, runs: 1, usedByThisRun: true, lastUse: 1_700_000_001 });
  });

  test("what nobody used and no bundle had, as on a disk that stays, counts one run", () => {
    expect(one(scanned(), [])).toMatchObject({ added: true, runs: 1, usedByThisRun: false });
  });

  test("an entry of the bundle that is gone from the disk is gone", () => {
    expect(withHistory([], new Map([[nameOf("a"), bundled()]]), readyAtMs)).toEqual([]);
  });
});

describe("digestOf", () => {
  test("is 12 hex digits, for no entries too", () => {
    expect(digestOf([])).toBe("e3b0c44298fc");
  });

  test("does not see preprocessor files, whose content changes under one name", () => {
    const name = nameOf("b");
    expect(digestOf([{ name }, { name: preprocessor }])).toBe(digestOf([{ name }]));
  });

  const names = fc.uniqueArray(fc.constantFrom(..."0123456789abcdef").map(nameOf));
  const entries = (from: readonly string[]) => from.map((name) => ({ name }));

  test("does not depend on the order", () => {
    fc.assert(
      fc.property(names, (some) => {
        expect(digestOf(entries(some.toReversed()))).toBe(digestOf(entries(some)));
      }),
    );
  });

  test("differs for sets that differ", () => {
    fc.assert(
      fc.property(names, names, (some, others) => {
        fc.pre(some.toSorted().join() !== others.toSorted().join());
        expect(digestOf(entries(some))).not.toBe(digestOf(entries(others)));
      }),
    );
  });
});
