import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import type { CallOptions, Store } from "../store.ts";
import { StoreError } from "../store-error.ts";

export interface Limits {
  readonly lookupMs: number;
  /** Bound on a fetch and on a put. */
  readonly transferMs: number;
  /** Bound on how long a fetch may bring nothing, for stores that tell when something came; none by default. */
  readonly stallMs?: number;
}

/**
 * The store, with a bound on how long a caller waits for it. What is late is told to end; should it go on, as
 * on a share that hangs, then nothing comes of it: not even the file that a fetch writes.
 */
export function limited(store: Store, { lookupMs, transferMs, stallMs }: Limits): Store {
  const within = <T>(limitMs: number, call: CallOptions | undefined, work: Work<T>, stall?: number) =>
    withLimit({ label: store.label, limitMs, stallMs: stall, outer: call?.signal }, work);
  return {
    label: store.label,
    traits: store.traits,
    lookup: (keys, call) => within(lookupMs, call, (signal) => store.lookup(keys, { signal })),
    fetch: (keys, into, call) =>
      within(
        transferMs,
        call,
        async (signal, onBytes) => {
          const own = `${into}.in-time-${randomUUID()}`;
          try {
            const fetched = await store.fetch(keys, own, { signal, onBytes });
            signal.throwIfAborted();
            if (fetched.kind === "hit") await rename(own, into);
            return fetched;
          } finally {
            await rm(own, { force: true });
          }
        },
        stallMs,
      ),
    put: (key, from, call) => within(transferMs, call, (signal) => store.put(key, from, { signal })),
  };
}

/** `onBytes` is to be told of what came. */
type Work<T> = (signal: AbortSignal, onBytes: () => void) => Promise<T>;

interface Limit {
  readonly label: string;
  readonly limitMs: number;
  readonly stallMs: number | undefined;
  readonly outer: AbortSignal | undefined;
}

async function withLimit<T>({ label, limitMs, stallMs, outer }: Limit, work: Work<T>): Promise<T> {
  const limit = new AbortController();
  const giveUp = (what: string, ms: number) => {
    const message = `${label}: ${what} ${ms / 1000} s, given up`;
    limit.abort(new StoreError(message, { reason: "unavailable" }));
  };
  const timer = setTimeout(giveUp, limitMs, "no end after", limitMs);
  const stalled =
    stallMs === undefined ? undefined : setTimeout(giveUp, stallMs, "nothing came for", stallMs);
  const signal = outer === undefined ? limit.signal : AbortSignal.any([limit.signal, outer]);
  const over = Promise.withResolvers<never>();
  const end = () => over.reject(signal.reason);
  signal.addEventListener("abort", end, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([work(signal, () => stalled?.refresh()), over.promise]);
  } finally {
    clearTimeout(timer);
    clearTimeout(stalled);
    signal.removeEventListener("abort", end);
  }
}
