import type { Store } from "../store.ts";
import { StoreError, type StoreTrouble } from "../store-error.ts";

export interface BreakerOptions {
  /** Milliseconds that only rise. */
  readonly clock: () => number;
  /** Outages in a row after which a store is left alone; 3 by default. */
  readonly outages?: number;
  /** How long it is left alone; a minute by default. */
  readonly restMs?: number;
}

/** Trouble that the next call will have, too. */
const outage: ReadonlySet<StoreTrouble> = new Set(["absent", "denied", "unavailable"]);

/**
 * The store, which is not asked again for a while after several outages in a row: its calls fail at once. Then
 * one call may try: if it fails, the rest begins anew.
 */
export function breaking(store: Store, { clock, outages = 3, restMs = 60_000 }: BreakerOptions): Store {
  let inARow = 0;
  let againAtMs = 0;

  async function guarded<T>(call: () => Promise<T>): Promise<T> {
    const waitMs = againAtMs - clock();
    if (inARow >= outages && waitMs > 0) {
      const wait = `${inARow} outages in a row, left alone for ${Math.ceil(waitMs / 1000)} s more`;
      throw new StoreError(`${store.label}: ${wait}`, { reason: "unavailable" });
    }
    // Others are refused while this one tries.
    againAtMs = clock() + restMs;
    try {
      const answer = await call();
      inARow = 0;
      return answer;
    } catch (error) {
      if (error instanceof StoreError && outage.has(error.reason)) inARow += 1;
      else inARow = 0;
      againAtMs = clock() + restMs;
      throw error;
    }
  }

  return {
    label: store.label,
    traits: store.traits,
    lookup: (keys, call) => guarded(() => store.lookup(keys, call)),
    fetch: (keys, into, call) => guarded(() => store.fetch(keys, into, call)),
    put: (key, from, call) => guarded(() => store.put(key, from, call)),
  };
}
