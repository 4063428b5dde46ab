import type { Config } from "../config/inputs.ts";
import { passingRef } from "../key/ref.ts";
import { sumBytes } from "../size.ts";
import { byAge, type StoredBundle } from "../stored-bundle.ts";
import type { Budget } from "./budget.ts";

/** What a key of ours stands for. */
export interface KeyIdentity {
  /** Keys that differ only in freshness have the same; an overlay has its own. */
  readonly family: string;
  /** The same for all toolchains of a job and matrix job. */
  readonly job: string;
  /** The same for all matrix jobs of a job, too. */
  readonly wholeJob: string;
}

/** What tells which bundles a new one replaces. */
export interface Replacing {
  /** Keys of the bundles whose entries it has taken into account, of other families too. */
  readonly ancestors: readonly string[];
  /** Whether a key is of its own family. */
  readonly isFamily: (key: string) => boolean;
  /** The ref that saves it. */
  readonly ref: string | undefined;
}

/**
 * Tells which bundles a new one replaces: its ancestors of its own family and ref. A bundle that a job has only fallen back to is
 * an ancestor too, but another job still needs it.
 */
export function replacedBy({ ancestors, isFamily, ref }: Replacing) {
  const own = new Set(ancestors.filter(isFamily));
  return (bundle: Pick<StoredBundle, "key" | "ref">) => bundle.ref === ref && own.has(bundle.key);
}

interface SupersededFacts {
  /** Undefined for keys that are not ours: other tools', other prefixes', custom ones. */
  readonly identify: (key: string) => KeyIdentity | undefined;
  /** See `replacedBy`. */
  readonly isReplaced: (entry: StoredBundle) => boolean;
  /** The ref of this job, and the one that is never gone. */
  readonly ref: string | undefined;
  readonly defaultRef: string | undefined;
  readonly nowMs: number;
}

/** A bundle that a newer one of its family and ref hides may still be on its way to a job that began before. */
const hiddenMs = 3_600_000;
/** A toolchain, a matrix job or a ref without a read for so long is taken for gone. */
const goneMs = 86_400_000;

/**
 * The bundles of ours that nobody needs any more, so that it is no loss when GitHub evicts them: what the new bundle replaces;
 * bundles that a newer one of their family and ref hides; those of another tag or another try of a merge queue; once nobody
 * has read them for a day, bundles of a toolchain that a newer one of the same job and ref has followed, and of refs other than
 * this job's and the default branch; and those of a matrix job without which its job has run since, from one day to the next.
 */
export function findSuperseded<E extends StoredBundle>(
  entries: readonly E[],
  facts: SupersededFacts,
): Set<E> {
  const { identify, isReplaced, ref, defaultRef, nowMs } = facts;
  const ours = entries.flatMap((entry) => {
    const identity = identify(entry.key);
    return identity ? [{ entry, ...identity }] : [];
  });
  const newestOfFamily = newest(ours, ({ family }) => family);
  const newestOfJob = newest(ours, ({ job }) => job);
  const ofDaysBefore = ours.filter(({ entry }) => nowMs - entry.savedAtMs > goneMs);
  const newestBefore = newest(ofDaysBefore, ({ wholeJob }) => wholeJob);
  const unneeded = ours.filter(({ entry, family, job, wholeJob }) => {
    const usedAtMs = Math.max(entry.savedAtMs, entry.lastReadAtMs ?? 0);
    const unreadMs = nowMs - usedAtMs;
    const isHidden = newestOfFamily(entry, family) > entry.savedAtMs;
    if (isHidden && unreadMs > hiddenMs) return true;
    const isOtherRef = entry.ref !== undefined && entry.ref !== ref && entry.ref !== defaultRef;
    if (isOtherRef && passingRef(entry.ref) !== undefined) return true;
    // Matrix jobs may wait for each other for hours, and begin when the room is asked for: so a whole day lies between.
    if (newestBefore(entry, wholeJob) > usedAtMs + goneMs) return true;
    return unreadMs > goneMs && (isOtherRef || newestOfJob(entry, job) > entry.savedAtMs);
  });
  return new Set([...entries.filter(isReplaced), ...unneeded.map(({ entry }) => entry)]);
}

