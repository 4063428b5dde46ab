/**
 * How keys are found by prefix where artifacts are found by exact name alone. For each place where a key has a
 * dash there is a pointer: a small artifact that lists the newest keys with what comes before that dash, and the
 * dash. `a-b-c` is in the pointers of ``, `a-` and `a-b-`. A prefix is looked for in the longest pointer that it
 * begins with: that of `a-b-` for `a-b-` itself and for `a-b-c`.
 *
 * Whoever saves last writes a pointer last, so it is right about the newest key; of two that save in one moment
 * one may be missing from the pointers that both share, until it saves again. Families have pointers of their
 * own, so jobs of different families never harm each other's.
 */

export interface PointedKey {
  readonly key: string;
  readonly bytes: number;
  readonly savedMs: number;
}

/** The most that a pointer lists: some 40 KB. */
const mostKeys = 200;

/** The prefixes that have a pointer with this key, the shortest first. */
export function pointersOf(key: string): string[] {
  const dashes = [...key.matchAll(/-/g)].map(({ index }) => key.slice(0, index + 1));
  return ["", ...dashes];
}

/** The prefix whose pointer lists what begins with `wanted`. */
export function pointerFor(wanted: string): string {
  return wanted.slice(0, wanted.lastIndexOf("-") + 1);
}

/** Those that a pointer lists, the newest first; nothing for a text that is no pointer. */
export function parsePointer(text: string | undefined): PointedKey[] {
  if (text === undefined) return [];
  try {
    const { format, keys } = JSON.parse(text) as { readonly format?: unknown; readonly keys?: unknown };
    return format === 1 && Array.isArray(keys) ? keys.filter(isPointed) : [];
  } catch {
    // Anybody with the token may write there; a pointer that is none has nothing to say.
    return [];
  }
}

/** The pointer with this key as its newest. */
export function pointerWith(newest: PointedKey, before: readonly PointedKey[]): string {
  const others = before.filter(({ key }) => key !== newest.key);
  return JSON.stringify({ format: 1, keys: [newest, ...others].slice(0, mostKeys) });
}

function isPointed(value: unknown): value is PointedKey {
  if (typeof value !== "object" || value === null) return false;
  const { key, bytes, savedMs } = value as Record<string, unknown>;
  return typeof key === "string" && typeof bytes === "number" && typeof savedMs === "number";
}
