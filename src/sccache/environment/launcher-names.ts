import type { Env } from "../../config/config.ts";

/** Programs that stand before a compiler as sccache does: two of them in a row do not work. */
export const launchers = /(^|[\\/])(ccache|distcc|icecc|buildcache|recc|fastbuild)(\.exe)?$/i;

/** Whether a program of a command is sccache itself. */
export function isSccache(command: string): boolean {
  return /(^|[\\/])sccache(\.exe)?$/i.test(command);
}

/** The C compiler that a build calls: the user's CC without launchers and flags, else `cc`. */
export function cCompiler(env: Env): string {
  return compilerIn(env["CC"]) ?? "cc";
}

/** The compiler that a command calls, such as CC, behind launchers; undefined where it names none. */
export function compilerIn(command = ""): string | undefined {
  const words = command.trim().split(/\s+/);
  return words.find((word) => word !== "" && !isSccache(word) && !launchers.test(word));
}
