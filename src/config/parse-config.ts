import type { Config } from "./config.ts";
import { ConfigError, type Problem } from "./config-error.ts";
import { inputs } from "./inputs.ts";
import { isAuto } from "./parsers.ts";

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
