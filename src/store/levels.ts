// Longer than most: the levels of a store, of its catalog and of its repository belong together.
import type { Log } from "../log.ts";
import { byAge, type StoredBundle } from "../stored-bundle.ts";
import { DamagedBundleError } from "./error-kinds.ts";
import type { Repository } from "./github/repository.ts";
import {
  type CallOptions,
  type Catalog,
  type Listing,
  type Store,
  type Stored,
  StoreError,
} from "./store.ts";

interface LevelsOptions {
  readonly log: Log;
  /**
   * Whether a bundle of this ref may be written to another level: only what is of the job's own scope, since a copy of the
   * default branch's bundle in a pull request's scope would hide newer ones.
   */
  readonly isOwn: (ref: string | undefined) => boolean;
  /** Bound on bringing a bundle to the levels before the one it was found in: a minute, which a test does not wait for. */
  readonly fillMs?: number;
}

/**
 * Several stores as one, the nearest first. The first that has any match answers, and the levels before it that
 * had none get the bundle, too. A put goes to all at once and succeeds when any level has the bundle then; whether it was
 * stored or taken is for the furthest level that answers to say, since that one is shared by most. A level that fails is named in a
 * warning and passed over; only when no level gives an answer is there an error, or when the only one that has a match has a
 * damaged one.
 */
export function levelled(levels: readonly Store[], { log, isOwn, fillMs = 60_000 }: LevelsOptions): Store {
  const label = levels.map((level) => level.label).join(",");
  const maxBytes = Math.min(...levels.map(({ traits }) => traits.maxBytes ?? Number.POSITIVE_INFINITY));

  // A job asks more than once.
  const warned = new Set<string>();
  const warnOnce = (text: string) => {
    if (!warned.has(text)) log.warning(text, "lookup");
    warned.add(text);
  };

  /** The first level that answers with a hit; on the way it notes which levels had a clean miss. */
  async function firstHit<T extends { readonly kind: "hit" | "miss" }>(
    ask: (level: Store) => Promise<T>,
  ): Promise<{ readonly answer: T; readonly level: Store; readonly missed: readonly Store[] } | undefined> {
    const missed: Store[] = [];
    const errors: StoreError[] = [];
    let furthest: StoreError | undefined;
    for (const level of levels) {
      try {
        const answer = await ask(level);
        if (answer.kind === "hit") return { answer, level, missed };
        missed.push(level);
      } catch (error) {
        if (!(error instanceof StoreError)) throw error;
        if (levels.at(-1) === level) furthest = error;
        else warnOnce(`${error.message}: going on with the next level`);
        errors.push(error);
      }
    }
    if (missed.length === 0 || errors.some(isDamaged)) throw allFailed(errors);
    if (furthest) warnOnce(`${furthest.message}: no bundle in the levels that answered`);
    return undefined;
  }

  /** Best effort: what was restored is there whatever comes of it. */
  async function fill(
    missed: readonly Store[],
    { key, from }: { key: string; from: string },
    call?: CallOptions,
  ) {
    const limit = AbortSignal.timeout(fillMs);
    const signal = call?.signal === undefined ? limit : AbortSignal.any([limit, call.signal]);
    for (const level of missed) {
      try {
        const { kind } = await level.put(key, from, { signal });
        if (kind === "stored") log.info(`${level.label}: filled with ${key}`);
      } catch (error) {
        if (!(error instanceof StoreError) && !signal.aborted) throw error;
        const why =
          error instanceof StoreError ? error.message : `${level.label}: no end after ${fillMs / 1000} s`;
        log.notice(`${why}: it was not filled with ${key}`);
      }
    }
  }

  return {
    label,
    // A near level may have the base while a further one has the overlay. What is saved is to fit all levels.
    traits: { findsAllInOneLookup: false, maxBytes: Number.isFinite(maxBytes) ? maxBytes : undefined },
    async lookup(keys, call) {
      const found = await firstHit((level) => level.lookup(keys, call));
      return found?.answer ?? { kind: "miss" };
    },
    async fetch(keys, into, call) {
      // Each level looks and fetches in one call, so that it looks again for what is replaced in between.
      const found = await firstHit((level) => level.fetch(keys, into, call));
      if (found === undefined || found.answer.kind === "miss") return { kind: "miss" };
      const { key, ref } = found.answer;
      log.info(`${found.level.label}: has ${key}`);
      if (isOwn(ref)) await fill(found.missed, { key, from: into }, call);
      return found.answer;
    },
    async put(key, from, call) {
      // All have to end before an error may be thrown, since the file is removed then.
      const ended = await Promise.allSettled(levels.map((level) => level.put(key, from, call)));
      const stored = ended.flatMap((one): Stored[] => (one.status === "fulfilled" ? [one.value] : []));
      const errors = outagesOf(ended);
      if (stored.length === 0) throw allFailed(errors);
      for (const { message } of errors)
        log.warning(`${message}: the bundle is in the other levels only`, "upload");
      return stored.findLast(({ kind }) => kind !== "reserved") ?? { kind: "reserved" };
    },
  };
}

