import type { Config } from "../config/config.ts";
import { ConfigError } from "../config/config-error.ts";
import { inputs, parseConfig } from "../config/inputs.ts";
import type { Args, Flag } from "./args.ts";
import type { Terminal } from "./terminal.ts";

/** The action's inputs as flags: `--max-size` is `max-size`. */
export const configFlags: readonly Flag[] = Object.values(inputs).map(({ name, fallback, allowed }) => {
  const isSwitch = fallback === "true" || fallback === "false";
  const byDefault = isSwitch ? (fallback === "true" ? "on" : "off") : fallback || "none";
  const about = isSwitch ? `default: ${byDefault}` : `${allowed} (default: ${byDefault})`;
  return isSwitch ? { name, about } : { name, value: "VALUE", about };
});

/**
 * The configuration that flags give, and else variables: `--max-size`, then SCCACHE_BUNDLE_MAX_SIZE.
 * @throws {ConfigError} naming every setting that is not usable, and a store that nobody named
 */
export function readConfig(args: Args, { env }: Pick<Terminal, "env">): Config {
  const read = (name: string) => args.flag(name) || (env[variableFor(name)] ?? "");
  const config = parseConfig(read);
  // GitHub's cache is the default of the action; elsewhere nothing is there to be a default.
  if (read(inputs.store.name) !== "" || env["GITHUB_ACTIONS"] === "true") return config;
  throw new ConfigError([
    {
      name: inputs.store.name,
      value: "",
      allowed: `a store: outside of GitHub Actions say where bundles live, with --store or ${variableFor("store")}`,
    },
  ]);
}

/** SCCACHE_BUNDLE_MAX_SIZE for `max-size`. */
export function variableFor(name: string): string {
  return `SCCACHE_BUNDLE_${name.toUpperCase().replaceAll("-", "_")}`;
}
