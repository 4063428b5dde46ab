import { fingerprint } from "../../key/fingerprint.ts";

/**
 * Variables that sccache folds into the key of a Rust compilation, or that rustc and cargo read themselves: nearly every
 * CARGO_*, and flags. https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs (`generate_hash_key`)
 */
const relevant =
  /^(CARGO_.*|RUSTFLAGS|RUSTC_.*|RUSTUP_TOOLCHAIN|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|SOURCE_DATE_EPOCH)$/;

/** Names of what is, or may be, a secret: not even a fingerprint of it leaves the machine. */
const secret = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|_KEY$|AUTH/i;

/** What changes from run to run and from machine to machine without touching a key. */
const harmless = /^CARGO_(HOME|INSTALL_ROOT|MAKEFLAGS)$/;

/**
 * Names and fingerprints of the variables that decide whether a later run can hit: when it misses, the one that differs
 * is the reason. At most 100, in order of name; values are never kept.
 */
export function printEnvironment(env: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const names = Object.keys(env)
    .filter((name) => relevant.test(name) && !secret.test(name) && !harmless.test(name) && name.length <= 100)
    .sort()
    .slice(0, 100);
  return Object.fromEntries(names.map((name) => [name, fingerprint(env[name] ?? "")]));
}