/** What kept levels from an answer. @throws what is no StoreError, and so a bug of ours */
function outagesOf(ended: readonly PromiseSettledResult<unknown>[]): StoreError[] {
  return ended.flatMap((one) => {
    if (one.status === "fulfilled") return [];
    if (one.reason instanceof StoreError) return [one.reason];
    throw one.reason;
  });
}

const isDamaged = (error: StoreError): error is DamagedBundleError => error instanceof DamagedBundleError;

/** One error for all: of a damaged bundle, which is certain when no other level may have a sound one; else of the reason of the first. */
function allFailed(errors: readonly StoreError[]): StoreError {
  const [first] = errors;
  const text = errors.map(({ message }) => message).join("; ");
  const damaged = errors.find(isDamaged);
  if (damaged !== undefined) {
    const { key } = damaged;
    const isCertain = errors.every((error) => isDamaged(error) && error.isCertain && error.key === key);
    return new DamagedBundleError(text, { key, isCertain, cause: damaged });
  }
  return new StoreError(text, { reason: first?.reason ?? "unavailable", cause: first });
}

/**
 * The catalogs of several levels as one: a bundle that more than one level holds is listed once, and is removed from all. Its
 * times are the latest of any level. A level that does not answer makes the listing incomplete; one that cannot be listed is
 * undefined.
 */
export function levelsCatalog(
  levels: readonly (Catalog | undefined)[],
  { log }: { readonly log: Log },
): Catalog {
  const catalogs = levels.flatMap((catalog, level) => (catalog === undefined ? [] : [{ catalog, level }]));
  return {
    label: catalogs.map(({ catalog }) => catalog.label).join(","),
    async list(prefix, options): Promise<Listing> {
      const ended = await Promise.allSettled(catalogs.map(({ catalog }) => catalog.list(prefix, options)));
      const errors = outagesOf(ended);
      for (const error of errors) {
        if (errors.length === ended.length || options?.signal?.aborted) throw error;
        log.notice(`${error.message}: its bundles are not listed`);
      }
      const listed = ended.flatMap((one, i) => {
        const level = catalogs[i]?.level ?? 0;
        return one.status === "rejected" ? [] : one.value.bundles.map((bundle) => ({ bundle, level }));
      });
      const byName = Map.groupBy(listed, ({ bundle }) => `${bundle.ref ?? ""}\n${bundle.key}`);
      return {
        bundles: [...byName.values()].map(merged).sort(byAge),
        complete: ended.every((one) => one.status === "fulfilled" && one.value.complete),
      };
    },
    async remove({ id, ...bundle }, options) {
      const ids = new Map(JSON.parse(id ?? "[]") as IdsByLevel);
      let isRemoved = false;
      for (const { catalog, level } of catalogs) {
        const own = ids.get(level);
        if (own === undefined) continue;
        const one = { ...bundle, ...(own === null ? {} : { id: own }) };
        isRemoved = (await catalog.remove(one, options)) === "removed" || isRemoved;
      }
      return isRemoved ? "removed" : "gone";
    },
  };
}

/** The repository of the level that is GitHub's. What it knows is never all that the levels hold. */
export function repositoryInLevels(levels: readonly (Repository | undefined)[]): Repository | undefined {
  const level = levels.findIndex((one) => one !== undefined);
  const repository = levels[level];
  if (repository === undefined) return undefined;
  const inLevel = (bundles: readonly StoredBundle[]) => bundles.map((bundle) => merged([{ bundle, level }]));
  return {
    usage: () => repository.usage(),
    leastRecent: async () => inLevel(await repository.leastRecent()),
    async survey() {
      const { known, ...bounds } = await repository.survey();
      return { ...bounds, complete: false, known: inLevel(known) };
    },
  };
}

type IdsByLevel = [level: number, id: string | null][];

function merged(group: readonly { readonly bundle: StoredBundle; readonly level: number }[]): StoredBundle {
  const bundles = group.map(({ bundle }) => bundle);
  const reads = bundles.flatMap(({ lastReadAtMs }) => (lastReadAtMs === undefined ? [] : [lastReadAtMs]));
  const [first] = bundles;
  return {
    key: first?.key ?? "",
    ...(first?.ref === undefined ? {} : { ref: first.ref }),
    id: JSON.stringify(group.map(({ bundle, level }) => [level, bundle.id ?? null]) satisfies IdsByLevel),
    bytes: Math.max(...bundles.map(({ bytes }) => bytes)),
    savedAtMs: Math.max(...bundles.map(({ savedAtMs }) => savedAtMs)),
    // One level that does not note reads makes the time of the last one unknown.
    ...(reads.length < bundles.length ? {} : { lastReadAtMs: Math.max(...reads) }),
  };
}
