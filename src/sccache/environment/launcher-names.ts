/** Programs that stand before a compiler as sccache does: two of them in a row do not work. */
export const launchers = /(^|[\\/])(ccache|distcc|icecc|buildcache|recc|fastbuild)(\.exe)?$/i;

/** Whether a program of a command is sccache itself. */
export function isSccache(command: string): boolean {
  return /(^|[\\/])sccache(\.exe)?$/i.test(command);
}
