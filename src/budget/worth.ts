import type { BundledEntry, Manifest } from "../bundle/format/manifest.ts";
import type { JobStatus } from "../job-status.ts";
import { formatSize } from "../size.ts";
import { ageOf } from "./age.ts";

/** An entry that may go into the next bundle, with all that speaks for and against it. */
export interface Candidate extends Pick<BundledEntry, "name" | "lastUse" | "runs" | "costMs" | "language"> {
  /** What it is expected to take in the bundle, in bytes; at least 1. */
  readonly cost: number;
  /** Complete workflow runs since the last one that used it: 0 when this run or the last complete one did. */
  readonly age: number;
}

/** What an entry of a bundle takes in it: its share of its segment. */
export function shareOf({ segments }: Manifest): (entry: BundledEntry) => number {
  const ratios = segments.map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes));
  return ({ bytes, segment }) => bytes * (ratios[segment] ?? 1);
}

/** The entries of a bundle as candidates for a budget, each at the cost of its share of its segment. */
export function candidatesOf(manifest: Manifest): Candidate[] {
  const share = shareOf(manifest);
  return manifest.entries.map((entry) => {
    const { name, lastUse, runs, costMs, language } = entry;
    const age = ageOf(entry.lastRun, manifest.run.clock);
    return { name, cost: Math.max(1, Math.ceil(share(entry))), lastUse, runs, age, costMs, language };
  });
}

type Measured = Pick<Candidate, "cost" | "costMs" | "language">;

/** Without any measurement: about what a line through the entries of real Rust builds gives. */
const usual = { msPerByte: 2e-3, exponent: 0.73 };
/** Of what usual entry that ratio is, in bytes. */
const usualBytes = 100_000;

/**
 * Estimates how long the compiler took for an entry, in milliseconds: what was measured, or else what entries of the same
 * language take by the byte in the median, or of all languages where that one has none. Larger entries take less by the byte.
 */
export function estimateCompileTimes(measured: readonly Measured[]): (one: Measured) => number {
  const known = measured.filter(({ costMs }) => costMs !== null);
  const all = scaleOf(known, 1);
  const byLanguage = new Map(
    [...Map.groupBy(known, ({ language }) => language)].map(([language, group]) => [
      language,
      scaleOf(group, all),
    ]),
  );
  return ({ cost, costMs, language }) => costMs ?? (byLanguage.get(language) ?? all) * usualMs(cost);
}

/** How many times longer than usual these took, in the median. */
function scaleOf(known: readonly Measured[], otherwise: number): number {
  const ratios = Float64Array.from(known, ({ cost, costMs }) => (costMs ?? 0) / usualMs(cost)).sort();
  return ratios[ratios.length >> 1] ?? otherwise;
}

function usualMs(bytes: number): number {
  return usual.msPerByte * usualBytes * (bytes / usualBytes) ** usual.exponent;
}

/**
 * How likely it is that the next run uses an entry. After a complete run that did not use it, much less: on real builds
 * nearly every hit is on an entry that the run before had used. An entry that only one run used may be a crate that
 * changes with every push. docs/budget-measurements.md has the measurements.
 */
function likelihood({ age, runs }: Candidate): number {
  return Math.sqrt(runs) / (1 + age) ** 2;
}

/**
 * The candidates by worth, best first: the milliseconds of compiling that each byte of the budget is expected to save. Any
 * two different names have an order.
 */
export function inOrderOfWorth<C extends Candidate>(
  candidates: readonly C[],
  timeOf: (one: C) => number = estimateCompileTimes(candidates),
): C[] {
  // Each worth is computed once, and what is compared lies in one block of memory: comparing is most of the work.
  const worth = Float64Array.from(candidates, (entry) => (likelihood(entry) * timeOf(entry)) / entry.cost);
  const order = Uint32Array.from(candidates.keys()).sort((a, b) => {
    const more = (worth[b] ?? 0) - (worth[a] ?? 0);
    if (more !== 0) return more;
    return (candidates[a]?.name ?? "") < (candidates[b]?.name ?? "") ? -1 : 1;
  });
  return Array.from(order, (i) => candidates[i] as C);
}

/**
 * A new bundle is worth its upload when what is new takes this much of it, or this share of the one before, or so long to
 * compile: about as long as an upload takes. Where the budget is full, what the new ones displace counts against them:
 * otherwise jobs would replace one part of their entries by another again and again.
 */
const enoughBytes = 5e6;
const enoughShare = 0.02;
const enoughMs = 15_000;

export interface Change {
  /**
   * Entries that the restored bundle lacks, or that this job used and the next complete run would remove, and what they are
   * expected to take.
   */
  readonly newEntries: number;
  readonly newBytes: number;
  /** How long these take to compile, as far as that was measured. */
  readonly newMs?: number;
  /** What the new ones take the place of in a full bundle: entries of the restored one that this job used. */
  readonly displaced?: { readonly entries: number; readonly bytes: number; readonly ms: number };
  /** Size of the restored bundle, or undefined when there was none. */
  readonly bundleBytes: number | undefined;
}

/** Whether the set of entries changed enough for an upload; if not, why not, for the user. */
export function changedEnough({ newEntries, newBytes, newMs = 0, displaced, bundleBytes }: Change): {
  enough: boolean;
  why: string;
} {
  if (newEntries === 0) return { enough: false, why: "nothing is new" };
  if (bundleBytes === undefined) return { enough: true, why: "nothing was restored" };
  const least = Math.min(enoughBytes, bundleBytes * enoughShare);
  const gained = { bytes: newBytes - (displaced?.bytes ?? 0), ms: newMs - (displaced?.ms ?? 0) };
  const instead = displaced?.entries
    ? `, in the place of ${formatSize(displaced.bytes)} that this run used`
    : "";
  const said = `${newEntries} new ${newEntries === 1 ? "entry" : "entries"}, about ${formatSize(newBytes)}${instead}`;
  const threshold = `the threshold is ${formatSize(Math.floor(least))}, 2 % of the restored bundle and at most 5 MB`;
  return { enough: gained.bytes >= least || gained.ms >= enoughMs, why: `${said}: ${threshold}` };
}

/** What a run of a pull request made of what it had restored. */
export interface OverlayUse {
  readonly status: JobStatus;
  /** How old the overlay was when it was restored, or undefined when there was none. */
  readonly ageMs: number | undefined;
  /** Entries of the overlay that this run used, of those that the base lacks. */
  readonly used: number;
  /** Entries of the overlay that the base has too: without them it would be smaller. */
  readonly inBase: number;
  /** Entries of the base that this run did not use, although at least two runs before it had. */
  readonly missedOfBase: number;
  /** Entries that this run made and that neither has. */
  readonly made: number;
  /** Entries of the base, or of the overlay if those are more, that this run did not use: what it made may have replaced them. */
  readonly unused: number;
}

/** An overlay this old is replaced in any case: what changed with every push then may have settled since. */
const longestMs = 6 * 3_600_000;

/**
 * Whether a new overlay would share the fate of the one before it: nothing of that was used, and all that this run had to
 * compile replaces entries that no second run had used either. Such crates change with every push, and uploading them
 * brings the next push nothing. New dependencies replace nothing, so they are saved at once; and so is what a failed job compiled,
 * which is run again as it was.
 */
export function isChurn({ status, ageMs, made, unused, ...of }: OverlayUse): boolean {
  if (status !== "success" || ageMs === undefined || ageMs < 0 || ageMs >= longestMs) return false;
  return of.used === 0 && of.inBase === 0 && of.missedOfBase === 0 && made <= unused;
}
