import { advanceClock, ageOf, ageOfOthers, lastUseOf, unusedSince } from "../../budget/age.ts";
import { limits } from "../../bundle/format/checks.ts";
import type { PackRequest } from "../../bundle/pack-request.ts";
import { digestsByName } from "../../bundle/reuse-plan.ts";
import { isOfFamily, type KeyPlan } from "../../key/key.ts";
import { creator } from "../../version.ts";
import type { SaveContents } from "../evidence/build.ts";
import type { KnownEntry } from "../evidence/candidates.ts";
import { ancestorsFrom, isOwn, type KnownBundle } from "../evidence/past.ts";
import type { AgedEntry } from "../new-bundle/pack-within.ts";
import type { SavePlan } from "./decide.ts";

/** What the next bundle says of itself, and the entries that may go into it, both after this job is counted. */
export function agedContents(
  contents: SaveContents,
  plan: SavePlan,
): { readonly about: PackRequest["about"]; readonly entries: readonly AgedEntry[] } {
  const { past, run, keys } = contents;
  const known = [plan.as === "base" ? past.base : past.overlay, ...past.heads].filter(
    (bundle) => bundle !== undefined,
  );
  const parents = known.filter(({ isSpared }) => !isSpared);
  const before = unitedRuns(known, keys);
  const after = advanceClock(before, { id: run.record.id, complete: run.complete });
  const about = {
    creator,
    created: run.record.endedAt,
    sccacheVersion: contents.sccacheVersion,
    toolchain: contents.toolchain,
    family: keys.family,
    limitedBy: undefined,
    base: plan.base,
    ref: contents.ownRef ?? null,
    environment: contents.environment,
    parents: parents.map(({ key }) => key).slice(-limits.parents),
    ancestors: ancestorsFrom(parents),
    run: after,
    history: [...before.history, run.record].slice(-limits.history),
  };
  const restored = restoredFrom(past);
  const others = namesOfOthers(past, keys);
  const entries = contents.entries
    .filter(({ name }) => !plan.leftOut.has(name))
    .map((entry): AgedEntry => {
      const lastRun = entry.usedByThisRun ? after.clock : Math.max(0, before.run.clock - entry.ageBefore);
      const lastUse = lastUseIn(entry, contents);
      const heldBy = entry.fresh ? [] : (entry.heldBy ?? restored(entry.name));
      const age = ageOf(lastRun, after.clock);
      const isOthers = !entry.usedByThisRun && others.has(entry.name);
      return { ...entry, lastUse, lastRun, age: isOthers ? Math.max(age, ageOfOthers) : age, heldBy };
    });
  return { about, entries };
}

/** Names that only the bundle of another family has, to which this job fell back. */
function namesOfOthers({ base, overlay, heads }: SaveContents["past"], keys: KeyPlan): ReadonlySet<string> {
  if (!base || isOfFamily(base.key, keys)) return new Set();
  const namesIn = (bundle: KnownBundle | undefined) =>
    bundle?.manifest?.entries.map(({ name }) => name) ?? [];
  const own = new Set([overlay, ...heads].flatMap(namesIn));
  return new Set(namesIn(base).filter((name) => !own.has(name)));
}

/**
 * Which segments hold the content of an entry that restore brought. None where both bundles hold it in segments of their own:
 * one of the two is in the directory, and which is not known.
 */
function restoredFrom({ base, overlay }: SaveContents["past"]): (name: string) => readonly string[] {
  const bundles = [base, overlay].flatMap((bundle) =>
    bundle?.manifest ? [digestsByName(bundle.manifest)] : [],
  );
  return (name) => {
    const digests = new Set(bundles.flatMap((digestOf) => digestOf.get(name) ?? []));
    return digests.size === 1 ? [...digests] : [];
  };
}

/** When an entry was last used, in the words of the next bundle: of `run.record.endedAt`. */
function lastUseIn(
  { name, lastUse, usedByThisRun }: KnownEntry,
  { past, restoredAtMs, run }: SaveContents,
): number {
  const before = past.entries.get(name);
  if (usedByThisRun || before === undefined || restoredAtMs === undefined) return lastUse;
  const restoredAt = Math.floor(restoredAtMs / 1000);
  const known = lastUseOf(before.lastUse, { created: before.created, restoredAt });
  return run.isWhole ? unusedSince(known, run.record.endedAt) : known;
}

/** The run that this one comes after, and the runs of the family before it: the longest memory of the bundles. */
function unitedRuns(parents: readonly KnownBundle[], keys: KeyPlan) {
  const runs = parents.flatMap(({ manifest }) => manifest?.run ?? []);
  const latest = runs.toSorted((a, b) => b.clock - a.clock || Number(b.complete) - Number(a.complete))[0];
  const records = parents.flatMap((one) => (one.manifest && isOwn(one, keys) ? one.manifest.history : []));
  const byEnd = new Map(records.map((record) => [JSON.stringify(record), record]));
  return {
    run: latest ?? { id: null, clock: 0, complete: false },
    history: [...byEnd.values()].sort((a, b) => a.endedAt - b.endedAt),
  };
}
