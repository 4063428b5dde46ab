import { isAbsolute } from "node:path";
import type { Env, Wrapper } from "../../config/config.ts";
import type { Warning } from "../../log.ts";
import { samePlace } from "../same-place.ts";
import { bypassWarnings } from "./other-places.ts";
import { type DiskSettings, effectiveDisk, parseCacheSize } from "./sccache-config.ts";
import { type Proof, planWrappings, uniteWrappings, type WrapperOptions } from "./wrappers.ts";

/** A variable for the steps that follow. */
export interface Variable {
  readonly name: string;
  readonly value: string;
}

export interface BuildEnvironment {
  /** What differs from the environment that the build would have without us. */
  readonly exports: readonly Variable[];
  /** One line each: a value of the user's that was changed, or that is kept although we would set another. */
  readonly notices: readonly string[];
  /** Never hold the value of a variable that may be a secret. */
  readonly warnings: readonly Warning[];
  /** Calls that show that sccache accepts what each wrapper puts it before. */
  readonly proofs: readonly (Proof & { readonly wrapper: Wrapper })[];
  /** Whether anything will call sccache: also when the user calls it without our help (`wrap: none`). */
  readonly reaches: boolean;
}

export interface EnvironmentOptions extends WrapperOptions {
  /** Absolute path of the restored directory. */
  readonly directory: string;
  /** Whether the input `sccache-dir` names it, which wins over everything else. */
  readonly isAsked: boolean;
  /** What sccache may fill on disk, where the user has not said. */
  readonly cacheSizeBytes: number;
  /** zstd level for sccache's own new entries; undefined leaves it to sccache. */
  readonly compressionLevel?: number | undefined;
  /** Wrappers that did not pass their proof, and why: they are left out. */
  readonly refused?: ReadonlyMap<Wrapper, string>;
}

/** An idle server ends after so many seconds: longer than a step without compilations, and an abandoned one ends the same day. */
const idleSeconds = 6 * 3600;
const leastIdleSeconds = 60;

/**
 * The variables with which a build uses sccache and the restored directory. What the user has set is kept, unless sccache
 * would fail the build by it or write its entries elsewhere; then a notice says what was changed.
 */
export function buildEnvironment(options: EnvironmentOptions): BuildEnvironment {
  const { env, settings, refused = new Map() } = options;
  const passed = planWrappings(options).filter(([wrapper]) => !refused.has(wrapper));
  const wrapped = uniteWrappings(passed.map(([, wrapping]) => wrapping));
  const kept: string[] = [];
  const incremental = noIncremental(env, passed);
  const wanted = { ...serverVariables(options, kept), ...wrapped.variables, ...incremental.variables };
  return {
    exports: Object.entries(wanted)
      .filter(([name, value]) => env[name] !== value)
      .map(([name, value]) => ({ name, value })),
    notices: [...kept, ...incremental.notices, ...wrapped.notices],
    warnings: [
      ...bypassWarnings(env, settings.sccacheConfig),
      ...sizeWarnings(env),
      ...wrapped.warnings,
      ...[...refused].map(
        ([wrapper, why]): Warning => ({
          text: `wrap: ${wrapper} is left out: ${why}`,
          topic: "compiler-refused",
        }),
      ),
    ],
    proofs: passed.flatMap(([wrapper, { proofs }]) => proofs.map((proof) => ({ wrapper, ...proof }))),
    reaches: options.wrap.length === 0 || wrapped.reaches,
  };
}

/**
 * sccache refuses to run while one of these is 1, and cannot cache what a compiler did incrementally. Cargo's own
 * settings, profiles included, give way to CARGO_INCREMENTAL.
 */
function noIncremental(env: Env, passed: ReturnType<typeof planWrappings>) {
  const reached = passed.filter(([, { reaches }]) => reaches).map(([wrapper]) => wrapper);
  const variables: Record<string, string> = {};
  if (reached.length === 0) return { variables, notices: [] };
  if (reached.includes("rust") || env["CARGO_INCREMENTAL"] === "1") variables["CARGO_INCREMENTAL"] = "0";
  if (env["CARGO_BUILD_INCREMENTAL"] === "1") variables["CARGO_BUILD_INCREMENTAL"] = "false";
  const changed = Object.keys(variables).filter((name) => env[name] && env[name] !== variables[name]);
  const notices = changed.map(
    (name) =>
      `${name} was ${env[name]} and is now ${variables[name]}: sccache refuses incremental compilation`,
  );
  return { variables, notices };
}