type Ours = KeyIdentity & { readonly entry: StoredBundle };

/** When the newest one of the same group, ref and version was saved. */
function newest(ours: readonly Ours[], groupOf: (one: Ours) => string) {
  const at = new Map<string, number>();
  const nameOf = ({ ref = "", version = "" }: StoredBundle, group: string) => `${group}\n${ref}\n${version}`;
  for (const one of ours) {
    const name = nameOf(one.entry, groupOf(one));
    at.set(name, Math.max(at.get(name) ?? 0, one.entry.savedAtMs));
  }
  return (entry: StoredBundle, group: string) => at.get(nameOf(entry, group)) ?? 0;
}

/** Everybody's entries, and what entries take that are not among them. */
interface RepositoryListing<E extends StoredBundle = StoredBundle> {
  readonly entries: readonly E[];
  readonly unlistedBytes: number;
  /** Those of `entries` that GitHub evicts first, in that order, where it told them apart from the others. */
  readonly leastRecent?: readonly E[] | undefined;
}

/**
 * Bytes that GitHub would free, the least recently used first across everybody, before it came to an entry that is not in
 * `superseded`. None where entries are not listed and nothing tells which are the first: it may be any of them.
 */
export function reclaimableBytes<E extends StoredBundle>(
  listing: RepositoryListing<E>,
  superseded: ReadonlySet<E>,
): number {
  let bytes = 0;
  for (const entry of inOrderOfEviction(listing)) {
    if (!superseded.has(entry)) return bytes;
    bytes += entry.bytes;
  }
  return bytes;
}

/** The first entries that GitHub evicts, as far as they are known. */
function inOrderOfEviction<E extends StoredBundle>(listing: RepositoryListing<E>): readonly E[] {
  const { entries, unlistedBytes, leastRecent } = listing;
  if (leastRecent) return leastRecent;
  const usedAt = ({ savedAtMs, lastReadAtMs = 0 }: E) => Math.max(savedAtMs, lastReadAtMs);
  return unlistedBytes > 0 ? [] : entries.toSorted((a, b) => usedAt(a) - usedAt(b));
}

/**
 * The most bytes with which nobody else pays: for an upload of that size GitHub would evict nothing but `superseded`, and
 * once those are gone, the reserve is free. The same whether the token may delete or not: deleting only makes room sooner.
 */
export function roomIn<E extends StoredBundle>(
  listing: RepositoryListing<E>,
  superseded: ReadonlySet<E>,
  { repositoryLimitBytes, reserveBytes }: Pick<Config, "repositoryLimitBytes" | "reserveBytes">,
): Budget {
  const held = sumBytes(listing.entries) + listing.unlistedBytes;
  const freeNow = repositoryLimitBytes - held + reclaimableBytes(listing, superseded);
  const freeLater = repositoryLimitBytes - held + sumBytes(superseded) - reserveBytes;
  return { budgetBytes: Math.max(0, Math.min(freeNow, freeLater)), limitedBy: "repository" };
}

/**
 * Whether the bundle that was just uploaded has to be deleted again: jobs that end together each find the same room. What was
 * saved up to that moment decides, so the first ones stay and the others are taken back. `own` is in the listing.
 */
export function mustTakeBack<E extends StoredBundle>(
  { entries, unlistedBytes }: RepositoryListing<E>,
  own: E,
  { superseded, limitBytes }: { readonly superseded: ReadonlySet<E>; readonly limitBytes: number },
): boolean {
  const before = { entries: entries.filter((entry) => byArrival(entry, own) <= 0), unlistedBytes };
  return sumBytes(before.entries) + unlistedBytes - reclaimableBytes(before, superseded) > limitBytes;
}

/** As `byAge`, but among entries of one instant by their numbers first, where they have any. */
function byArrival(a: StoredBundle, b: StoredBundle): number {
  const byNumber = Number(a.id ?? Number.NaN) - Number(b.id ?? Number.NaN);
  return a.savedAtMs - b.savedAtMs || byNumber || byAge(a, b);
}
