import { fingerprint } from "../../key/parts.ts";

/**
 * Variables that sccache folds into the key of a Rust compilation, or that rustc and cargo read themselves: every
 * CARGO_*, and flags. https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs (`generate_hash_key`)
 */
const relevant =
  /^(CARGO_.*|RUSTFLAGS|RUSTC_.*|RUSTUP_TOOLCHAIN|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|SOURCE_DATE_EPOCH)$/;

/** Names of what is, or may be, a secret: not even a fingerprint of it leaves the machine. */
const secret = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|_KEY$|AUTH/i;

/** A URL with a password in it, such as a proxy's. */
const secretValue = /:\/\/[^/\s]*@/;

/** What changes from run to run and from machine to machine without touching a key. */
const harmless = /^CARGO_(INSTALL_ROOT|MAKEFLAGS|BUILD_JOBS|REGISTR(Y|IES)_.*)$|^RUSTC(_WORKSPACE)?_WRAPPER$/;

/** Under which the working directory is noted: part of the key of every crate of the workspace. */
export const workingDirectoryName = "PWD";

/** Where a job builds. */
interface BuildPlace {
  /** The checkout, absolute. */
  readonly workspace: string;
  /** Where cargo's home is unless CARGO_HOME says otherwise: `.cargo` in the user's home. */
  readonly cargoHome: string;
}

/**
 * Names and fingerprints of the variables, and of the two paths (CARGO_HOME, the workspace), that decide whether a later
 * run can hit: when it misses, the one that differs is the reason. At most 100, in order of name; values are never kept.
 */
export function printEnvironment(
  env: Readonly<Record<string, string | undefined>>,
  place?: BuildPlace,
): Record<string, string> {
  const facts: Record<string, string | undefined> = place
    ? { CARGO_HOME: place.cargoHome, ...env, [workingDirectoryName]: place.workspace }
    : { ...env, [workingDirectoryName]: undefined };
  const names = Object.keys(facts)
    .filter((name) => relevant.test(name) || (place && name === workingDirectoryName))
    .filter((name) => !secret.test(name) && !harmless.test(name) && name.length <= 100)
    .filter((name) => facts[name] !== undefined && !secretValue.test(facts[name]))
    .sort()
    .slice(0, 100);
  return Object.fromEntries(names.map((name) => [name, fingerprint(facts[name] ?? "")]));
}
