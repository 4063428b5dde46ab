// biome-ignore-all lint/style/noExcessiveLinesPerFile: the one table of all inputs: what each is called, takes, means and applies to.
// `npm run build` makes action.yml, restore/action.yml, save/action.yml, merge/action.yml and the README's table from it, and
// the command line its flags, help and completion.

import type { Config } from "./config.ts";
import { parseStore, storeGrammar } from "./parse-store.ts";
import {
  formatGrammar,
  parseCommandFormat,
  parseDelete,
  parseLines,
  parseName,
  parseRestore,
  parseSave,
  parseSizeWithin,
  parseTemplate,
  parseTemplates,
  parseWhole,
  parseWrap,
  templateGrammar,
} from "./parsers.ts";
import { parseSize, sizeGrammar } from "./size.ts";

/** Where an input applies: a step of the action, a command of the command line, or both. */
export type Place = "restore" | "save" | "merge" | "watch" | "prune" | "pack" | "unpack" | "verify" | "plan";

/** Under which heading an input is shown. */
export type Group = "Common" | "Key" | "Budget" | "Store" | "sccache" | "Advanced";

/** What an input is called, means and applies to. */
interface About {
  readonly name: string;
  readonly group: Group;
  readonly places: readonly Place[];
  /** In Markdown: what it does, its values, its default where that is not a value. */
  readonly meaning: string;
}

/** One setting, as every adapter offers it: the action as an input, the command line as a flag. */
export interface Input<T> extends About {
  /** What an absent or empty value stands for, in the same grammar. */
  readonly fallback: string;
  /** What may be given, for messages: "X is not <allowed>". */
  readonly allowed: string;
  /** Returns undefined for what is not allowed. */
  readonly parse: (text: string) => T | undefined;
  /** All values there are, where they are few. */
  readonly words?: readonly string[];
}

const anyText = "a text of at most 200 characters on one line";
/** Where keys are made. */
const keyed: readonly Place[] = ["restore", "save", "merge", "watch"];
/** Where keys are made that a user may name. */
const named: readonly Place[] = ["restore", "save", "watch"];
/** Where a new bundle is made and saved. */
const saving: readonly Place[] = ["save", "merge", "watch"];

function about(name: string, group: Group, places: readonly Place[], meaning: string) {
  return { name, group, places, meaning };
}

