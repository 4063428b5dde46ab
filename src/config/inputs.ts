import type { Config } from "./config.ts";
import { ConfigError, type Problem } from "./config-error.ts";
import { flag, type Input, input, oneOf, optional } from "./input-kinds.ts";
import { parseStore, storeGrammar } from "./parse-store.ts";
import {
  isAuto,
  parseDelete,
  parseLines,
  parseName,
  parseSave,
  parseSizeWithin,
  parseTemplate,
  parseTemplates,
  parseWhole,
  parseWrap,
  templateGrammar,
} from "./parsers.ts";
import { parseSize, sizeGrammar } from "./size.ts";

/** The whole vocabulary, by the field of `Config` that each input sets. */
export const inputs: { readonly [K in keyof Config]: Input<{ readonly value: Config[K] }> } = {
  maxSizeBytes: input("max-size", "500M", sizeGrammar, parseSize),
  repositoryLimitBytes: input("repository-limit", "10G", sizeGrammar, parseSize),
  reserveBytes: input("reserve", "500M", sizeGrammar, parseSize),
  strategy: oneOf("strategy", [
    "lockfile",
    "lockfile-once",
    "rolling",
    "daily",
    "weekly",
    "commit",
    "branch",
    "custom",
  ]),
  key: optional("key", templateGrammar, parseTemplate),
  restoreKeys: input("restore-keys", "", `up to 9 lines, each ${templateGrammar}`, parseTemplates),
  keyPrefix: input("key-prefix", "sccache", "a text of at most 200 characters on one line", parseName),
  sharedKey: optional("shared-key", "a text of at most 200 characters on one line", parseName),
  lockfiles: input(
    "lockfiles",
    "**/Cargo.lock, **/vcpkg.json, **/conan.lock",
    "one or more globs, one a line",
    parseLines,
  ),
  save: input("save", "auto", "auto, always, never, default-branch, true or false", parseSave),
  evict: oneOf("evict", ["auto", "unused", "budget-only"]),
  maxAgeDays: optional("max-age", "a whole number of days from 1 to 3650", (text) =>
    parseWhole(text, 1, 3650),
  ),
  deleteSuperseded: input("delete-superseded", "auto", "auto, never, true or false", parseDelete),
  keepLast: input("keep-last", "1", "a whole number from 1 to 100", (text) => parseWhole(text, 1, 100)),
  pullRequest: oneOf("pull-request", ["overlay", "full", "none"]),
  sccacheDir: optional("sccache-dir", "a path", (text) => text),
  compressionLevel: input("compression-level", "3", "a whole number from 1 to 19", (text) =>
    parseWhole(text, 1, 19),
  ),
  segmentBytes: input("segment-size", "128M", "a size from 1M to 1G", (text) =>
    parseSizeWithin(text, 1e6, 1e9),
  ),
  threads: optional("threads", "a whole number from 1 to 64", (text) => parseWhole(text, 1, 64)),
  store: input("store", "github", storeGrammar, parseStore),
  wrap: input("wrap", "auto", "auto, none, or a list of rust, c, cmake", parseWrap),
  sccache: oneOf("sccache", ["auto", "path", "install"]),
  sccacheVersion: optional("sccache-version", "an exact version such as 0.16.0", (text) =>
    /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(-[A-Za-z0-9.]{1,40})?$/.test(text) ? text.replace(/^v/, "") : undefined,
  ),
  sccacheSha256: optional("sccache-sha256", "64 hex digits", (text) =>
    /^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : undefined,
  ),
  sccacheMirror: optional("sccache-mirror", "an http or https address", (text) =>
    /^https?:\/\/[^\s/]/.test(text) ? text.replace(/\/+$/, "") : undefined,
  ),
  restore: flag("restore", "true"),
  lookupOnly: flag("lookup-only", "false"),
  failOnCacheMiss: flag("fail-on-cache-miss", "false"),
  strict: flag("strict", "false"),
  jobSummary: oneOf("job-summary", ["always", "on-failure", "never"]),
  prComment: flag("pr-comment", "false"),
};

/** What a default may depend on. */
export interface Surroundings {
  /** Whether the workspace has a CMakeLists.txt; asked for `wrap: auto` alone. */
  readonly usesCMake: () => boolean;
}

/**
 * Reads every input through `read`, which returns what the user gave, or the empty string.
 * @throws {ConfigError} naming every input that is not valid
 */
export function parseConfig(
  read: (name: string) => string,
  { usesCMake }: Surroundings = { usesCMake: () => false },
): Config {
  const problems: Problem[] = [];
  const values = Object.entries(inputs).map(([field, { name, fallback, allowed, parse }]) => {
    const text = read(name).trim() || fallback;
    const parsed = parse(text);
    if (!parsed) problems.push({ name, value: text, why: `is not ${allowed}` });
    return [field, parsed?.value];
  });
  const parsed = Object.fromEntries(values) as Config;
  const wrapsCMake = problems.length === 0 && isAuto(read(inputs.wrap.name)) && usesCMake();
  const config: Config = wrapsCMake ? { ...parsed, wrap: [...parsed.wrap, "cmake"] } : parsed;
  if (problems.length === 0) problems.push(...contradictions(config, (name) => read(name).trim()));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Inputs that are each in order, and yet do not go together. */
function contradictions(config: Config, given: (name: string) => string): Problem[] {
  return [...keyContradictions(config), ...roomContradictions(config, given("reserve"))];
}

function keyContradictions({ strategy, key, restoreKeys }: Config): Problem[] {
  if (strategy === "custom")
    return key === undefined ? [{ name: "key", value: "", why: "is required with `strategy: custom`" }] : [];
  const why = "needs `strategy: custom`";
  return [
    ...(key === undefined ? [] : [{ name: "key", value: key, why }]),
    ...(restoreKeys.length === 0 ? [] : [{ name: "restore-keys", value: restoreKeys.join("\n"), why }]),
  ];
}

function roomContradictions({ reserveBytes, repositoryLimitBytes }: Config, reserve: string): Problem[] {
  if (reserveBytes < repositoryLimitBytes || repositoryLimitBytes === 0) return [];
  const why = "must be smaller than `repository-limit`, or nothing is ever saved";
  return [{ name: "reserve", value: reserve, why }];
}
