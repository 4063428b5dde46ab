import { randomUUID } from "node:crypto";
import { rename, rm } from "node:fs/promises";
import type { CallOptions, Store } from "./store.ts";
import { StoreError } from "./store-error.ts";

export interface Limits {
  readonly lookupMs: number;
  /** Bound on a fetch and on a put. */
  readonly transferMs: number;
}

/**
 * The store, with a bound on how long a caller waits for it. What is late is told to end; should it go on, as
 * on a share that hangs, then nothing comes of it: not even the file that a fetch writes.
 */
export function limited(store: Store, { lookupMs, transferMs }: Limits): Store {
  const within = <T>(
    limitMs: number,
    call: CallOptions | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ) => withLimit({ label: store.label, limitMs, outer: call?.signal }, work);
  return {
    label: store.label,
    lookup: (keys, call) => within(lookupMs, call, (signal) => store.lookup(keys, { signal })),
    fetch: (keys, into, call) =>
      within(transferMs, call, async (signal) => {
        const own = `${into}.in-time-${randomUUID()}`;
        try {
          const fetched = await store.fetch(keys, own, { signal });
          signal.throwIfAborted();
          if (fetched.kind === "hit") await rename(own, into);
          return fetched;
        } finally {
          await rm(own, { force: true });
        }
      }),
    put: (key, from, call) => within(transferMs, call, (signal) => store.put(key, from, { signal })),
  };
}

async function withLimit<T>(
  { label, limitMs, outer }: { label: string; limitMs: number; outer: AbortSignal | undefined },
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const late = () => {
    const message = `${label}: no end after ${limitMs / 1000} s, given up`;
    limit.abort(new StoreError(message, { reason: "unavailable" }));
  };
  const timer = setTimeout(late, limitMs);
  const signal = outer === undefined ? limit.signal : AbortSignal.any([limit.signal, outer]);
  const over = Promise.withResolvers<never>();
  const end = () => over.reject(signal.reason);
  signal.addEventListener("abort", end, { once: true });
  try {
    signal.throwIfAborted();
    return await Promise.race([work(signal), over.promise]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener("abort", end);
  }
}