/** All inputs, by the field of `Config` that each sets, in the order in which they are shown. */
export const inputs: { readonly [K in keyof Config]: Input<{ readonly value: Config[K] }> } = {
  maxSizeBytes: input(
    about(
      "max-size",
      "Common",
      ["restore", ...saving, "plan"],
      "Size limit of one bundle, as uploaded. `0` saves nothing.",
    ),
    "500M",
    sizeGrammar,
    parseSize,
  ),
  save: input(
    about(
      "save",
      "Common",
      ["save", "watch"],
      "When to save. `auto` or `true`: if enough is new, for events that run trusted code; not in merge queues or for tags; in pull requests as `pull-request` says. `always`: whenever something is new. `default-branch`: like `auto`, on the default branch only. `never` or `false`.",
    ),
    "auto",
    "auto, always, never, default-branch, true or false",
    parseSave,
  ),
  pullRequest: oneOf(
    about(
      "pull-request",
      "Common",
      ["restore", "save"],
      "What a pull request saves. `overlay`: only what its base is missing. `full`: a whole bundle of its own. `none`: nothing.",
    ),
    ["overlay", "full", "none"],
  ),
  sharedKey: optional(
    about(
      "shared-key",
      "Common",
      named,
      "Jobs with the same value share bundles. By default each job and each matrix job has its own.",
    ),
    anyText,
    parseName,
  ),
  keyPrefix: input(
    about(
      "key-prefix",
      "Common",
      [...keyed, "prune"],
      "First part of every key. Any text; characters that keys cannot hold are replaced.",
    ),
    "sccache",
    anyText,
    parseName,
  ),
  wrap: input(
    about(
      "wrap",
      "Common",
      keyed,
      "Which compilers to run through sccache: `auto` (`rust`, and `cmake` if the workspace has a CMakeLists.txt), a list of `rust` (RUSTC_WRAPPER), `c` (CC and CXX) and `cmake` (CMake's launchers), or `none`.",
    ),
    "auto",
    "auto, none, or a list of rust, c, cmake",
    parseWrap,
  ),
  lockfiles: input(
    about(
      "lockfiles",
      "Common",
      keyed,
      "Files whose content is part of the key: globs relative to the workspace, one a line or separated by commas; a leading `!` excludes. The folders `target`, `vendor`, `node_modules`, `.cargo` and `.git` are never searched.",
    ),
    "**/Cargo.lock, **/vcpkg.json, **/conan.lock",
    "one or more globs, one a line",
    parseLines,
  ),
  strategy: oneOf(
    about(
      "strategy",
      "Common",
      keyed,
      "How the key ends, and so how often a bundle is saved: `lockfile`, `lockfile-once`, `rolling`, `daily`, `weekly`, `commit`, `branch` or `custom`; see docs/keys.md.",
    ),
    ["lockfile", "lockfile-once", "rolling", "daily", "weekly", "commit", "branch", "custom"],
  ),
  store: input(
    about(
      "store",
      "Store",
      [...keyed, "prune"],
      "Where bundles are kept: `github`, `local:PATH`, `s3://BUCKET/PREFIX`, `azure://CONTAINER/PREFIX`, `vercel`, or several levels separated by commas; see docs/stores.md.",
    ),
    "github",
    storeGrammar,
    parseStore,
  ),
  strict: yesOrNo(
    about(
      "strict",
      "Common",
      ["restore", "save"],
      "`true`: errors of the cache fail the step. Otherwise they are warnings, and the build continues without a cache.",
    ),
    "false",
  ),
  restore: input(
    about(
      "restore",
      "Advanced",
      ["restore"],
      "`auto`: restore a bundle, except for tags and releases, since what is published should not come from a cache. `true`: for those too. `false`: restore nothing and build from scratch; the save still runs.",
    ),
    "auto",
    "auto, true or false",
    parseRestore,
  ),
  key: optional(
    about(
      "key",
      "Key",
      named,
      "Only with `strategy: custom`: the key. Placeholders: `{prefix}`, `{os}`, `{arch}`, `{toolchain}`, `{lockfiles}`, `{ref}`, `{sha}`, `{run}`, `{date}`, `{workflow}`, `{job}`, `{matrix}`.",
    ),
    templateGrammar,
    parseTemplate,
  ),
  restoreKeys: input(
    about(
      "restore-keys",
      "Key",
      named,
      "Only with `strategy: custom`: what to fall back to, one a line, the best first. Each is a key or the beginning of one.",
    ),
    "",
    `up to 9 lines, each ${templateGrammar}`,
    parseTemplates,
  ),
  repositoryLimitBytes: input(
    about(
      "repository-limit",
      "Budget",
      ["save", "watch"],
      "Size of the repository's cache, all entries together, above which GitHub evicts.",
    ),
    "10G",
    sizeGrammar,
    parseSize,
  ),
  reserveBytes: input(
    about(
      "reserve",
      "Budget",
      ["save", "watch"],
      "Part of `repository-limit` that is left free for other caches.",
    ),
    "500M",
    sizeGrammar,
    parseSize,
  ),
  evict: oneOf(
    about(
      "evict",
      "Budget",
      ["save", "watch"],
      "Which entries to remove even if they would fit. `auto`: those that complete runs no longer use. `unused`: all that this run did not use. `budget-only`: none.",
    ),
    ["auto", "unused", "budget-only"],
  ),
  maxAgeDays: optional(
    about(
      "max-age",
      "Budget",
      ["save", "watch"],
      "Days without use after which an entry is removed, 1 to 3650. Default: never.",
    ),
    "a whole number of days from 1 to 3650",
    (text) => parseWhole(text, 1, 3650),
  ),
  deleteSuperseded: input(
    about(
      "delete-superseded",
      "Budget",
      saving,
      "`auto`: after an upload, delete the bundles that the new one supersedes. Needs `permissions: actions: write`. `never`: leave them to GitHub.",
    ),
    "auto",
    "auto, never, true or false",
    parseDelete,
  ),
  keepLast: input(
    about(
      "keep-last",
      "Budget",
      [...saving, "prune"],
      "Number of bundles to keep of each family and ref, the new one included, 1 to 100.",
    ),
    "1",
    "a whole number from 1 to 100",
    (text) => parseWhole(text, 1, 100),
  ),
  compressionLevel: input(
    about("compression-level", "Advanced", [...saving, "pack"], "zstd level of the bundle, 1 to 19."),
    "3",
    "a whole number from 1 to 19",
    (text) => parseWhole(text, 1, 19),
  ),
  segmentBytes: input(
    about(
      "segment-size",
      "Advanced",
      [...saving, "pack"],
      "Uncompressed size of an independent part of the bundle, 1M to 1G. Larger compresses better and needs more memory.",
    ),
    "128M",
    "a size from 1M to 1G",
    (text) => parseSizeWithin(text, 1e6, 1e9),
  ),
  threads: optional(
    about(
      "threads",
      "Advanced",
      ["restore", ...saving, "pack", "unpack", "verify"],
      "Number of threads to pack and unpack with, 1 to 64. Default: one per core.",
    ),
    "a whole number from 1 to 64",
    (text) => parseWhole(text, 1, 64),
  ),
  sccacheDir: optional(
    about(
      "sccache-dir",
      "sccache",
      ["restore", "save", "watch"],
      "sccache's directory. Default: `SCCACHE_DIR`, else sccache's own default.",
    ),
    "a path",
    (text) => text,
  ),
  sccache: oneOf(
    about(
      "sccache",
      "sccache",
      ["restore", "save", "watch"],
      "`auto`: the sccache on PATH, else install it. `path`: only the one on PATH. `install`: always install it.",
    ),
    ["auto", "path", "install"],
  ),
  sccacheVersion: optional(
    about(
      "sccache-version",
      "sccache",
      ["restore", "save", "watch"],
      "Exact version of sccache, such as `0.16.0`. Default: any on PATH, else 0.16.0 is installed.",
    ),
    "an exact version such as 0.16.0",
    parseVersion,
  ),
  sccacheSha256: optional(
    about(
      "sccache-sha256",
      "sccache",
      ["restore", "save", "watch"],
      "SHA-256 that the release archive must have, 64 hex digits. Default: the digest in this action, else the one published with the release.",
    ),
    "64 hex digits",
    (text) => (/^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : undefined),
  ),
  sccacheMirror: optional(
    about(
      "sccache-mirror",
      "sccache",
      ["restore", "save", "watch"],
      "Address to download sccache from instead of `https://github.com/mozilla/sccache/releases/download`.",
    ),
    "an http or https address",
    (text) => (/^https?:\/\/[^\s/]/.test(text) ? text.replace(/\/+$/, "") : undefined),
  ),
  cmdFormat: optional(
    about(
      "cmd-format",
      "Advanced",
      keyed,
      "How the build calls its compilers, such as `nix develop -c {0}`: used to ask them for their versions and to test them with sccache. `{0}` stands for the call.",
    ),
    formatGrammar,
    parseCommandFormat,
  ),
  lookupOnly: yesOrNo(
    about("lookup-only", "Advanced", ["restore"], "`true`: only look for a bundle, and restore nothing."),
    "false",
  ),
  failOnCacheMiss: yesOrNo(
    about("fail-on-cache-miss", "Advanced", ["restore"], "`true`: fail the step if no bundle is found."),
    "false",
  ),
  jobSummary: oneOf(
    about(
      "job-summary",
      "Advanced",
      ["restore", "save"],
      "When to write the job summary: `always`, `on-failure` (the job failed or the cache had an error) or `never`.",
    ),
    ["always", "on-failure", "never"],
  ),
  prComment: yesOrNo(
    about(
      "pr-comment",
      "Advanced",
      ["save"],
      "`true`: write the result as one comment on the pull request, which every run replaces. Needs `permissions: pull-requests: write`.",
    ),
    "false",
  ),
};

