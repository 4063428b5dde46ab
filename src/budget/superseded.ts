/** A bundle in a store, as far as cleaning up needs to know it. Times are milliseconds since 1970. */
export interface StoredVersion {
  readonly key: string;
  /** The ref whose jobs saved it, where the store keeps refs apart. */
  readonly ref?: string;
  readonly savedAtMs: number;
  /** Where the store notes it. */
  readonly lastReadAtMs?: number;
}

export interface SupersededOptions {
  /** Whether a key is of the family that is being cleaned. */
  readonly isFamily: (key: string) => boolean;
  /** Bundles of other refs stay; those that have no ref are everybody's. */
  readonly ref: string | undefined;
  /** The bundle that was just saved, which is never superseded. */
  readonly newestKey: string;
  /** How many bundles stay, the newest included; at least 1. */
  readonly keep: number;
  readonly nowMs: number;
}

/** A bundle that was read this recently may still be on its way to another job. */
const readingMs = 5 * 60_000;

/**
 * The bundles that a new one makes superfluous: older ones of its family and ref, beyond the newest `keep`, the oldest
 * first. One that was read within the last minutes stays: a job may be downloading it, and the next run collects it.
 */
export function superseded<V extends StoredVersion>(versions: readonly V[], options: SupersededOptions): V[] {
  const { isFamily, newestKey, keep, nowMs } = options;
  return versions
    .filter(
      ({ key, ref }) => key !== newestKey && (ref === undefined || ref === options.ref) && isFamily(key),
    )
    .sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1))
    .slice(Math.max(0, keep - 1))
    .filter(({ lastReadAtMs = 0 }) => nowMs - lastReadAtMs > readingMs)
    .reverse();
}
