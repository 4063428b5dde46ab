import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.ts";
import {
  type CallKind,
  httpActivity,
  orAborted,
  ownTime,
  type Patience,
  patience,
  silenceWatch,
} from "./activity.ts";
import type { Repository } from "./github/repository.ts";
import {
  type Arriving,
  type CallOptions,
  type Catalog,
  type Fetched,
  type Store,
  StoreError,
} from "./store.ts";

/** Runs one call of a store, in whatever a guard does about it. `outer` is what the caller of the store gave. */
export type Guard = <T>(
  kind: CallKind,
  work: (call: CallOptions) => Promise<T>,
  outer?: CallOptions,
) => Promise<T>;

export interface GuardOptions {
  readonly label: string;
  readonly log: Log;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Milliseconds that only rise. */
  readonly clock: () => number;
  /** From 0 to less than 1. */
  readonly random: () => number;
  readonly patience?: Partial<Patience>;
  /** How often a call is made in all; 4 by default. */
  readonly tries?: number;
}

/** A longer wait, should a service ask for it, costs a job more than what the store is for. */
const longestWaitMs = 8_000;
const firstPauseMs = 1_000;

/**
 * What is done about every call of a store and of its catalog, which share one: it is tried again after errors that a
 * StoreError calls retryable, it is given up when nothing moves, and after that the service is not asked again for a while.
 * So a service that is down costs a step of a job one wait and not one for each call.
 */
export function guard(options: GuardOptions): Guard {
  const { label, clock } = options;
  const limits = { ...patience, ...options.patience };
  let restsUntilMs = 0;

  return async (kind, work, outer) => {
    if (clock() < restsUntilMs) {
      throw new StoreError(`${label}: it did not answer before, so it is not asked again for now`, {
        reason: "unavailable",
      });
    }
    const beganMs = clock();
    // What has brought or taken something is worth more time than a service of which nothing comes.
    const until = (moved: number) =>
      beganMs +
      (kind === "transfer" && moved >= limits.slowBytes
        ? limits.slowMs
        : Math.min(limits.silentMs, limits.questionMs));
    try {
      return await withinLimits(
        kind,
        (call, moved) =>
          withRetries(
            () => work(call),
            () => until(moved()),
            call,
            options,
          ),
        { label, limits, clock, outer },
      );
    } catch (error) {
      // A second try of a call with retryable errors has failed, too, so the next call would.
      const isDown = error instanceof GivenUpError || (error instanceof StoreError && error.retryable);
      if (isDown && (error as StoreError).reason === "unavailable") restsUntilMs = clock() + limits.restMs;
      throw error;
    }
  };
}

/** Pauses between tries grow, and differ from job to job; no try begins after `until()`. The last error is thrown as it came. */
async function withRetries<T>(
  work: () => Promise<T>,
  until: () => number,
  { signal }: CallOptions,
  { log, sleep, clock, random, tries = 4 }: GuardOptions,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreError) || !error.retryable || attempt >= tries || signal?.aborted) {
        throw error;
      }
      // Between half and all of the pause: matrix jobs fail together and should not come back together.
      const pauseMs = firstPauseMs * 2 ** (attempt - 1) * (1 + random()) * 0.5;
      const waitMs = Math.round(error.retryAfterMs ?? pauseMs);
      if (waitMs > longestWaitMs || clock() + waitMs > until()) throw error;
      log.info(`${error.message}: trying again in ${(waitMs / 1000).toFixed(1)} s`);
      await sleep(waitMs);
      signal?.throwIfAborted();
    }
  }
}

/** For what is given up to remove its files. */
const tidyMs = 500;

/** The error of a call that was given up. */
class GivenUpError extends StoreError {}

interface Limited {
  readonly label: string;
  readonly limits: Patience;
  readonly clock: () => number;
  readonly outer: CallOptions | undefined;
}

/**
 * Waits for the work as long as it moves. What is given up is told to end; should it go on, as on a share that hangs, then
 * nobody waits for it.
 */
async function withinLimits<T>(
  kind: CallKind,
  work: (call: CallOptions, moved: () => number) => Promise<T>,
  { label, limits, clock, outer }: Limited,
): Promise<T> {
  const stop = new AbortController();
  const signal = outer?.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, outer.signal]);
  const activity = httpActivity();
  const time = ownTime(clock, Math.min(250, limits.silentMs / 4), () => {
    const bytes = activity.bytes();
    if (bytes > 0) outer?.onBytes?.(bytes);
    const why = watch.check(bytes, activity.isWaiting());
    if (why !== undefined) stop.abort(new GivenUpError(`${label}: ${why}`, { reason: "unavailable" }));
  });
  const watch = silenceWatch(kind, limits, time.nowMs);
  try {
    signal.throwIfAborted();
    // What comes of a bundle meanwhile is not of this call; and a call that was given up tells nothing more.
    const onArriving = (arriving: Arriving) => {
      if (!signal.aborted) activity.outside(() => outer?.onArriving?.(arriving));
    };
    const call = { signal, onProgress: watch.progress, onBytes: outer?.onBytes, onArriving };
    const running = activity.run(() => work(call, activity.bytes));
    void running.finally(activity.stop).catch(() => {});
    try {
      return await orAborted(running, signal);
    } catch (error) {
      // What was told to end removes its files first, as a rule at once.
      if (signal.aborted)
        await Promise.race([running.catch(() => {}), delay(tidyMs, undefined, { ref: false })]);
      throw error;
    }
  } finally {
    time.stop();
  }
}

/** The store that `load` brings, each call of which is run by the guard. Nothing is loaded before the first call. */
export function guardedStore(
  { label, traits }: Pick<Store, "label" | "traits">,
  load: () => Promise<Pick<Store, "lookup" | "fetch" | "put">>,
  guard: Guard,
): Store {
  return {
    label,
    traits,
    lookup: (keys, outer) => guard("question", async (call) => (await load()).lookup(keys, call), outer),
    fetch: (keys, into, outer) =>
      guard(
        "transfer",
        (call) => toOwnFile(into, call.signal, async (own) => (await load()).fetch(keys, own, call)),
        outer,
      ),
    put: (key, from, outer) => guard("transfer", async (call) => (await load()).put(key, from, call), outer),
  };
}

/** The catalog that `load` brings, likewise. */
export function guardedCatalog(
  { label, tellsReads }: Pick<Catalog, "label" | "tellsReads">,
  load: () => Promise<Pick<Catalog, "list" | "remove">>,
  guard: Guard,
): Catalog {
  return {
    label,
    tellsReads,
    list: (prefix, outer) =>
      guard("question", async (call) => (await load()).list(prefix, { ...outer, ...call }), outer),
    remove: (bundle, outer) => guard("question", async (call) => (await load()).remove(bundle, call), outer),
  };
}

/** The repository that `load` brings, likewise. */
export function guardedRepository(load: () => Promise<Repository>, guard: Guard): Repository {
  return {
    survey: () => guard("question", async () => (await load()).survey()),
    usage: () => guard("question", async () => (await load()).usage()),
    leastRecent: () => guard("question", async () => (await load()).leastRecent()),
  };
}

/** Nothing comes of a fetch that was given up, not even the file that it writes. */
async function toOwnFile(
  into: string,
  signal: AbortSignal | undefined,
  fetch: (own: string) => Promise<Fetched>,
): Promise<Fetched> {
  const own = `${into}.in-time-${randomUUID()}`;
  try {
    const fetched = await fetch(own);
    signal?.throwIfAborted();
    if (fetched.kind === "hit") await rename(own, into);
    return fetched;
  } finally {
    await rm(own, { force: true });
  }
}
