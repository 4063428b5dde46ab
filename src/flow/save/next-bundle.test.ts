import { expect, test } from "vitest";
import type { SaveContents } from "../evidence/build.ts";
import { type KnownBundle, pastOf } from "../evidence/past.ts";
import type { SavePlan } from "./decide.ts";
import { agedContents } from "./next-bundle.ts";

const family = "sccache-linux-x64-rust1.95.0-ci.build-any";

/** A bundle with these entries, each in a segment of this digest. */
const bundle = (digest: string, names: readonly string[]): KnownBundle => {
  const entries = names.map((name) => ({ name, segment: 0, lastRun: 1, lastUse: 1, runs: 1, prints: null }));
  const about = { run: { id: null, clock: 1, complete: true }, history: [], parents: [], ancestors: [] };
  const manifest = { ...about, created: 1, segments: [{ sha256: digest }], entries };
  return { key: `${family}-0-${digest}`, manifest, file: undefined } as unknown as KnownBundle;
};

test.each([
  ["of one bundle is in its segment", "base only", {}, ["aaaaaaaaaaaa"]],
  ["of both may be in either: it is read", "both", {}, []],
  ["that this job made anew is in none, whatever its size", "base only", { fresh: true }, []],
  ["that was unpacked since is where it was found", "both", { heldBy: ["cccccccccccc"] }, ["cccccccccccc"]],
])("an entry %s", (_what, name, more, heldBy) => {
  const past = pastOf({
    base: bundle("aaaaaaaaaaaa", ["base only", "both"]),
    overlay: bundle("bbbbbbbbbbbb", ["both"]),
    heads: [],
  });
  const entry = { name, kind: "object", bytes: 1, lastUse: 1, runs: 1, ageBefore: 0, usedByThisRun: true };
  const contents = {
    past,
    entries: [{ ...entry, ...more }],
    keys: { family, custom: false },
    run: { record: { id: "1", endedAt: 9 }, complete: true, isWhole: true },
  } as unknown as SaveContents;
  const plan = { as: "base", base: null, leftOut: new Set() } as unknown as SavePlan;
  expect(agedContents(contents, plan).entries.map((one) => one.heldBy)).toEqual([heldBy]);
});
