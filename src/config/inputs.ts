import type { Config } from "./config.ts";
import { ConfigError, type Problem } from "./config-error.ts";
import { flag, type Input, input, oneOf, optional } from "./input-kinds.ts";
import { parseStore, storeGrammar } from "./parse-store.ts";
import {
  parseLines,
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
  name: input("name", "sccache", "1 to 60 letters, digits, dots, dashes or underscores", (text) =>
    /^[A-Za-z0-9._-]{1,60}$/.test(text) ? text : undefined,
  ),
  share: oneOf("share", ["job", "name"]),
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
  cleanup: input("cleanup", "auto", "auto or never", (text) =>
    text === "auto" ? true : text === "never" ? false : undefined,
  ),
  keep: input("keep", "1", "a whole number from 1 to 100", (text) => parseWhole(text, 1, 100)),
  pullRequest: oneOf("pull-request", ["overlay", "full", "none"]),
  directory: optional("directory", "a path", (text) => text),
  level: input("level", "3", "a whole number from 1 to 19", (text) => parseWhole(text, 1, 19)),
  segmentBytes: input("segment-size", "128M", "a size from 1M to 1G", (text) =>
    parseSizeWithin(text, 1e6, 1e9),
  ),
  threads: optional("threads", "a whole number from 1 to 64", (text) => parseWhole(text, 1, 64)),
  store: input("store", "github", storeGrammar, parseStore),
  wrap: input("wrap", "rust", "none, or a list of rust, c, cmake", parseWrap),
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
  lookupOnly: flag("lookup-only", "false"),
  failOnCacheMiss: flag("fail-on-cache-miss", "false"),
  strict: flag("strict", "false"),
  summary: flag("summary", "true"),
};

/**
 * Reads every input through `read`, which returns what the user gave, or the empty string.
 * @throws {ConfigError} naming every input that is not usable.
 */
export function parseConfig(read: (name: string) => string): Config {
  const problems: Problem[] = [];
  const values = Object.entries(inputs).map(([field, { name, fallback, allowed, parse }]) => {
    const text = read(name).trim() || fallback;
    const parsed = parse(text);
    if (!parsed) problems.push({ name, value: text, allowed });
    return [field, parsed?.value];
  });
  const config = Object.fromEntries(values) as Config;
  if (problems.length === 0) problems.push(...contradictions(config));
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** Inputs that are each in order, and yet do not go together. */
function contradictions({ strategy, key, restoreKeys }: Config): Problem[] {
  const custom = strategy === "custom";
  if (custom && key === undefined)
    return [{ name: "key", value: "", allowed: "empty when strategy is custom" }];
  if (custom) return [];
  const unused = (name: string, value: string): Problem => ({
    name,
    value,
    allowed: "used unless strategy is custom",
  });
  return [
    ...(key === undefined ? [] : [unused("key", key)]),
    ...(restoreKeys.length === 0 ? [] : [unused("restore-keys", restoreKeys.join("\n"))]),
  ];
}
