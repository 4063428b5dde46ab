import { realpathSync } from "node:fs";
import path from "node:path";

/**
 * Whether two absolute paths lead to one place, however they are written: with a slash at the end, as `D:/` or `d:\`, or by way
 * of links. sccache says where its directory is as it was told, not as we write it.
 */
export function samePlace(one: string, other: string, platform: NodeJS.Platform = process.platform): boolean {
  const plain = (given: string) =>
    platform === "win32" ? path.win32.resolve(given).toLowerCase() : path.posix.resolve(given);
  return plain(one) === plain(other) || plain(followed(one)) === plain(followed(other));
}

function followed(given: string): string {
  try {
    return realpathSync.native(given);
  } catch {
    return given; // nothing is there, so no link either
  }
}
