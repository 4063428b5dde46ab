/**
 * Whether compilers' flags ask for code for the machine's own CPU, so that what comes out may not run on another model. `flags`
 * are words side by side, or a list of them as text. https://doc.rust-lang.org/rustc/codegen-options/index.html#target-cpu
 */
export function wantsNativeCode(flags: string): boolean {
  return flags.includes("native") && nativeFlag.test(flags); // most say nothing like it, and they are many
}

/** rustc takes `_` for `-`; clang's own front end, behind `-Xclang`, has the CPU in the next word. */
const nativeFlag =
  /target[-_]cpu=native\b|-m(arch|cpu)=native\b|-target-cpu["',\s]+(-Xclang["',\s]+)?native\b/;
