import type { Config, Wrapper } from "./config.ts";
import { ConfigError, type Problem } from "./config-error.ts";
import { parseSize, sizeGrammar } from "./size.ts";
import type { StoreSpec } from "./store-spec.ts";

/** One setting, as every adapter offers it: the action as an input, the command line as a flag. */
export interface Input<T> {
  readonly name: string;
  /** What an absent or empty value stands for, in the same grammar. */
  readonly fallback: string;
  /** What may be given, for messages: "X is not <allowed>". */
  readonly allowed: string;
  /** Returns undefined for what is not allowed. */
  readonly parse: (text: string) => T | undefined;
}

/** The whole vocabulary, by the field of `Config` that each input sets. */
export const inputs: { readonly [K in keyof Config]: Input<{ readonly value: Config[K] }> } = {
  maxSizeBytes: input("max-size", "500M", sizeGrammar, parseSize),
  strategy: oneOf("strategy", ["lockfile"]),
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
  directory: optional("directory", "a path", (text) => text),
  level: input("level", "3", "a whole number from 1 to 19", (text) => parseWhole(text, 1, 19)),
  store: input("store", "github", "github or local:PATH", parseStore),
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
  if (problems.length > 0) throw new ConfigError(problems);
  return Object.fromEntries(values) as Config;
}

function input<T>(
  name: string,
  fallback: string,
  allowed: string,
  parse: (text: string) => T | undefined,
): Input<{ readonly value: T }> {
  return {
    name,
    fallback,
    allowed,
    parse: (text) => {
      const value = parse(text);
      return value === undefined ? undefined : { value };
    },
  };
}

/** An input that may stay empty, which is undefined. */
function optional<T>(name: string, allowed: string, parse: (text: string) => T | undefined) {
  return {
    name,
    fallback: "",
    allowed,
    parse: (text: string): { readonly value: T | undefined } | undefined => {
      if (text === "") return { value: undefined };
      const value = parse(text);
      return value === undefined ? undefined : { value };
    },
  };
}

/** An input that takes one of a few words, the first of which is the default. */
function oneOf<T extends string>(name: string, words: readonly [T, ...T[]]) {
  return input<T>(name, words[0], words.join(" or "), (text) => words.find((word) => word === text));
}

function flag(name: string, fallback: "true" | "false") {
  return input(name, fallback, "true or false", (text) =>
    text === "true" ? true : text === "false" ? false : undefined,
  );
}

function parseLines(text: string): readonly string[] | undefined {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return lines.some((line) => !line.startsWith("!")) ? lines : undefined;
}

function parseSave(text: string): Config["save"] | undefined {
  if (text === "true") return "always";
  if (text === "false") return "never";
  const words = ["auto", "always", "never", "default-branch"] as const;
  return words.find((word) => word === text);
}

function parseWhole(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

function parseStore(text: string): StoreSpec | undefined {
  if (text === "github") return { kind: "github" };
  const path = /^local:(.+)$/.exec(text)?.[1]?.trim();
  return path ? { kind: "local", path } : undefined;
}

function parseWrap(text: string): readonly Wrapper[] | undefined {
  if (text === "none") return [];
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const known = (["rust", "c", "cmake"] as const).filter((wrapper) => words.includes(wrapper));
  return words.length > 0 && known.length === words.length ? known : undefined;
}
