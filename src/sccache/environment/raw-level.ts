/** A level of zstd at which it only ever writes raw blocks; the least that it knows. */
const rawLevel = -131072;

/**
 * The level that lets sccache write its new entries raw, or undefined where that is not known to work. sccache documents
 * 1 to 22; the versions from 0.16 to 0.19 were seen to take this one too, and to hit what they wrote with it: less work
 * for their server, four times the disk, and the same bundle.
 */
export function rawLevelOf(version: string | null): number | undefined {
  const [, major, minor] = /^(\d+)\.(\d+)\./.exec(version ?? "") ?? [];
  if (major !== "0" || minor === undefined) return undefined;
  return Number(minor) >= 16 && Number(minor) <= 19 ? rawLevel : undefined;
}
