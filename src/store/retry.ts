import type { Log } from "../log.ts";
import type { Store } from "./store.ts";
import { StoreError } from "./store-error.ts";

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

/**
 * The store, which tries again what a StoreError calls retryable, after pauses that grow and differ from
 * job to job. The last error is thrown as it came.
 */
export function retrying(
  store: Store,
  { log, sleep, clock, random, tries = 4, pauseMs = 1_000, totalMs = 60_000 }: RetryOptions,
): Store {
  async function again<T>(call: () => Promise<T>): Promise<T> {
    const lastMs = clock() + totalMs;
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await call();
      } catch (error) {
        // Between half and all of the pause: matrix jobs fail together and should not come back together.
        const waitMs = Math.round(pauseMs * 2 ** (attempt - 1) * (1 + random()) * 0.5);
        const isOver = attempt >= tries || clock() + waitMs > lastMs;
        if (!(error instanceof StoreError) || !error.retryable || isOver) throw error;
        log.info(`${error.message}: trying again in ${(waitMs / 1000).toFixed(1)} s`);
        await sleep(waitMs);
      }
    }
  }

  return {
    label: store.label,
    lookup: (keys) => again(() => store.lookup(keys)),
    fetch: (keys, into) => again(() => store.fetch(keys, into)),
    put: (key, from) => again(() => store.put(key, from)),
  };
}
