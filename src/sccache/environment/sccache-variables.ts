import { isAbsolute } from "node:path";
import type { Env } from "../../config/config.ts";
import type { Warning } from "../../log.ts";
import { samePlace } from "../same-place.ts";
import type { BuildSettings } from "./build-settings.ts";
import { effectiveDisk, mixesCheckouts, parseCacheSize } from "./sccache-config.ts";

/** Variables that a build is to have, and what is to be said of the user's own. */
export interface Wanted {
  readonly variables: Readonly<Record<string, string>>;
  readonly notices: readonly string[];
}

/** All of it; of two values of a variable the later one counts. */
export function together(all: readonly Wanted[]): Wanted {
  return {
    variables: Object.assign({}, ...all.map(({ variables }) => variables)),
    notices: all.flatMap(({ notices }) => notices),
  };
}

export interface SccacheOptions {
  readonly env: Env;
  readonly settings: BuildSettings;
  /** Absolute path of the restored directory. */
  readonly directory: string;
  /** Whether the input `sccache-dir` names it, which wins over everything else. */
  readonly isAsked: boolean;
  /** What sccache may fill on disk, where the user has not said. */
  readonly cacheSizeBytes: number;
  /** zstd level for sccache's own new entries; undefined leaves it to sccache. */
  readonly compressionLevel?: number | undefined;
}

/** The variables that sccache itself reads: how its server behaves, where its configuration is, and its directory. */
export function sccacheVariables(options: SccacheOptions): Wanted {
  return together([serverSettings(options), configFile(options), diskSettings(options)]);
}

/** An idle server ends after so many seconds: longer than a step without compilations, and an abandoned one ends the same day. */
const idleSeconds = 6 * 3600;
const leastIdleSeconds = 60;

/** What the server is told where the user tells it nothing else, or a number that is too small. */
function serverSettings({ env, compressionLevel }: SccacheOptions): Wanted {
  return together(
    serverDefaults(compressionLevel).map(({ name, value, least }): Wanted => {
      const theirs = env[name];
      if (!theirs || theirs === value) return { variables: { [name]: value }, notices: [] };
      if (least && Number(theirs) > 0 && Number(theirs) < least.value) {
        const notice = `${name} was ${Number(theirs)} and is now ${least.value}: ${least.why}`;
        return { variables: { [name]: String(least.value) }, notices: [notice] };
      }
      return { variables: {}, notices: [`${name} is kept as it was set`] };
    }),
  );
}

interface ServerDefault {
  readonly name: string;
  readonly value: string;
  /** A smaller number of the user's, other than 0, is raised to this one. */
  readonly least?: { readonly value: number; readonly why: string };
}

function serverDefaults(compressionLevel: number | undefined): readonly ServerDefault[] {
  const least = { value: leastIdleSeconds, why: "the server must not end before the build begins" };
  return [
    // A server that dies later then costs time and not the build.
    { name: "SCCACHE_IGNORE_SERVER_IO_ERROR", value: "1" },
    { name: "SCCACHE_IDLE_TIMEOUT", value: String(idleSeconds), least },
    ...(compressionLevel === undefined
      ? []
      : [{ name: "SCCACHE_CACHE_ZSTD_LEVEL", value: String(compressionLevel) }]),
  ];
}

/** The path of sccache's configuration file, where sccache would not find it by what the user has set. */
function configFile({ env, settings }: SccacheOptions): Wanted {
  const { file } = settings.sccacheConfig;
  const asked = env["SCCACHE_CONF"];
  // sccache takes an empty one for a file without a name, and reads none.
  if (file === undefined || asked === undefined || isAbsolute(asked)) return { variables: {}, notices: [] };
  return {
    variables: { SCCACHE_CONF: file },
    notices: [`SCCACHE_CONF was ${asked || "empty"} and is now ${file}`],
  };
}

/** sccache's directory and what it may hold, unless its configuration file says that. */
function diskSettings({ env, directory, cacheSizeBytes, isAsked, settings }: SccacheOptions): Wanted {
  const { file } = settings.sccacheConfig;
  const disk = effectiveDisk(env, settings.sccacheConfig);
  const isFound = disk?.directory === undefined || isAbsolute(disk.directory);
  const isMixed = mixesCheckouts(env, settings.sccacheConfig);
  if (disk && isFound && !isAsked && !isMixed)
    return { variables: {}, notices: [`sccache's own configuration is kept: ${file}`] };
  const theirs = env["SCCACHE_DIR"] ?? "";
  // A relative one leads elsewhere from where sccache is started.
  const isSame = isAbsolute(theirs) && samePlace(theirs, directory);
  // One variable of these and sccache no longer looks at the file's other settings, so all of them follow.
  const variables = {
    ...(isSame ? {} : { SCCACHE_DIR: directory }),
    // Plain bytes: sccache takes many a spelling with a unit for 10 GiB, in silence.
    ...(env["SCCACHE_CACHE_SIZE"] ? {} : { SCCACHE_CACHE_SIZE: String(disk?.sizeBytes ?? cacheSizeBytes) }),
    ...(disk?.readOnly ? { SCCACHE_LOCAL_RW_MODE: "READ_ONLY" } : {}),
    ...(disk?.preprocessor === false || isMixed ? { SCCACHE_DIRECT: "false" } : {}),
  };
  const notices = [
    ...(isFound || isAsked ? [] : [`dir in ${file} was ${disk?.directory} and is now ${directory}`]),
    ...(theirs === "" || isSame ? [] : [`SCCACHE_DIR was ${theirs} and is now ${directory}`]),
    ...(isMixed
      ? ["SCCACHE_DIRECT is now false: it and base directories would mix the objects of checkouts"]
      : []),
  ];
  return { variables, notices };
}

/**
 * What is wrong with the size that the user lets sccache fill, if anything is.
 * https://github.com/mozilla/sccache/blob/main/src/config.rs `parse_size`
 */
export function sizeWarnings(env: Env): Warning[] {
  const size = env["SCCACHE_CACHE_SIZE"] ?? "";
  const bytes = parseCacheSize(size);
  if (size === "" || (bytes ?? 0) > 0) return [];
  const text =
    bytes === 0
      ? `SCCACHE_CACHE_SIZE is ${size}, so sccache keeps no entry and nothing is restored: unset it, or set a size such as 10G`
      : "SCCACHE_CACHE_SIZE is no size that sccache knows, so it takes 10G: write whole bytes, or K, M, G, T";
  return [{ text, topic: "cache-size" }];
}
