import type { Env } from "../../config/config.ts";
import { secretName } from "../../config/secrets.ts";
import { fingerprint } from "../../key/parts.ts";

/** Variables by which keys of one language can differ. */
interface KeyVariables {
  /** Part of every key, or of the choice of the compiler, which is. */
  readonly inKeys: RegExp;
  /** They reach the compiler, and so the key, as arguments alone. */
  readonly asArguments: RegExp;
}

/**
 * What sccache 0.16 to 0.19 read: src/compiler/rust.rs (`generate_hash_key`), src/compiler/c.rs (`CACHED_ENV_VARS`). Variables that a
 * crate's own source reads are in the key of that crate; nobody else knows which they are. Of C sources that crates bring, the
 * path below CARGO_HOME is in what the preprocessor writes; how it is called, SCCACHE_DIRECT says.
 * https://github.com/mozilla/sccache/blob/v0.16.0/src/compiler/rust.rs
 */
export const keyVariables: Readonly<Record<"rust" | "c", KeyVariables>> = {
  rust: { inKeys: /^CARGO_(?!ENCODED_RUSTFLAGS$)/, asArguments: /^(CARGO_ENCODED_)?RUSTFLAGS$/ },
  c: {
    inKeys:
      /^(CC|CXX|SDKROOT|(MACOSX|IPHONEOS|TVOS|WATCHOS)_DEPLOYMENT_TARGET|CCC_OVERRIDE_OPTIONS|SCCACHE_(C_CUSTOM_CACHE_BUSTER|DIRECT)|CARGO_HOME)$/,
    asArguments: /^(C|CXX|CPP)FLAGS$/,
  },
};

/** A URL with a password in it, such as a proxy's. */
const secretValue = /:\/\/[^/\s]*@/;

/** What changes from run to run and from machine to machine without touching a key. */
const harmless = /^CARGO_(INSTALL_ROOT|MAKEFLAGS|BUILD_JOBS|REGISTR(Y|IES)_.*)$/;

/** Under which the working directory is noted: part of the key of every crate of the workspace. */
export const workingDirectoryName = "PWD";

/** Under which the C compiler is noted, as it titles itself: not a variable, and no fingerprint. */
export const cCompilerName = "cc";

/** Where a job builds. */
interface BuildPaths {
  /** The checkout, absolute. */
  readonly workspace: string;
  /** Where cargo's home is unless CARGO_HOME says otherwise: `.cargo` in the user's home. */
  readonly cargoHome: string;
}

/**
 * Names and fingerprints of the variables, and of the two paths (CARGO_HOME, the workspace), that decide whether a later
 * run can hit: when it misses, the one that differs is the reason. At most 100, in order of name; values are never kept, and
 * of what may be a secret not even a fingerprint.
 */
export function printEnvironment(env: Env, { workspace, cargoHome }: BuildPaths): Record<string, string> {
  const facts = { CARGO_HOME: cargoHome, ...env, [workingDirectoryName]: workspace };
  const patterns = Object.values(keyVariables).flatMap(({ inKeys, asArguments }) => [inKeys, asArguments]);
  const isRelevant = (name: string) =>
    name === workingDirectoryName || patterns.some((pattern) => pattern.test(name));
  const prints = Object.entries(facts)
    .filter(
      ([name]) => isRelevant(name) && !secretName.test(name) && !harmless.test(name) && name.length <= 100,
    )
    .flatMap(([name, value]) =>
      value === undefined || secretValue.test(value) ? [] : [[name, fingerprint(value)] as const],
    );
  return Object.fromEntries(prints.sort(([a], [b]) => (a < b ? -1 : 1)).slice(0, 100));
}
