import type { Env } from "../../config/config.ts";

/** Programs that stand before a compiler as sccache does: two of them in a row do not work. */
export const launchers = /(^|[\\/])(ccache|distcc|icecc|buildcache|recc|fastbuild)(\.exe)?$/i;

/** Whether a program of a command is sccache itself. */
export function isSccache(command: string): boolean {
  return /(^|[\\/])sccache(\.exe)?$/i.test(command);
}

/** The C compiler that a build calls: the user's CC without launchers and flags, else `cc`. */
export function cCompiler(env: Env): string {
  const words = (env["CC"] ?? "").trim().split(/\s+/);
  return words.find((word) => word !== "" && !isSccache(word) && !launchers.test(word)) ?? "cc";
}
