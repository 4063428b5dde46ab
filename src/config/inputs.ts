// biome-ignore-all lint/style/noExcessiveLinesPerFile: the one table of all inputs: what each is called, takes, means and applies to.
// parse-config.ts reads what a user gives by it. `npm run build` makes action.yml, restore/action.yml, save/action.yml,
// merge/action.yml and the README's table from it, and the command line its flags, help and completion.

import {
  formatGrammar,
  parseCommandFormat,
  parseExactVersion,
  parseLines,
  parseName,
  parseSize,
  parseTemplate,
  parseTemplates,
  parseWrap,
  sizeGrammar,
  templateGrammar,
  type Wrapper,
  wholeNumber,
  within,
} from "./config.ts";
import { type About, type Input, input, oneOf, optionalInput, type Place, themselves } from "./input.ts";
import { parseStore, storeGrammar } from "./parse-store.ts";

const anyText = "a text of at most 200 characters on one line";
/** Where keys are made. */
const keyed: readonly Place[] = ["restore", "save", "merge", "watch"];
/** Where keys are made that a user may name. */
const named: readonly Place[] = ["restore", "save", "watch"];
/** Where a new bundle is made and saved. */
const saving: readonly Place[] = ["save", "merge", "watch"];

const anySize = { allowed: sizeGrammar, parse: parseSize };

const yesOrNo = { true: true, false: false };

