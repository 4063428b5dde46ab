// Longer than most: every way in which a call of a store ends is here, with the times that all of them weigh.
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.ts";
import { type HeardRequest, httpActivity } from "./http.ts";
import { askedThrough, onTheWay } from "./on-the-way.ts";
import { type Arriving, type CallOptions, StoreError } from "./store.ts";

/** `question`: a lookup, or a call that lists or removes. `transfer`: a bundle moves. */
type CallKind = "question" | "transfer";

/** How long a service is waited for. */
export const patience = {
  /** A question has so long, tries included. */
  questionMs: 15_000,
  /** While a request is open, something must move this often. */
  silentMs: 9_000,
  /** While none is open, because the client works on the disk, it must begin one within this. */
  quietMs: 120_000,
  /** A transfer must move `slowBytes` in each `slowMs`: a slower one costs more than it saves. */
  slowMs: 45_000,
  slowBytes: 2 ** 19,
  /** After a call that was given up, or tried in vain, the service is left alone for so long. */
  restMs: 300_000,
};

export type Patience = Readonly<typeof patience>;

/** Runs one call of a store, in whatever a guard does about it. `outer` is what the caller of the store gave. */
export type Guard = <T>(
  kind: CallKind,
  work: (call: CallOptions) => Promise<T>,
  outer?: CallOptions,
) => Promise<T>;

export interface GuardOptions {
  readonly label: string;
  readonly log: Log;
  readonly patience?: Partial<Patience>;
  /** How often a call is made in all; 4 by default. */
  readonly tries?: number;
  readonly sleep?: (ms: number) => Promise<unknown>;
  /** Milliseconds that only rise. */
  readonly clock?: () => number;
  /** From 0 to less than 1. */
  readonly random?: () => number;
}

/** A longer wait, should a service ask for it, costs a job more than what the store is for. */
const longestWaitMs = 8_000;
const firstPauseMs = 1_000;

/** For what is given up to remove its files. */
const tidyMs = 500;

/** What has moved in a call, and what was heard of its requests. */
interface Moved {
  readonly movedBytes: () => number;
  readonly heard: () => readonly HeardRequest[];
}

/** The error of a call that was given up. */
class GivenUpError extends StoreError {}

/**
 * What is done about every call of a store and of its catalog, which share one: it is tried again after errors that a
 * StoreError calls retryable, it is given up when nothing moves, and after that the service is not asked again for a while.
 * So a service that is down costs a step of a job one wait and not one for each call.
 */
export function guard({
  label,
  log,
  tries = 4,
  sleep = delay,
  clock = () => performance.now(),
  random = Math.random,
  ...options
}: GuardOptions): Guard {
  const limits = { ...patience, ...options.patience };
  let restsUntilMs = 0;

  /** Pauses between tries grow, and differ from job to job; no try begins after `untilMs()`. The last error is thrown as it came. */
  async function withRetries<T>(
    work: (call: CallOptions) => Promise<T>,
    call: CallOptions,
    untilMs: () => number,
  ) {
    const { signal } = call;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await work(call);
      } catch (error) {
        if (!(error instanceof StoreError) || !error.retryable || attempt >= tries || signal?.aborted) {
          throw error;
        }
        // Between half and all of the pause: matrix jobs fail together and should not come back together.
        const pauseMs = firstPauseMs * 2 ** (attempt - 1) * (1 + random()) * 0.5;
        const waitMs = Math.round(error.retryAfterMs ?? pauseMs);
        if (waitMs > longestWaitMs || clock() + waitMs > untilMs()) throw error;
        log.info(`${error.message}: trying again in ${(waitMs / 1000).toFixed(1)} s`);
        await sleep(waitMs);
        signal?.throwIfAborted();
      }
    }
  }

  /**
   * Waits for the work as long as it moves. What is given up is told to end; should it go on, as on a share that hangs, then
   * nobody waits for it.
   */
  async function withinLimits<T>(
    kind: CallKind,
    work: (call: CallOptions, moved: Moved) => Promise<T>,
    outer: CallOptions | undefined,
  ): Promise<T> {
    const stop = new AbortController();
    const signal = outer?.signal === undefined ? stop.signal : AbortSignal.any([stop.signal, outer.signal]);
    signal.throwIfAborted();
    const activity = httpActivity();
    let told = 0;
    let otherBytes = 0;
    const movedBytes = () => activity.bytes() + otherBytes;
    const time = ownTime(clock, Math.min(250, limits.silentMs / 4), () => {
      const bytes = movedBytes();
      if (bytes > 0) outer?.onBytes?.(bytes);
      const why = watch.check(bytes, activity.isWaiting());
      if (why === undefined) return;
      const text = `${label}: ${why}${askedThrough(activity.heard())}`;
      stop.abort(new GivenUpError(text, { reason: "unavailable" }));
    });
    const watch = silenceWatch(kind, limits, time.nowMs);
    const onProgress: CallOptions["onProgress"] = ({ quietMs = 0, bytes = told }) => {
      // Each try tells its own, from the beginning.
      otherBytes += bytes < told ? bytes : bytes - told;
      told = bytes;
      watch.progress(quietMs);
    };
    // What comes of a bundle meanwhile is not of this call; and a call that was given up tells nothing more.
    const onArriving = (arriving: Arriving) => {
      if (!signal.aborted) activity.outside(() => outer?.onArriving?.(arriving));
    };
    const { heard } = activity;
    const running = activity.run(() => work({ signal, onProgress, onArriving }, { movedBytes, heard }));
    void running.finally(activity.stop).catch(() => {});
    try {
      return await orAborted(running, signal);
    } catch (error) {
      // What was told to end removes its files first, as a rule at once.
      if (signal.aborted)
        await Promise.race([running.catch(() => {}), delay(tidyMs, undefined, { ref: false })]);
      throw error;
    } finally {
      time.stop();
    }
  }

  return async (kind, work, outer) => {
    if (clock() < restsUntilMs) {
      throw new StoreError(`${label}: it did not answer before, so it is not asked again for now`, {
        reason: "unavailable",
      });
    }
    const beganMs = clock();
    const shortMs = Math.min(limits.silentMs, limits.questionMs);
    // What has brought or taken something is worth more time than a service of which nothing comes.
    const untilMs = (movedBytes: number) =>
      beganMs + (kind === "transfer" && movedBytes >= limits.slowBytes ? limits.slowMs : shortMs);
    try {
      return await withinLimits(
        kind,
        (call, { movedBytes, heard }) => {
          const makeTry = onTheWay({ label, heard, log });
          return withRetries(
            () => makeTry(() => work(call)),
            call,
            () => untilMs(movedBytes()),
          );
        },
        outer,
      );
    } catch (error) {
      // A second try of a call with retryable errors has failed, too, so the next call would.
      const isDown = error instanceof GivenUpError || (error instanceof StoreError && error.retryable);
      if (isDown && error.reason === "unavailable") restsUntilMs = clock() + limits.restMs;
      throw error;
    }
  };
}

