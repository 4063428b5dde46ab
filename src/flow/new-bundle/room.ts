import { type Budget, tighter } from "../../budget/budget.ts";
import { findSuperseded, mustTakeBack, type Replacing, replacedBy, roomIn } from "../../budget/room.ts";
import type { Config } from "../../config/inputs.ts";
import { parseKey } from "../../key/key.ts";
import type { RepositoryReport } from "../../report/report.ts";
import { formatSize, sumBytes } from "../../size.ts";
import { type Listing, StoreError } from "../../store/store.ts";
import { byAge, type StoredBundle } from "../../stored-bundle.ts";
import type { Deps } from "../deps.ts";
import { type KnownBundle, lineOf } from "../evidence/past.ts";

/** What a repository holds, as far as it was told: where that is not all, the largest bundles, and those of `leastRecent`. */
export interface Surveyed extends Listing {
  /** Those that GitHub evicts first, in that order, where that was asked for. */
  readonly leastRecent?: readonly StoredBundle[];
  /** What all entries take, those that are not listed included. */
  readonly totalBytes: number;
}

/** `refused`: the token may not list, or the service did not answer. Undefined where nobody has to be minded. */
export type Survey = Surveyed | "refused" | undefined;

/** What this job's save is, as far as others' room goes. */
export interface Saver extends Replacing {
  readonly config: Pick<Config, "keyPrefix" | "keepLast" | "repositoryLimitBytes" | "reserveBytes">;
  /** The most that the bundle may take, whatever the room. */
  readonly most: Budget;
  /** In full. */
  readonly defaultRef: string | undefined;
  readonly nowMs: number;
}

interface Saving extends Omit<Saver, "ancestors" | "defaultRef"> {
  /** What it takes into account. */
  readonly bundles: readonly KnownBundle[];
  /** Its name alone. */
  readonly defaultBranch: string | undefined;
}

/** What a save or a merge is, as far as others' room goes; `most` is what the bundle may take wherever it is stored. */
export function saverOf(
  { bundles, defaultBranch, most, ...saving }: Saving,
  { store }: Pick<Deps, "store">,
): Saver {
  const { maxBytes: budgetBytes = Number.POSITIVE_INFINITY } = store.traits;
  return {
    ...saving,
    most: tighter(most, { budgetBytes, limitedBy: "store" }),
    ancestors: bundles.flatMap((bundle) => (bundle.isSpared ? [] : lineOf(bundle))),
    defaultRef: defaultBranch === undefined ? undefined : `refs/heads/${defaultBranch}`,
  };
}

/**
 * Asks what the repository holds, where the store is GitHub's and a token may ask. A failure does not stop the save:
 * `max-size` alone counts then, and a notice says what is missing.
 */
export async function survey(
  { repositoryLimitBytes, reserveBytes, maxSizeBytes }: Config,
  { log, repository }: Pick<Deps, "log" | "repository">,
): Promise<Survey> {
  if (!repository) return undefined;
  const isEnough = (bytes: number) => bytes + reserveBytes + maxSizeBytes <= repositoryLimitBytes;
  try {
    const { known, complete, leastBytes, mostBytes } = await repository.survey();
    const all = { bundles: known, complete, totalBytes: mostBytes };
    // Only where the largest entries leave it open whether there is enough room does it need another question.
    if (leastBytes === mostBytes || isEnough(mostBytes)) return all;
    const totalBytes = Math.min(mostBytes, Math.max(leastBytes, await repository.usage()));
    if (isEnough(totalBytes)) return { ...all, totalBytes };
    // The room is what GitHub would free, and that begins with the entries that were used least recently.
    return { ...united(known, await repository.leastRecent()), complete, totalBytes };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.notice(noticeOf(error));
    return "refused";
  }
}

/** Each entry once, and as the same object in both: entries are told apart by what they are. */
function united(known: readonly StoredBundle[], oldest: readonly StoredBundle[]) {
  const byId = new Map([...oldest, ...known].map((bundle) => [bundle.id, bundle]));
  return { bundles: [...byId.values()], leastRecent: oldest.map((bundle) => byId.get(bundle.id) ?? bundle) };
}