/** All inputs, by the field of `Config` that each sets, in the order in which they are shown. */
export const inputs = {
  maxSizeBytes: input({
    name: "max-size",
    group: "Common",
    places: ["restore", ...saving, "plan"],
    meaning: "Size limit of one bundle, as uploaded. `0` saves nothing.",
    fallback: "500M",
    ...anySize,
  }),
  save: oneOf({
    name: "save",
    group: "Common",
    places: ["save", "watch"],
    meaning:
      "When to save. `auto` or `true`: if enough is new, but not for tags, in merge queues, or for events that may run untrusted code; in pull requests as `pull-request` says. `always`: whenever something is new. `default-branch`: like `auto`, on the default branch only. `never` or `false`: not at all.",
    words: {
      auto: "auto",
      always: "always",
      never: "never",
      "default-branch": "default-branch",
      true: "auto",
      false: "never",
    },
  }),
  pullRequest: oneOf({
    name: "pull-request",
    group: "Common",
    places: ["restore", "save"],
    meaning:
      "What a pull request saves. `overlay`: only what its base is missing. `full`: a whole bundle of its own. `none`: nothing.",
    words: themselves("overlay", "full", "none"),
  }),
  sharedKey: optionalInput({
    name: "shared-key",
    group: "Common",
    places: named,
    meaning: "Jobs with the same value share bundles. By default each job and each matrix job has its own.",
    allowed: anyText,
    parse: parseName,
  }),
  keyPrefix: input({
    name: "key-prefix",
    group: "Common",
    places: [...keyed, "prune"],
    meaning:
      "First part of every key. Change it to start without the old bundles. Any text; characters that keys cannot hold are replaced.",
    fallback: "sccache",
    allowed: anyText,
    parse: parseName,
  }),
  wrap: input({
    name: "wrap",
    group: "Common",
    places: keyed,
    meaning:
      "Which compilers to run through sccache: `auto` (`rust`, and `cmake` if the workspace has a CMakeLists.txt), a list of `rust` (RUSTC_WRAPPER), `c` (CC and CXX) and `cmake` (CMake's launchers), or `none`.",
    fallback: "auto",
    allowed: "auto, none, or a list of rust, c, cmake",
    parse: parseWrap,
  }),
  lockfiles: input({
    name: "lockfiles",
    group: "Common",
    places: keyed,
    meaning:
      "Files whose content is part of the key: globs relative to the workspace, one per line or separated by commas; a leading `!` excludes. The folders `target`, `vendor`, `node_modules`, `.cargo` and `.git` are never searched.",
    fallback: "**/Cargo.lock, **/vcpkg.json, **/conan.lock",
    allowed: "one or more globs, one per line",
    parse: parseLines,
  }),
  strategy: oneOf({
    name: "strategy",
    group: "Common",
    places: keyed,
    meaning:
      "How the key ends, and so how often a bundle is saved: `lockfile`, `lockfile-once`, `rolling`, `daily`, `weekly`, `commit`, `branch` or `custom`; see [keys](docs/keys.md#strategies).",
    words: themselves(
      "lockfile",
      "lockfile-once",
      "rolling",
      "daily",
      "weekly",
      "commit",
      "branch",
      "custom",
    ),
  }),
  store: input({
    name: "store",
    group: "Store",
    places: [...keyed, "prune"],
    meaning:
      "Where bundles are kept: `github`, `local:PATH`, `s3://BUCKET/PREFIX`, `azure://CONTAINER/PREFIX`, `vercel`, or several levels separated by commas; see [stores](docs/stores.md).",
    fallback: "github",
    allowed: storeGrammar,
    parse: parseStore,
  }),
  strict: oneOf({
    name: "strict",
    group: "Common",
    places: ["restore", "save"],
    meaning:
      "`true`: errors of the cache fail the step. Otherwise they are warnings, and the build continues without a cache.",
    words: yesOrNo,
    fallback: "false",
  }),
  restore: oneOf({
    name: "restore",
    group: "Advanced",
    places: ["restore"],
    meaning:
      "`auto`: restore a bundle, except for tags and releases, since what is published should not come from a cache. `true`: for those too. `false`: restore nothing and build from scratch; the save still runs.",
    words: { auto: "auto", true: "always", false: "never" },
  }),
  key: optionalInput({
    name: "key",
    group: "Key",
    places: named,
    meaning:
      "Only with `strategy: custom`: the key. Placeholders: `{prefix}`, `{os}`, `{arch}`, `{toolchain}`, `{lockfiles}`, `{ref}`, `{sha}`, `{run}`, `{date}`, `{workflow}`, `{job}`, `{matrix}`.",
    allowed: templateGrammar,
    parse: parseTemplate,
  }),
  restoreKeys: input({
    name: "restore-keys",
    group: "Key",
    places: named,
    meaning:
      "Only with `strategy: custom`: what to fall back to, one per line, best first. Each is a key or the beginning of one.",
    fallback: "",
    allowed: `up to 9 lines, each ${templateGrammar}`,
    parse: parseTemplates,
  }),
  repositoryLimitBytes: input({
    name: "repository-limit",
    group: "Budget",
    places: saving,
    meaning: "Size of the repository's cache, all entries together, above which GitHub evicts.",
    fallback: "10G",
    ...anySize,
  }),
  reserveBytes: input({
    name: "reserve",
    group: "Budget",
    places: saving,
    meaning: "Part of `repository-limit` that is left free for other caches.",
    fallback: "500M",
    ...anySize,
  }),
  evict: oneOf({
    name: "evict",
    group: "Budget",
    places: ["save", "watch"],
    meaning:
      "Which entries to remove even if they would fit. `auto`: those that the last two complete runs did not use. `unused`: all that this run did not use. `budget-only`: none.",
    words: themselves("auto", "unused", "budget-only"),
  }),
  maxAgeDays: optionalInput({
    name: "max-age",
    group: "Budget",
    places: ["save", "watch"],
    meaning: "Days without use after which an entry is removed, 1 to 3650. Default: never.",
    ...wholeNumber(1, 3650, " of days"),
  }),
  deleteSuperseded: oneOf({
    name: "delete-superseded",
    group: "Budget",
    places: saving,
    meaning:
      "`auto`: after an upload, delete the bundles that the new one supersedes. Needs `permissions: actions: write`. `never`: leave them to GitHub.",
    words: { auto: true, never: false, true: true, false: false },
  }),
  keepLast: input({
    name: "keep-last",
    group: "Budget",
    places: [...saving, "prune"],
    meaning: "Number of bundles to keep of each family and ref, the new one included, 1 to 100.",
    fallback: "1",
    ...wholeNumber(1, 100),
  }),
  compressionLevel: optionalInput({
    name: "compression-level",
    group: "Advanced",
    places: [...saving, "pack"],
    meaning:
      "zstd level of the bundle, 1 to 19. Default: 3, or 6 if not everything fits otherwise, which takes longer to pack.",
    ...wholeNumber(1, 19),
  }),
  segmentBytes: input({
    name: "segment-size",
    group: "Advanced",
    places: [...saving, "pack"],
    meaning:
      "Uncompressed size of a segment, the part of a bundle that is compressed by itself, 1M to 1G. Larger segments compress better and need more memory.",
    fallback: "128M",
    allowed: "a size from 1M to 1G",
    parse: (text) => within(parseSize(text), 1e6, 1e9),
  }),
  threads: optionalInput({
    name: "threads",
    group: "Advanced",
    places: ["restore", ...saving, "pack", "unpack", "verify"],
    meaning: "Number of threads to pack and unpack with, 1 to 64. Default: one per core.",
    ...wholeNumber(1, 64),
  }),
  sccacheDir: optionalInput({
    name: "sccache-dir",
    group: "sccache",
    places: ["restore", "save", "watch"],
    meaning: "sccache's directory. Default: `SCCACHE_DIR`, else sccache's own default.",
    allowed: "a path",
    parse: (text) => text,
  }),
  sccache: oneOf({
    name: "sccache",
    group: "sccache",
    places: ["restore", "save", "watch"],
    meaning:
      "`auto`: the sccache on PATH, else install it. `path`: only the one on PATH. `install`: always install it.",
    words: themselves("auto", "path", "install"),
  }),
  sccacheVersion: optionalInput({
    name: "sccache-version",
    group: "sccache",
    places: ["restore", "save", "watch"],
    meaning: "Exact version of sccache, such as `0.16.0`. Default: any on PATH, else 0.16.0 is installed.",
    allowed: "an exact version such as 0.16.0",
    parse: parseExactVersion,
  }),
  sccacheSha256: optionalInput({
    name: "sccache-sha256",
    group: "sccache",
    places: ["restore", "save", "watch"],
    meaning:
      "SHA-256 that the release archive must have, 64 hex digits. Default: the digest in this action, else the one published with the release.",
    allowed: "64 hex digits",
    parse: (text) => (/^[0-9a-fA-F]{64}$/.test(text) ? text.toLowerCase() : undefined),
  }),
  sccacheMirror: optionalInput({
    name: "sccache-mirror",
    group: "sccache",
    places: ["restore", "save", "watch"],
    meaning:
      "Address to download sccache from instead of `https://github.com/mozilla/sccache/releases/download`.",
    allowed: "an http or https address",
    parse: (text) => (/^https?:\/\/[^\s/]/.test(text) ? text.replace(/\/+$/, "") : undefined),
  }),
  cmdFormat: optionalInput({
    name: "cmd-format",
    group: "Advanced",
    places: keyed,
    meaning:
      "Command through which the build calls its compilers, such as `nix develop -c {0}`, where `{0}` stands for the call. Used to get their versions and to test them with sccache.",
    allowed: formatGrammar,
    parse: parseCommandFormat,
  }),
  lookupOnly: oneOf({
    name: "lookup-only",
    group: "Advanced",
    places: ["restore"],
    meaning:
      "`true`: only look for a bundle and set the outputs. Nothing is restored or saved, and the build runs without sccache.",
    words: yesOrNo,
    fallback: "false",
  }),
  failOnCacheMiss: oneOf({
    name: "fail-on-cache-miss",
    group: "Advanced",
    places: ["restore"],
    meaning: "`true`: fail the step if no bundle is found.",
    words: yesOrNo,
    fallback: "false",
  }),
  jobSummary: oneOf({
    name: "job-summary",
    group: "Advanced",
    places: ["restore", "save"],
    meaning:
      "When to write the job summary: `always`, `on-failure` (the job failed or the cache had an error) or `never`.",
    words: themselves("always", "on-failure", "never"),
  }),
  prComment: oneOf({
    name: "pr-comment",
    group: "Advanced",
    places: ["save"],
    meaning:
      "`true`: write the result as one comment on the pull request, which every run replaces. Needs `permissions: pull-requests: write`.",
    words: yesOrNo,
    fallback: "false",
  }),
} satisfies Readonly<Record<string, Input<unknown>>>;

/** Everything a user can set, parsed and checked. What is optional and not given is undefined. */
export type Config = {
  readonly [K in keyof typeof inputs]: NonNullable<ReturnType<(typeof inputs)[K]["parse"]>>["value"];
};

/** As it counts for one job: see `configOfJob`. */
export type JobConfig = Omit<Config, "wrap"> & { readonly wrap: readonly Wrapper[] };

/** What an action reads besides, and nobody's configuration holds: a secret, and what the runner fills in. */
export const runnerInputs: readonly (About & {
  readonly fallback: string;
  /** Whether it is nobody's to set. */
  readonly told: boolean;
})[] = [
  {
    name: "token",
    group: "Advanced",
    places: ["save", "merge"],
    meaning:
      "For listing and deleting caches, and for `pr-comment`. Needs `permissions: actions: read`, and `actions: write` to delete.",
    fallback: expression("github.token"),
    told: false,
  },
  {
    name: "matrix",
    group: "Advanced",
    places: ["restore", "save"],
    meaning: "Tells the matrix job. Do not set it.",
    fallback: expression("toJSON(matrix)"),
    told: true,
  },
  {
    name: "job-status",
    group: "Advanced",
    places: ["save"],
    meaning: "Tells the save how the job ended. Do not set it.",
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