function serverVariables(options: EnvironmentOptions, notices: string[]): Record<string, string> {
  const { env, compressionLevel, settings } = options;
  const variables: Record<string, string> = {};
  for (const { name, value, least } of serverDefaults(compressionLevel)) {
    const theirs = env[name];
    if (!theirs || theirs === value) variables[name] = value;
    else if (least && Number(theirs) > 0 && Number(theirs) < least.value) {
      variables[name] = String(least.value);
      notices.push(`${name} was ${Number(theirs)} and is now ${least.value}: ${least.why}`);
    } else notices.push(`${name} is kept as it was set`);
  }
  const { file } = settings.sccacheConfig;
  const asked = env["SCCACHE_CONF"];
  // sccache takes an empty one for a file without a name, and reads none.
  if (file !== undefined && asked !== undefined && !isAbsolute(asked)) {
    variables["SCCACHE_CONF"] = file;
    notices.push(`SCCACHE_CONF was ${asked || "empty"} and is now ${file}`);
  }
  const disk = effectiveDisk(env, settings.sccacheConfig);
  const theirs = disk?.directory;
  const isFound = theirs === undefined || isAbsolute(theirs);
  if (disk && isFound && !options.isAsked) {
    notices.push(`sccache's own configuration is kept: ${file}`);
    return variables;
  }
  if (!isFound && !options.isAsked)
    notices.push(`dir in ${file} was ${theirs} and is now ${options.directory}`);
  return { ...variables, ...diskVariables(options, disk, notices) };
}

interface ServerDefault {
  readonly name: string;
  readonly value: string;
  /** A smaller number of the user's, other than 0, is raised to this one. */
  readonly least?: { readonly value: number; readonly why: string };
}

/** What the server is told where the user tells it nothing else. */
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

/** One variable of these and sccache no longer looks at the file's other settings, so all of them follow. */
function diskVariables(
  { env, directory, cacheSizeBytes }: EnvironmentOptions,
  file: DiskSettings | undefined,
  notices: string[],
): Record<string, string> {
  const theirs = env["SCCACHE_DIR"] ?? "";
  // A relative one leads elsewhere from where sccache is started.
  const isSame = isAbsolute(theirs) && samePlace(theirs, directory);
  if (theirs !== "" && !isSame) notices.push(`SCCACHE_DIR was ${theirs} and is now ${directory}`);
  return {
    ...(isSame ? {} : { SCCACHE_DIR: directory }),
    // Plain bytes: sccache takes many a spelling with a unit for 10 GiB, in silence.
    ...(env["SCCACHE_CACHE_SIZE"] ? {} : { SCCACHE_CACHE_SIZE: String(file?.sizeBytes ?? cacheSizeBytes) }),
    ...(file?.readOnly ? { SCCACHE_LOCAL_RW_MODE: "READ_ONLY" } : {}),
    ...(file?.preprocessor === false ? { SCCACHE_DIRECT: "false" } : {}),
  };
}

/** https://github.com/mozilla/sccache/blob/main/src/config.rs `parse_size` */
function sizeWarnings(env: Env): Warning[] {
  const size = env["SCCACHE_CACHE_SIZE"] ?? "";
  const bytes = parseCacheSize(size);
  if (size === "" || (bytes ?? 0) > 0) return [];
  const text =
    bytes === 0
      ? `SCCACHE_CACHE_SIZE is ${size}, so sccache keeps no entry and nothing is restored: unset it, or set a size such as 10G`
      : "SCCACHE_CACHE_SIZE is no size that sccache knows, so it takes 10G: write whole bytes, or K, M, G, T";
  return [{ text, topic: "cache-size" }];
}

/** A level of zstd at which it only ever writes raw blocks; the least that it knows. */
const rawLevel = -131072;

/**
 * The level that lets sccache write its new entries raw, or undefined where that is not known to work. sccache documents
 * 1 to 22; the versions from 0.16 to 0.19 were seen to take this one too, and to hit what they wrote with it: less work
 * for their server, four times the disk, and the same bundle.
 */
export function rawLevelOf(version: string | null): number | undefined {
  return /^0\.1[6-9]\./.test(version ?? "") ? rawLevel : undefined;
}
