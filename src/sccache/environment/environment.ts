import type { Wrapper } from "../../config/config.ts";
import { bypassWarnings } from "./remotes.ts";
import { type Wish, wrapperWishes } from "./wrappers.ts";

/** A variable for the steps that follow. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

/** A variable that the user has set to something else than we would. It stays as it is. */
export interface Kept extends Variable {
  readonly wanted: string;
}

export interface BuildEnvironment {
  readonly exports: readonly Variable[];
  readonly kept: readonly Kept[];
  /** One line each, with what to do. Never holds the value of a variable. */
  readonly warnings: readonly string[];
}

export interface EnvironmentOptions {
  /** Absolute path of the restored directory. */
  readonly directory: string;
  /** What sccache may fill on disk. */
  readonly cacheSizeBytes: number;
  readonly wrap: readonly Wrapper[];
  /** Absolute path of the binary. Its folder should be on the PATH of the steps that follow. */
  readonly sccachePath: string;
  /** zstd level for sccache's own new entries; undefined leaves it to sccache. */
  readonly compressionLevel?: number;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
}

/**
 * The variables with which a build uses sccache and the restored directory. What the user has set is never
 * overridden: it is in `kept` when it differs from what we would set, and in neither list when it is the same.
 */
export function buildEnvironment(options: EnvironmentOptions): BuildEnvironment {
  const { env, wrap, platform, sccachePath } = options;
  const wrappers = wrapperWishes({ wrap, platform, sccachePath, env });
  const exports: Variable[] = [];
  const kept: Kept[] = [];
  for (const { name, wanted, unless = [] } of [...serverWishes(options), ...wrappers.wishes]) {
    const set = [name, ...unless].find((variable) => isSet(env, variable));
    if (set === undefined) exports.push({ name, value: wanted });
    else if (env[set] !== wanted) kept.push({ name: set, value: env[set] ?? "", wanted });
  }
  return { exports, kept, warnings: [...bypassWarnings(env), ...sizeWarnings(env), ...wrappers.warnings] };
}

/** Empty is not set, but for cargo: an empty RUSTC_WRAPPER is how a user says "none". */
function isSet(env: EnvironmentOptions["env"], variable: string): boolean {
  return env[variable] !== undefined && (env[variable] !== "" || /^(RUSTC|CARGO)_/.test(variable));
}

function serverWishes(options: EnvironmentOptions): Wish[] {
  const { directory, cacheSizeBytes, compressionLevel } = options;
  const wishes = [
    { name: "SCCACHE_DIR", wanted: directory },
    // Plain bytes: sccache takes many a spelling with a unit for 10 GiB, in silence.
    { name: "SCCACHE_CACHE_SIZE", wanted: String(cacheSizeBytes) },
    // 0 is never. After ten idle minutes the server would end, and its statistics with it.
    { name: "SCCACHE_IDLE_TIMEOUT", wanted: "0" },
  ];
  if (compressionLevel === undefined) return wishes;
  return [...wishes, { name: "SCCACHE_CACHE_ZSTD_LEVEL", wanted: String(compressionLevel) }];
}

/** https://github.com/mozilla/sccache/blob/main/src/config.rs `parse_size` */
function sizeWarnings(env: EnvironmentOptions["env"]): string[] {
  const size = env["SCCACHE_CACHE_SIZE"] ?? "";
  if (size === "" || /^\d+[KMGT]?$/i.test(size)) return [];
  return [
    "SCCACHE_CACHE_SIZE is no size that sccache knows, so it takes 10G: write whole bytes, or K, M, G, T",
  ];
}
