import type { Log } from "../../log.ts";
import type { CallOptions, KeyChain, Store, Stored } from "../store.ts";
import { StoreError } from "../store-error.ts";

export interface LevelsOptions {
  readonly log: Log;
  /** Bound on bringing a bundle to the levels before the one it was found in; a minute by default. */
  readonly fillMs?: number;
}

/**
 * Several stores as one, the nearest first. The first that has any match answers, and the levels before it that
 * had none get the bundle, too. A put goes to all at once and succeeds when any level has the bundle then; whether it was
 * stored or taken is for the furthest level that answers to say, since that one is shared by most. A level in trouble is said and passed over; only when no level gives an answer is
 * there an error.
 */
export function levelled(levels: readonly Store[], { log, fillMs = 60_000 }: LevelsOptions): Store {
  const label = levels.map((level) => level.label).join(",");

  /** The first level that answers with a hit; on the way it notes which levels had a clean miss. */
  async function firstHit<T extends { readonly kind: "hit" | "miss" }>(
    ask: (level: Store) => Promise<T>,
  ): Promise<{ readonly answer: T; readonly level: Store; readonly missed: readonly Store[] } | undefined> {
    const missed: Store[] = [];
    const troubles: StoreError[] = [];
    for (const level of levels) {
      const answer = await orTrouble(level, () => ask(level));
      if (answer instanceof StoreError) troubles.push(answer);
      else if (answer.kind === "hit") return { answer, level, missed };
      else missed.push(level);
    }
    if (missed.length === 0) throw allFailed(troubles);
    return undefined;
  }

  async function orTrouble<T>(level: Store, ask: () => Promise<T>): Promise<T | StoreError> {
    try {
      return await ask();
    } catch (error) {
      if (!(error instanceof StoreError)) throw error;
      if (levels.at(-1) !== level) log.warning(`${error.message}: going on with the next level`);
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
        log.notice(`${why}: it stays without ${key}`);
      }
    }
  }

  return {
    label,
    async lookup(keys, call) {
      const found = await firstHit((level) => level.lookup(keys, call));
      return found?.answer ?? { kind: "miss" };
    },
    async fetch(keys, into, call) {
      // Looked up first: a lookup has a short bound, which a transfer cannot have.
      const found = await firstHit(async (level) => {
        const hit = await level.lookup(keys, call);
        return hit.kind === "miss" ? hit : await level.fetch(exactly(hit.key), into, call);
      });
      if (found === undefined || found.answer.kind === "miss") return { kind: "miss" };
      log.info(`${found.level.label}: has ${found.answer.key}`);
      await fill(found.missed, { key: found.answer.key, from: into }, call);
      return found.answer;
    },
    async put(key, from, call) {
      const ended = await Promise.all(levels.map((level) => settled(level.put(key, from, call))));
      const troubles = ended.filter((one) => one instanceof StoreError);
      const stored = ended.flatMap((one): Stored[] => (one instanceof StoreError ? [] : [one]));
      if (stored.length === 0) throw allFailed(troubles);
      for (const { message } of troubles) log.warning(`${message}: the bundle is in the other levels only`);
      return stored.at(-1) ?? { kind: "taken" };
    },
  };
}

/** All puts have to end before an error may be thrown, since the file goes then. */
async function settled<T>(work: Promise<T>): Promise<T | StoreError> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof StoreError) return error;
    throw error;
  }
}

function exactly(key: string): KeyChain {
  return { key, fallbacks: [] };
}

/** One error for all, of the reason of the first; worth another try when any is. */
function allFailed(troubles: readonly StoreError[]): StoreError {
  const [first] = troubles;
  return new StoreError(troubles.map(({ message }) => message).join("; "), {
    reason: first?.reason ?? "unavailable",
    retryable: false,
    cause: first,
  });
}
