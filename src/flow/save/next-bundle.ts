import { rm } from "node:fs/promises";
import { advanceClock, ageOf, lastUseOf, unusedSince } from "../../budget/age.ts";
import { type BudgetPlan, isForWantOfRoom, type PlanOptions, planBudget } from "../../budget/plan.ts";
import type { Candidate } from "../../budget/worth.ts";
import { limits } from "../../bundle/format/checks.ts";
import type { Packed, PackRequest } from "../../bundle/pack-request.ts";
import type { KeyPlan } from "../../key/key.ts";
import { shortName } from "../../report/explain/classify.ts";
import { formatSize } from "../../report/words.ts";
import { creator } from "../../version.ts";
import type { SaveContents } from "../evidence/build.ts";
import type { KnownEntry } from "../evidence/candidates.ts";
import { type Measure, withCosts } from "../evidence/costs.ts";
import { ancestorsFrom, isOwn, type KnownBundle } from "../evidence/past.ts";
import type { SavePlan } from "./decide.ts";

/** An entry with its age after this job is counted. */
export interface AgedEntry extends KnownEntry {
  /** The clock of the last run that used it. */
  readonly lastRun: number;
  /** Complete workflow runs since one used it. */
  readonly age: number;
}

/** What the next bundle says of itself, and the entries that may go into it, both after this job is counted. */
export function agedContents(
  contents: SaveContents,
  plan: SavePlan,
): { readonly about: PackRequest["about"]; readonly entries: readonly AgedEntry[] } {
  const { past, run, keys } = contents;
  const parents = [plan.as === "base" ? past.base : past.overlay, ...past.heads].filter(
    (bundle) => bundle !== undefined,
  );
  const before = unitedRuns(parents, keys);
  const after = advanceClock(before, { id: run.record.id, complete: run.complete });
  const about = {
    creator,
    created: run.record.endedAt,
    sccacheVersion: contents.sccacheVersion,
    toolchain: contents.toolchain,
    family: keys.family,
    base: plan.base,
    ref: contents.ownRef ?? null,
    environment: contents.environment,
    parents: parents.map(({ key }) => key).slice(-limits.parents),
    ancestors: ancestorsFrom(parents),
    run: after,
    history: [...before.history, run.record].slice(-limits.history),
  };
  const entries = contents.entries
    .filter(({ name }) => !plan.leftOut.has(name))
    .map((entry): AgedEntry => {
      const lastRun = entry.usedByThisRun ? after.clock : Math.max(0, before.run.clock - entry.ageBefore);
      const lastUse = lastUseIn(entry, contents);
      return { ...entry, lastUse, lastRun, age: ageOf(lastRun, after.clock) };
    });
  return { about, entries };
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

/** An entry on disk together with what it is expected to take in the bundle. */
type CostedEntry = AgedEntry & Candidate;

/** A bundle within the budget, or why none was made. */
export type PackedWithin = { readonly plan: BudgetPlan<CostedEntry> } & (
  | { readonly kind: "packed"; readonly packed: Packed }
  | NotPacked
);

interface NotPacked {
  readonly kind: "nothing-new" | "too-small" | "no-room";
  readonly why: string;
}

interface Limits {
  readonly plan: PlanOptions;
  readonly measure: Measure;
  /** A plan that is expected to take more to upload is not carried out. */
  readonly mostUploadBytes: number | undefined;
  /** Free on the disk on which the bundle is made; a plan that is expected to take more is not carried out. */
  readonly freeBytes?: number;
  /** Whether what is new of the entries that the plan keeps is worth an upload. */
  readonly judge: SavePlan["judge"];
}

/** Makes a bundle of entries. */
export type Pack = (request: PackRequest) => Promise<Packed>;

/** How much more than measured to expect of entries in each try after the first. */
const margins = [1.01, 1.1];

/**
 * Packs what the budget allows, if enough of that is new. What entries take is known only afterwards: the first plan goes
 * by what they took in the bundle before, and when the result is over the budget, the next by what they have just taken.
 * Nothing over the budget is ever left at `request.out`.
 */
export async function packWithin(
  entries: readonly AgedEntry[],
  { plan: options, measure, ...limits }: Limits,
  request: Omit<PackRequest, "entries">,
  pack: Pack,
): Promise<PackedWithin> {
  let plan = planBudget(withCosts(entries, measure), options);
  let reuse = request.reuse ?? [];
  for (const margin of [...margins, undefined]) {
    const not = whyNot(plan, options, limits);
    if (not !== undefined) return { ...not, plan };
    const about = { ...request.about, ...evictedBy(plan) };
    const packed = await pack({ ...request, reuse, about, entries: plan.keep.map(({ entry }) => entry) });
    if (packed.bytes <= options.budgetBytes) return { kind: "packed", plan, packed };
    if (margin === undefined) break;
    const measured = { ...measure, manifest: packed.manifest };
    const costs = withCosts(packed.manifest.entries, measured).map(({ cost }) => cost);
    // What a bundle takes beside its entries: the history of its runs, the names of its ancestors.
    const fixedBytes = Math.max(0, packed.bytes - costs.reduce((sum, cost) => sum + cost, 0));
    const budgetBytes = options.budgetBytes - fixedBytes;
    plan = planBudget(withCosts(entries, measured, margin), { ...options, budgetBytes });
    // Only what loses an entry is packed again: it is a few of many that do not fit.
    const justPacked = { file: request.out, manifest: packed.manifest, isOfThisSave: true };
    reuse = [justPacked, ...(request.reuse ?? [])];
  }
  await rm(request.out, { force: true });
  return { ...nothingFits(options), plan };
}

/** What a plan leaves out, for the next run to know why it misses: what took longest to compile comes first. */
function evictedBy({ evict }: BudgetPlan<CostedEntry>): { evicted?: Record<string, string[]> } {
  if (evict.length === 0) return {};
  const dearest = evict
    .toSorted((a, b) => (b.entry.costMs ?? 0) - (a.entry.costMs ?? 0))
    .slice(0, limits.evicted);
  const namesOf = (group: typeof dearest) => group.map(({ entry }) => shortName(entry.name));
  const byRule = Map.groupBy(dearest, ({ reason }) => reason);
  return { evicted: Object.fromEntries([...byRule].map(([reason, group]) => [reason, namesOf(group)])) };
}

/** Known before anything is packed: whatever a plan keeps that is not new is in a bundle already. */
function whyNot(
  { keep, evict, expectedBytes }: BudgetPlan<CostedEntry>,
  options: PlanOptions,
  { mostUploadBytes, freeBytes, judge }: Omit<Limits, "plan" | "measure">,
): NotPacked | undefined {
  if (keep.length === 0) return nothingFits(options);
  const displaced = evict.filter(({ reason }) => isForWantOfRoom(reason));
  const { newEntries, isEnough, why } = judge(
    keep.map(({ entry }) => entry),
    displaced.map(({ entry }) => entry),
  );
  if (!isEnough) {
    const budget = formatSize(options.budgetBytes);
    const some = `too little of what is new fits into ${budget}: ${why}`;
    return { kind: "nothing-new", why: newEntries === 0 ? `nothing new fits into ${budget}` : some };
  }
  if (mostUploadBytes !== undefined && expectedBytes > mostUploadBytes) {
    const size = formatSize(expectedBytes);
    return { kind: "nothing-new", why: `the job was cancelled, and about ${size} take too long to upload` };
  }
  if (freeBytes !== undefined && expectedBytes > freeBytes) {
    const [needed, free] = [formatSize(expectedBytes), formatSize(freeBytes)];
    const why = `the disk has too little room to save the bundle: it needs about ${needed}, and the temporary folder has ${free} free`;
    return { kind: "no-room", why };
  }
  return undefined;
}

function nothingFits({ budgetBytes }: PlanOptions): NotPacked {
  return { kind: "too-small", why: `nothing fits into ${formatSize(budgetBytes)}` };
}
