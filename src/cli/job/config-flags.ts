import { type Config, ConfigError } from "../../config/config.ts";
import { inputs, type Place } from "../../config/inputs.ts";
import { parseConfig } from "../../config/parse-config.ts";
import { usesCMake } from "../../flow/job/workspace.ts";
import type { Args, Flag } from "../args.ts";
import type { Terminal } from "../terminal/terminal.ts";

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
export function variableFor(name: string): string {
  return `SCCACHE_BUNDLE_${name.toUpperCase().replaceAll("-", "_")}`;
}

/** Whether the user set an input, by its flag or its variable. */
export function isGiven(field: keyof Config, args: Args, { env }: Pick<Terminal, "env">): boolean {
  const { name } = inputs[field];
  return (args.flag(name) || (env[variableFor(name)] ?? "")) !== "";
}
