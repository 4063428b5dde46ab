/** How far the time of a line and the duration that it names may be off, where times are exact, and otherwise. */
const slackMs = { exact: 100, cut: 1_100 };

/** When a step may have begun: more than one moment once a step that could have been another was taken. */
export interface Begun {
  readonly beganAt: readonly number[];
}

/** Those that began at about that time: within the exact slack if any did, else within the wide one. */
export function matches<T extends Begun>(
  open: readonly T[],
  { beganMs, exact }: { beganMs: number; exact: boolean },
): T[] {
  const within = (ms: number) =>
    open.filter(({ beganAt }) => beganAt.some((atMs) => Math.abs(atMs - beganMs) <= ms));
  const near = exact ? within(slackMs.exact) : [];
  return near.length > 0 ? near : within(slackMs.cut);
}

/** Whichever of them was taken, what is left may have begun at any of their moments. */
export function allBegun(matching: readonly Begun[]): readonly number[] {
  return [...new Set(matching.flatMap(({ beganAt }) => beganAt))];
}
