import type { Log } from "../../log.ts";
import type { CallOptions, Store, Stored, StoreTraits } from "../store.ts";
import { StoreError } from "../store-error.ts";

export interface LevelsOptions {
  readonly log: Log;
  /**
   * Whether a bundle of this ref may be written to another level: only what is of the job's own scope, since a copy of the
   * default branch's bundle in a pull request's scope would hide newer ones. All may by default.
   */
  readonly isOwn?: (ref: string | undefined) => boolean;
  /** Bound on bringing a bundle to the levels before the one it was found in; a minute by default. */
  readonly fillMs?: number;
}

/**
 * Several stores as one, the nearest first. The first that has any match answers, and the levels before it that
 * had none get the bundle, too. A put goes to all at once and succeeds when any level has the bundle then; whether it was
 * stored or taken is for the furthest level that answers to say, since that one is shared by most. A level that fails is named in a
 * warning and passed over; only when no level gives an answer is there an error.
 */
export function levelled(
  levels: readonly Store[],
  { log, isOwn = () => true, fillMs = 60_000 }: LevelsOptions,
): Store {
  const label = levels.map((level) => level.label).join(",");

  /** The first level that answers with a hit; on the way it notes which levels had a clean miss. */
  async function firstHit<T extends { readonly kind: "hit" | "miss" }>(
    ask: (level: Store) => Promise<T>,
  ): Promise<{ readonly answer: T; readonly level: Store; readonly missed: readonly Store[] } | undefined> {
    const missed: Store[] = [];
    const errors: StoreError[] = [];
    for (const level of levels) {
      const answer = await orError(level, () => ask(level));
      if (answer instanceof StoreError) errors.push(answer);
      else if (answer.kind === "hit") return { answer, level, missed };
      else missed.push(level);
    }
    if (missed.length === 0) throw allFailed(errors);
    return undefined;
  }

  async function orError<T>(level: Store, ask: () => Promise<T>): Promise<T | StoreError> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (levels.at(-1) !== level) log.warning(`${error.message}: going on with the next level`, "lookup");
      return error;
    }
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
    traits: traitsOf(levels),
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
      const errors: StoreError[] = [];
      for (const one of ended) {
        if (one.status === "fulfilled") continue;
        if (!(one.reason instanceof StoreError)) throw one.reason;
        errors.push(one.reason);
      }
      if (stored.length === 0) throw allFailed(errors);
      for (const { message } of errors)
        log.warning(`${message}: the bundle is in the other levels only`, "upload");
      return stored.findLast(({ kind }) => kind !== "reserved") ?? { kind: "reserved" };
    },
  };
}

/** A near level may have the base while a further one has the overlay. What is saved is to fit all levels. */
function traitsOf(levels: readonly Store[]): StoreTraits {
  const bounds = levels.flatMap(({ traits: { maxBytes } }) => (maxBytes === undefined ? [] : [maxBytes]));
  return { findsAllInOneLookup: false, maxBytes: bounds.length === 0 ? undefined : Math.min(...bounds) };
}

/** One error for all, of the reason of the first. */
function allFailed(errors: readonly StoreError[]): StoreError {
  const [first] = errors;
  return new StoreError(errors.map(({ message }) => message).join("; "), {
    reason: first?.reason ?? "unavailable",
    retryable: false,
    cause: first,
  });
}