/** What an action reads besides, and nobody's configuration holds: a secret, and what the runner fills in. */
export const runnerInputs: readonly (ReturnType<typeof about> & {
  readonly fallback: string;
  /** Whether it is nobody's to set. */
  readonly told: boolean;
})[] = [
  {
    ...about(
      "token",
      "Advanced",
      ["save", "merge"],
      "For listing and deleting caches, and for `pr-comment`. Needs `permissions: actions: read`, and `actions: write` to delete.",
    ),
    fallback: expression("github.token"),
    told: false,
  },
  {
    ...about("matrix", "Advanced", ["restore", "save"], "Tells the matrix job. Do not set it."),
    fallback: expression("toJSON(matrix)"),
    told: true,
  },
  {
    ...about("job-status", "Advanced", ["save"], "Tells the save how the job ended. Do not set it."),
    fallback: expression("job.status"),
    told: true,
  },
];

/** What the actions give to later steps. */
export const outputs: readonly {
  readonly name: string;
  readonly places: readonly Place[];
  readonly meaning: string;
}[] = [
  {
    name: "cache-hit",
    places: ["restore"],
    meaning: "`true` if a bundle as fresh as the strategy asks for was found, else `false`.",
  },
  { name: "cache-primary-key", places: ["restore"], meaning: "Beginning of the key of a fresh bundle." },
  { name: "cache-matched-key", places: ["restore"], meaning: "Key of the bundle that was found, or empty." },
  { name: "entries", places: ["restore"], meaning: "Number of entries restored." },
  { name: "bundle-size", places: ["restore"], meaning: "Size of the restored bundle, in bytes." },
  {
    name: "hit-rate",
    places: ["save"],
    meaning:
      "Share of the build's compilations that were cache hits, in percent, or empty if it is not known.",
  },
];

