import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/config-error.ts";
import { inputs, parseConfig } from "../config/inputs.ts";
import { usesCMake } from "../flow/job/workspace.ts";
import type { Args, Flag } from "./args.ts";
import type { Terminal } from "./terminal.ts";

/** What each is for, in a few words; the README has all of it. */
const meanings: Readonly<Record<keyof Config, string>> = {
  maxSizeBytes: "budget of one bundle",
  repositoryLimitBytes: "what a repository's cache may hold, with GitHub's store",
  reserveBytes: "what stays free of that",
  strategy: "what ends a key",
  key: "with strategy custom",
  restoreKeys: "with strategy custom, what to fall back to",
  keyPrefix: "first part of every key",
  sharedKey: "jobs with the same value share bundles",
  lockfiles: "whose content goes into the key",
  save: "when to save",
  evict: "what goes although there is room",
  maxAgeDays: "days without use after which an entry goes",
  deleteSuperseded: "delete the bundles that a new one supersedes",
  keepLast: "how many bundles to keep, the new one included",
  pullRequest: "what a pull request saves",
  sccacheDir: "sccache's directory, else SCCACHE_DIR, else its own default",
  compressionLevel: "zstd's level",
  segmentBytes: "uncompressed size of an independent part",
  threads: "to work with, else one a core",
  store: "where bundles live",
  wrap: "what is made to call sccache",
  sccache: "where to take sccache from",
  sccacheVersion: "of sccache",
  sccacheSha256: "of sccache's release archive",
  sccacheMirror: "in place of sccache's release page",
  restore: "restore a bundle before the build",
  lookupOnly: "only look whether there is a bundle, and restore nothing",
  failOnCacheMiss: "exit code 1 when there is none",
  strict: "exit code 1 when the cache has trouble",
  jobSummary: "for GitHub's job summary, which the action alone writes",
  prComment: "for a comment on the pull request, which the action alone writes",
};

/** The action's inputs as flags: `--max-size` is `max-size`. */
export const configFlags: readonly Flag[] = Object.entries(inputs).map(([field, input]) => {
  const { name, fallback, allowed } = input;
  const meaning = meanings[field as keyof Config];
  if (fallback === "false") return { name, about: meaning };
  if (fallback === "true") return { name, about: `${meaning} (default: on)` };
  const byDefault = fallback === "" ? "" : ` (default: ${fallback})`;
  return { name, value: "VALUE", about: `${meaning}: ${allowed}${byDefault}` };
});

/**
 * The configuration that flags give, and else variables: `--max-size`, then SCCACHE_BUNDLE_MAX_SIZE.
 * @throws {ConfigError} naming every setting that is not valid, and a store that is missing
 */
export function readConfig(args: Args, terminal: Terminal): Config {
  const config = readSettings(args, terminal);
  requireStore(args, terminal);
  return config;
}

/** The same where the store may be known otherwise. @throws {ConfigError} naming every setting that is not valid */
export function readSettings(args: Args, { env, workingDirectory }: Terminal): Config {
  const workspace = env["GITHUB_WORKSPACE"] || env["CI_PROJECT_DIR"] || workingDirectory;
  const read = (name: string) => args.flag(name) || (env[variableFor(name)] ?? "");
  return parseConfig(read, { usesCMake: () => usesCMake(workspace) });
}

/** GitHub's cache is the default of the action; elsewhere there is no default. @throws {ConfigError} */
export function requireStore(args: Args, terminal: Terminal): void {
  if (isGiven("store", args, terminal) || terminal.env["GITHUB_ACTIONS"] === "true") return;
  const why = `is required outside GitHub Actions: set --store or ${variableFor("store")}`;
  throw new ConfigError([{ name: inputs.store.name, value: "", why }]);
}

/** SCCACHE_BUNDLE_MAX_SIZE for `max-size`. */
export function variableFor(name: string): string {
  return `SCCACHE_BUNDLE_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** Whether the user set an input, by its flag or its variable. */
export function isGiven(field: keyof Config, args: Args, { env }: Pick<Terminal, "env">): boolean {
  const { name } = inputs[field];
  return (args.flag(name) || (env[variableFor(name)] ?? "")) !== "";
}
