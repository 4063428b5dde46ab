import type { Ingredients, KeyPart, Toolchain } from "./ingredients.ts";
import { fingerprint, word } from "./word.ts";

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

/** Whether compiler flags ask for the machine's own instruction set, so that objects fit only machines like it. */
export function wantsNativeCode(flags: string): boolean {
  return /target-cpu=native\b/.test(flags) || /-(march|mcpu)=native\b/.test(flags);
}

/** The part of a key for all that compiles: rustc, the C compiler, and the CPU where code is made for it alone. */
export function toolchainPart({ toolchain, compiler, cpu }: Ingredients): KeyPart {
  const parts: KeyPart[] = [];
  if (toolchain) {
    const commit = toolchain.commit ? `.${toolchain.commit.slice(0, 9)}` : "";
    parts.push({ part: `rust${word(toolchain.release)}${commit}`, from: toolchain.title });
  }
  if (compiler !== undefined) parts.push({ part: `cc.${fingerprint(compiler)}`, from: compiler });
  if (parts.length === 0) parts.push({ part: "norust", from: "no rustc found" });
  if (cpu !== undefined)
    parts.push({ part: `cpu.${fingerprint(cpu.model)}`, from: `${cpu.model} (${cpu.why})` });
  return { part: parts.map(({ part }) => part).join("_"), from: parts.map(({ from }) => from).join(", ") };
}