/** What the runner evaluates. */
function expression(text: string): string {
  return `\${{ ${text} }}`;
}

/** A version without its `v`. */
function parseVersion(text: string): string | undefined {
  return /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(-[A-Za-z0-9.]{1,40})?$/.test(text)
    ? text.replace(/^v/, "")
    : undefined;
}

/** An input with a default. */
function input<T>(
  about: About,
  fallback: string,
  allowed: string,
  parse: (text: string) => T | undefined,
): Input<{ readonly value: T }> {
  return {
    ...about,
    fallback,
    allowed,
    parse: (text) => {
      const value = parse(text);
      return value === undefined ? undefined : { value };
    },
  };
}

/** An input that may stay empty, which is undefined. */
function optional<T>(about: About, allowed: string, parse: (text: string) => T | undefined) {
  return {
    ...about,
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
function oneOf<const T extends string>(
  about: About,
  words: readonly [T, ...T[]],
): Input<{ readonly value: T }> {
  const parse = (text: string) => words.find((word) => word === text);
  return { ...input<T>(about, words[0], listed(words), parse), words };
}

/** An input that is true or false. */
function yesOrNo(about: About, fallback: "true" | "false") {
  const parse = (text: string) => (text === "true" ? true : text === "false" ? false : undefined);
  return { ...input(about, fallback, "true or false", parse), words: ["true", "false"] };
}

/** `a, b or c`. */
function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
