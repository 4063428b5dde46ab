import type { Store } from "../src/store/store.ts";

/** What a store was asked and what it moved. Bytes are of bundles, seconds of waiting for the store. */
export interface StoreActivity {
  readonly lookups: number;
  readonly fetches: number;
  readonly puts: number;
  /** Lookups and fetches that found something, and those that did not. */
  readonly hits: number;
  readonly misses: number;
  /** Puts that came second. */
  readonly taken: number;
  /** Calls that threw. */
  readonly failures: number;
  readonly bytesDown: number;
  readonly bytesUp: number;
  readonly seconds: number;
}

export interface ObservedStore extends Store {
  /** All since the beginning; a value, which later calls leave alone. */
  activity(): StoreActivity;
}

const nothing: StoreActivity = {
  lookups: 0,
  fetches: 0,
  puts: 0,
  hits: 0,
  misses: 0,
  taken: 0,
  failures: 0,
  bytesDown: 0,
  bytesUp: 0,
  seconds: 0,
};

/** The store, with a record of what it does. `clock` gives milliseconds that only rise. */
export function observed(store: Store, clock: () => number): ObservedStore {
  let activity = nothing;
  const add = (more: Partial<StoreActivity>): void => {
    activity = sumOf(activity, more);
  };

  /** Runs one call; `count` says what its answer adds. */
  async function watch<T>(
    asked: Partial<StoreActivity>,
    call: () => Promise<T>,
    count: (answer: T) => Partial<StoreActivity>,
  ): Promise<T> {
    const startMs = clock();
    add(asked);
    try {
      const answer = await call();
      add(count(answer));
      return answer;
    } catch (error) {
      add({ failures: 1 });
      throw error;
    } finally {
      add({ seconds: (clock() - startMs) / 1000 });
    }
  }

  return {
    label: store.label,
    traits: store.traits,
    lookup: (keys, call) =>
      watch(
        { lookups: 1 },
        () => store.lookup(keys, call),
        ({ kind }) => (kind === "hit" ? { hits: 1 } : { misses: 1 }),
      ),
    fetch: (keys, into, call) =>
      watch(
        { fetches: 1 },
        () => store.fetch(keys, into, call),
        (fetched) => (fetched.kind === "hit" ? { hits: 1, bytesDown: fetched.bytes } : { misses: 1 }),
      ),
    put: (key, from, call) =>
      watch(
        { puts: 1 },
        () => store.put(key, from, call),
        (stored) => (stored.kind === "stored" ? { bytesUp: stored.bytes } : { taken: 1 }),
      ),
    activity: () => activity,
  };
}

function sumOf(one: StoreActivity, more: Partial<StoreActivity>): StoreActivity {
  const of = (name: keyof StoreActivity) => one[name] + (more[name] ?? 0);
  return {
    lookups: of("lookups"),
    fetches: of("fetches"),
    puts: of("puts"),
    hits: of("hits"),
    misses: of("misses"),
    taken: of("taken"),
    failures: of("failures"),
    bytesDown: of("bytesDown"),
    bytesUp: of("bytesUp"),
    seconds: of("seconds"),
  };
}