function noticeOf({ reason, message }: StoreError): string {
  if (reason !== "denied") {
    return `${message}: the repository's free space is not known, so max-size alone limits this bundle, and superseded bundles are not deleted now.`;
  }
  return (
    "The token may not list the repository's caches, so max-size alone limits this bundle. With `permissions: actions: read` " +
    "the bundle also fits into what the repository has left; with `actions: write` superseded bundles are deleted."
  );
}

export interface RoomFound extends Budget {
  /** Why it is less than `max-size`; undefined where it is not. */
  readonly why: string | undefined;
  readonly report: RepositoryReport | undefined;
}

/** The most that this bundle may take so that GitHub would evict nothing of anybody else's for it. */
export function roomFor(found: Survey, saver: Saver): RoomFound {
  const { config, most } = saver;
  if (found === undefined || found === "refused") {
    return { ...most, why: whyLimited[most.limitedBy], report: undefined };
  }
  const superseded = supersededIn(found, saver);
  const room = tighter(most, roomIn(listingOf(found), superseded, config));
  const limitBytes = config.repositoryLimitBytes;
  // Those of other jobs too, as a reader understands it; they are as much in use as others' caches.
  const oursBytes = sumBytes(found.bundles.filter(({ key }) => parseKey(key, config.keyPrefix)));
  const othersBytes = Math.max(0, found.totalBytes - oursBytes);
  const freeBytes = Math.max(0, limitBytes - found.totalBytes);
  const usedBytes = found.totalBytes - sumBytes(superseded);
  const held = `caches in use hold ${formatSize(usedBytes)} of the repository's ${formatSize(limitBytes)}`;
  const report = { othersBytes, oursBytes, limitBytes, freeBytes };
  return { ...room, why: room.limitedBy === "repository" ? held : whyLimited[room.limitedBy], report };
}

const whyLimited: Readonly<Record<Budget["limitedBy"], string | undefined>> = {
  "max-size": undefined,
  overlay: "an overlay may take half of what its base takes, or 20 MB",
  store: "that is all that the store's own max-size lets its bundles take together",
  repository: "the repository's cache has no more room",
};

/** So many jobs of a matrix may end together, each having found the same room. */
const togetherJobs = 20;

/** Whether others that end together with this job could fill the repository, so that a look after the upload is due. */
export function isTight(found: Survey, { repositoryLimitBytes }: Saver["config"], bytes: number): boolean {
  if (found === undefined || found === "refused") return false;
  return found.totalBytes + togetherJobs * bytes > repositoryLimitBytes;
}

/**
 * The bundle that was just uploaded, when it has to be deleted again: jobs that ended together have filled the repository
 * above its limit, and this one was not among the first.
 */
export function findExcess(found: Surveyed, key: string, saver: Saver): StoredBundle | undefined {
  // Of several versions of one key it is the last.
  const own = found.bundles
    .filter((bundle) => bundle.key === key && bundle.ref === saver.ref)
    .sort(byAge)
    .at(-1);
  if (!own) return undefined;
  const superseded = supersededIn(found, saver);
  const { repositoryLimitBytes: limitBytes } = saver.config;
  return mustTakeBack(listingOf(found), own, { superseded, limitBytes }) ? own : undefined;
}

/** Bundles of ours that nobody needs any more, but for those that `keep-last` keeps. */
function supersededIn({ bundles }: Surveyed, saver: Saver): Set<StoredBundle> {
  const { config, ref, defaultRef, nowMs } = saver;
  const isReplaced = replacedBy(saver);
  const identify = (key: string) => parseKey(key, config.keyPrefix);
  const found = findSuperseded(bundles, { identify, isReplaced, ref, defaultRef, nowMs });
  const kept = [...found]
    .filter(isReplaced)
    .sort((a, b) => byAge(b, a))
    .slice(0, config.keepLast - 1);
  for (const bundle of kept) found.delete(bundle);
  return found;
}

function listingOf({ bundles, totalBytes, leastRecent }: Surveyed) {
  return { entries: bundles, unlistedBytes: Math.max(0, totalBytes - sumBytes(bundles)), leastRecent };
}
