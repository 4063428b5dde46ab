import type { Log } from "../../log.ts";
import type { Catalog } from "../catalog.ts";
import type { CallOptions, Store } from "../store.ts";
import { StoreError } from "../store-error.ts";

export interface RetryOptions {
  readonly log: Log;
  readonly sleep: (ms: number) => Promise<unknown>;
  /** Milliseconds that only rise. */
  readonly clock: () => number;
  /** From 0 to less than 1. */
  readonly random: () => number;
  /** How often in all; 4 by default. */
  readonly tries?: number;
  /** The longest first pause, doubled after every try; 1 s by default. */
  readonly pauseMs?: number;
  /** No try begins later than this after the first; a minute by default. */
  readonly totalMs?: number;
}

/** The store, which tries again what a StoreError calls retryable. */
export function retrying(store: Store, options: RetryOptions): Store {
  const again = retrier(options);
  return {
    label: store.label,
    traits: store.traits,
    lookup: (keys, call) => again(() => store.lookup(keys, call), call),
    fetch: (keys, into, call) => again(() => store.fetch(keys, into, call), call),
    put: (key, from, call) => again(() => store.put(key, from, call), call),
  };
}

/** The catalog, which tries again what a StoreError calls retryable. */
export function retryingCatalog(catalog: Catalog, options: RetryOptions): Catalog {
  const again = retrier(options);
  return {
    label: catalog.label,
    tellsReads: catalog.tellsReads,
    list: (prefix, call) => again(() => catalog.list(prefix, call), call),
    remove: (bundle, call) => again(() => catalog.remove(bundle, call), call),
  };
}

/**
 * Returns what runs a call again after retryable trouble, after pauses that grow and differ from job to job. The
 * last error is thrown as it came; a call whose signal was given is not tried again.
 */
function retrier({ log, sleep, clock, random, tries = 4, pauseMs = 1_000, totalMs = 60_000 }: RetryOptions) {
  return async <T>(call: () => Promise<T>, { signal }: CallOptions = {}): Promise<T> => {
    const lastMs = clock() + totalMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        // Between half and all of the pause: matrix jobs fail together and should not come back together.
        const waitMs = Math.round(pauseMs * 2 ** (attempt - 1) * (1 + random()) * 0.5);
        const isOver = attempt >= tries || clock() + waitMs > lastMs || signal?.aborted === true;
        if (!(error instanceof StoreError) || !error.retryable || isOver) throw error;
        log.info(`${error.message}: trying again in ${(waitMs / 1000).toFixed(1)} s`);
        await sleep(waitMs);
        signal?.throwIfAborted();
      }
    }
  };
}
