import type { BundledEntry } from "../../bundle/format/manifest.ts";
import { kindOf } from "../../sccache/directory.ts";
import { accountedFor, lacking, namesOfAbsent } from "../evidence/absent.ts";
import type { SaveContents } from "../evidence/build.ts";
import { type KnownEntry, knownEntry } from "../evidence/candidates.ts";
import { measureOf, withCosts } from "../evidence/costs.ts";
import { type KnownBundle, originOf, type Past, pastOf, reusable } from "../evidence/past.ts";
import { unused } from "../evidence/use.ts";
import { isFailure, orFailure } from "../failures.ts";
import type { Survey } from "../new-bundle/room.ts";
import { type Unpacked, unpackBeside } from "../new-bundle/unpack-beside.ts";
import type { SavePlan } from "./decide.ts";
import { findFamily } from "./family.ts";
import { restoredNext, stillNew } from "./news.ts";
import type { SaveDeps } from "./save-deps.ts";

/** What this job may save, with the entries of a bundle that were unpacked since; those are for the CPU that it names. */
function unitedEntries(
  own: readonly KnownEntry[],
  { folder, entries, digests }: Unpacked,
  past: Past,
): KnownEntry[] {
  const names = new Set(own.map(({ name }) => name));
  const unpacked = new Map(entries.map((entry) => [entry.name, entry]));
  const placeOf = ({ name, cpu }: BundledEntry) => ({
    directory: folder,
    heldBy: [digests.get(name) ?? []].flat(),
    cpu,
  });
  const refreshed = own.map((entry) => {
    const use = { used: entry.usedByThisRun, made: entry.fresh, ...originOf(entry) };
    const found = unpacked.get(entry.name);
    const place = found ? { ...placeOf(found), isAbsent: false } : { cpu: entry.cpu };
    return { ...entry, ...knownEntry(entry, use, past), remade: entry.remade, ...place };
  });
  const brought = entries.flatMap((found) => {
    const { name, bytes, lastUse } = found;
    const kind = kindOf(name);
    if (!kind || names.has(name)) return [];
    return [{ ...knownEntry({ name, kind, bytes, lastUse }, unused, past), ...placeOf(found) }];
  });
  return [...refreshed, ...brought];
}

/** The candidates that are to be saved; what the directory lacks of them is unpacked from the bundles that restore has kept. */
async function withKept(
  { past, entries }: SaveContents,
  { leftOut }: SavePlan,
  deps: SaveDeps,
): Promise<readonly KnownEntry[]> {
  let all = entries.filter(({ name, isAbsent }) => !(isAbsent && leftOut.has(name)));
  for (const { file, manifest } of reusable(past)) {
    const absent = namesOfAbsent(all);
    const wanted = ({ name }: BundledEntry) => absent.has(name);
    if (!manifest.entries.some(wanted)) continue;
    const kept = await deps.phases.run("unpack", () =>
      orFailure(() => unpackBeside({ file, manifest, wanted }, deps)),
    );
    // The build may have removed or changed the file: then the store has the bundle.
    if (!isFailure(kept)) all = unitedEntries(all, kept, past);
  }
  return all;
}

/** The past with a bundle that was fetched: a new head, or one that restore has brought, now with its file. */
function withFetched(past: Past, bundle: KnownBundle): Past {
  const known = (["base", "overlay"] as const).find((which) => past[which]?.key === bundle.key);
  if (!known) return pastOf({ ...past, heads: [...past.heads, bundle] });
  const fetched = bundle.manifest ? bundle : { ...past[known], isSpared: bundle.isSpared };
  return pastOf({ ...past, [known]: fetched });
}

/**
 * How many bundles a save unites with; more are left for the next one, since each costs a download. Jobs that share a
 * family by the dozen end together, and their bundles are small as a rule: those are not left.
 */
const mostHeads = { always: 3, within: 256e6, ever: 32 } as const;

/**
 * Takes into account what other jobs of the family have saved meanwhile, and what of the restored bundles is not in the
 * directory, so that this save adds to them. Every entry that it returns is in a folder.
 */
export async function unite(
  contents: SaveContents,
  { plan, found }: { plan: SavePlan; found: Survey },
  deps: SaveDeps,
) {
  const { sccacheVersion, ownRef: ref } = contents;
  let { past } = contents;
  let entries = await withKept(contents, plan, deps);
  let listing = found;
  /** What is listed for a while though it is gone, or for ever though this job's client does not find it. */
  const gone = new Set<string>();
  const find = () =>
    deps.phases.run("plan", () => {
      const { known, forgetful } = accountedFor(past, entries);
      return findFamily(plan, { known: new Set([...known, ...gone]), forgetful, ref, listing }, deps);
    });
  /** Whether the bundle was still there. */
  const take = async (key: string): Promise<boolean> => {
    const there = new Set(entries.flatMap(({ name, isAbsent }) => (isAbsent ? [] : [name])));
    const head = await deps.phases.run("fetch other bundles", (onProgress) =>
      deps.fetchHead({ key, has: (name) => there.has(name), sccacheVersion, onProgress }, deps),
    );
    if (!head) {
      gone.add(key);
      return false;
    }
    past = withFetched(past, head.bundle);
    entries = unitedEntries(entries, head, past);
    // What a restored bundle does not give a second time, since it is damaged now, is lost.
    const restored = [past.base, past.overlay].find((bundle) => bundle?.key === key);
    const lost = new Set(restored?.manifest?.entries.map(({ name }) => name));
    entries = entries.filter(({ name, isAbsent }) => !(isAbsent && lost.has(name)));
    return true;
  };
  let family = await find();
  let bytes = 0;
  for (let looks = 0; family.head !== undefined && looks < mostHeads.ever; looks += 1) {
    const { head: key, bundles } = family;
    bytes += bundles?.find((bundle) => bundle.key === key)?.bytes ?? Number.POSITIVE_INFINITY;
    if (looks >= mostHeads.always && bytes > mostHeads.within) break;
    const isThere = await take(key);
    // The same listing counts for the next, unless what it names is gone; without one, the store names the newest alone.
    listing = isThere && bundles ? { bundles, complete: true, totalBytes: 0 } : undefined;
    family = isThere && !bundles ? { ...family, head: undefined } : await find();
  }
  // A bundle of another family or ref is no head of this one.
  for (const { key } of lacking(past, entries)) if (!gone.has(key)) await take(key);
  const restored = plan.as === "base" ? past.base : past.overlay;
  const next = restoredNext({ restored, heads: past.heads, newest: family.newest }, plan);
  const all = entries.filter(({ isAbsent }) => !isAbsent);
  const united: SaveContents = { ...contents, past, entries: stillNew(all, contents.entries, next) };
  const isNothingNew =
    past.heads.length > contents.past.heads.length &&
    plan.judge(withCosts(united.entries, measureOf(united)), []).newEntries === 0;
  return { contents: united, family, isNothingNew };
}
