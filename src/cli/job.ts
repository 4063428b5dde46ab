import { homedir } from "node:os";
import { ConfigError } from "../config/config.ts";
import { type Config, inputs, type Place, parseConfig } from "../config/inputs.ts";
import { parseSigningKeys, withoutSigningKey } from "../config/signing-keys.ts";
import { usesCMake } from "../flow/job/ingredients.ts";
import type { Overrides } from "../flow/job/job.ts";
import { type Job, openJob, type Surroundings } from "../flow/job/job.ts";
import { showProgressOn } from "../report/progress.ts";
import type { Args, Flag } from "./command.ts";
import { cacheFolder } from "./state.ts";
import { type Terminal, terminalLog } from "./terminal.ts";

/** What a user may say where neither the CI nor the checkout tells it, or tells it wrongly. */
const contextInputs: readonly (Flag & { readonly sets: keyof Overrides })[] = [
  { name: "job", value: "NAME", about: "Name of the job, a part of the key.", sets: "job" },
  {
    name: "matrix",
    value: "TEXT",
    about: "Tells the jobs of a matrix apart, a part of the key.",
    sets: "matrix",
  },
  { name: "workflow", value: "NAME", about: "Name of the workflow, a part of the key.", sets: "workflow" },
  { name: "ref", value: "REF", about: "Full name of what is built, such as refs/heads/main.", sets: "ref" },
  { name: "pr", value: "NUMBER", about: "This builds the pull request NUMBER.", sets: "pullRequest" },
  {
    name: "base-ref",
    value: "BRANCH",
    about: "Branch that the pull request is to be merged into.",
    sets: "baseRef",
  },
  { name: "default-branch", value: "NAME", about: "Name of the default branch.", sets: "defaultBranch" },
  { name: "run", value: "ID", about: "Id of the workflow run, which its jobs share.", sets: "run" },
];

export const contextFlags: readonly Flag[] = contextInputs.map((flag) => ({ ...flag, group: "Job" }));

/** What the user says about the job: a flag, else its variable, such as SCCACHE_BUNDLE_JOB. */
export function overridesOf(args: Args, { env }: Pick<Terminal, "env">): Overrides {
  const said = contextInputs.map(({ name, sets }) => [sets, args.flag(name) || env[variableFor(name)]]);
  return Object.fromEntries(said.filter(([, value]) => value));
}

/** What a command has around it. */
export function surroundingsOf(terminal: Terminal): Surroundings {
  const { env, workingDirectory } = terminal;
  return {
    env: withoutSigningKey(env),
    signingKeys: parseSigningKeys(env),
    workingDirectory,
    home: homedir(),
    log: terminalLog(terminal),
    showProgress: showProgressOn(terminal),
    token: env["GITHUB_TOKEN"],
    toolsFolder: cacheFolder(env),
  };
}

/** The job that a command belongs to. */
export function openJobOf(config: Config, args: Args, terminal: Terminal): Promise<Job> {
  return openJob(config, surroundingsOf(terminal), overridesOf(args, terminal));
}

/** What the action writes on GitHub's pages, which a command line cannot. */
const ofTheAction: ReadonlySet<keyof Config> = new Set(["jobSummary", "prComment"]);

/** Those inputs of the action that apply to a command, as flags: `--max-size` is `max-size`. */
export function configFlags(place: Place): readonly Flag[] {
  return Object.entries(inputs)
    .filter(([field, { places }]) => places.includes(place) && !ofTheAction.has(field as keyof Config))
    .map(([, { name, fallback, meaning, group, words }]) => {
      const isSwitch = words?.join() === "true,false";
      return {
        name,
        group,
        about: asPlainText(meaning, isSwitch ? fallback === "true" : undefined),
        ...(isSwitch ? {} : { value: valueFor(name), fallback }),
        ...(words && !isSwitch ? { words } : {}),
      };
    });
}

/** The meaning without Markdown; of a switch what it does when it is given. */
function asPlainText(meaning: string, isOn: boolean | undefined): string {
  const text = meaning.replaceAll("`", "");
  if (isOn === undefined) return text;
  const plain = text.replace(/^(true|false): /, "").replace(/^./, (first) => first.toUpperCase());
  return isOn ? `With --no-…: ${plain}` : plain;
}

/** What stands for a value in the usage. */
function valueFor(name: string): string {
  if (/-size$|-limit$|^reserve$/.test(name)) return "SIZE";
  if (/-dir$/.test(name)) return "DIR";
  if (/^(threads|keep-last|compression-level)$/.test(name)) return "N";
  return name === "max-age" ? "DAYS" : "VALUE";
}

/**
 * The configuration that flags give, and else variables: `--max-size`, then SCCACHE_BUNDLE_MAX_SIZE.
 * @throws {ConfigError} naming every setting that is not valid, and a store that is missing
 */
export function readConfig(args: Args, terminal: Terminal): Config {
  const config = readSettings(args, terminal);
  requireStore(args, terminal);
  return config;
}

/** The same where no store is needed, or it is known otherwise. @throws {ConfigError} naming every setting that is not valid */
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
function variableFor(name: string): string {
  return `SCCACHE_BUNDLE_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** Whether the user set an input, by its flag or its variable. */
export function isGiven(field: keyof Config, args: Args, { env }: Pick<Terminal, "env">): boolean {
  const { name } = inputs[field];
  return (args.flag(name) || (env[variableFor(name)] ?? "")) !== "";
}
