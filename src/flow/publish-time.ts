/** When a bundle is made of a directory that is in use. Times in milliseconds. */
export interface PublishTimes {
  /** The directory must have been left alone for so long. */
  readonly quietMs: number;
  /** After so long it is published although it never comes to rest, or undefined for never. */
  readonly everyMs: number | undefined;
}

export interface WatchedActivity {
  /** The last time that an entry was added or used, or undefined when nothing happened since the last bundle. */
  readonly lastMs: number | undefined;
  /** When the last bundle was made, or the watch begun. */
  readonly publishedMs: number;
}

/** How long to wait from now until a bundle is due: 0 when it is, undefined when nothing happened. */
export function waitMs(
  { lastMs, publishedMs }: WatchedActivity,
  { quietMs, everyMs }: PublishTimes,
  nowMs: number,
): number | undefined {
  if (lastMs === undefined) return undefined;
  const quietIn = lastMs + quietMs - nowMs;
  const dueIn = everyMs === undefined ? Number.POSITIVE_INFINITY : publishedMs + everyMs - nowMs;
  return Math.max(0, Math.min(quietIn, dueIn));
}