/** What comes of `work`, unless `signal` ends the wait for it; then its reason is thrown. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([aborted.promise, work]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/**
 * A clock that stands still while this process does not run, on a machine that is overloaded or was suspended: what the service
 * said meanwhile lies unread, so its silence is none. It calls `look` every `everyMs`; what that is late by does not count.
 */
export function ownTime(clock: () => number, everyMs: number, look: () => void) {
  let lostMs = 0;
  let lookedMs = clock();
  const timer = setInterval(() => {
    const nowMs = clock();
    const lateMs = nowMs - lookedMs - everyMs;
    if (lateMs > everyMs) lostMs = Math.min(mostLostMs, lostMs + lateMs);
    lookedMs = nowMs;
    look();
  }, everyMs);
  return { nowMs: () => clock() - lostMs, stop: () => clearInterval(timer) };
}

/** Beyond this a wait ends, however little this process ran. */
const mostLostMs = 60_000;

/** Judges what has moved: why a call is to be given up, in words, or undefined. */
function silenceWatch(kind: CallKind, limits: Patience, clock: () => number) {
  const startMs = clock();
  let bytes = 0;
  let movedMs = startMs;
  let quietUntilMs = startMs;
  let pace = { bytes: 0, sinceMs: startMs };
  return {
    /** Something moved that is not to be seen on the network; or the next answer may take `quietMs`. */
    progress(quietMs = 0) {
      movedMs = clock();
      quietUntilMs = movedMs + quietMs;
    },
    check(bytesNow: number, isWaiting: boolean): string | undefined {
      const nowMs = clock();
      if (bytesNow !== bytes) movedMs = nowMs;
      bytes = bytesNow;
      const silentMs = isWaiting ? limits.silentMs : limits.quietMs;
      if (nowMs > quietUntilMs && nowMs - movedMs > silentMs) {
        return `no answer for ${seconds(silentMs)}`;
      }
      if (kind === "question") {
        return nowMs - startMs > limits.questionMs ? `no end after ${seconds(limits.questionMs)}` : undefined;
      }
      if (!isWaiting) pace = { bytes, sinceMs: nowMs };
      if (nowMs - pace.sinceMs < limits.slowMs) return undefined;
      const moved = bytes - pace.bytes;
      pace = { bytes, sinceMs: nowMs };
      return nowMs > quietUntilMs && moved < limits.slowBytes
        ? `only ${moved} bytes in ${seconds(limits.slowMs)}`
        : undefined;
    },
  };
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
