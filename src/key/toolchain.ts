import type { Toolchain } from "./ingredients.ts";

/**
 * The compiler that a text printed by `rustc -vV` names, or undefined when it is not such a text.
 * Format: https://doc.rust-lang.org/rustc/command-line-arguments.html#-v--verbose-use-verbose-output
 */
export function parseToolchain(text: string): Toolchain | undefined {
  const title = /^rustc .{1,200}$/m.exec(text)?.[0];
  const release = /^release: ([A-Za-z0-9.+-]{1,60})$/m.exec(text)?.[1];
  const commit = /^commit-hash: ([0-9a-f]{7,64})$/m.exec(text)?.[1];
  return title && release ? { title, release, commit } : undefined;
}
