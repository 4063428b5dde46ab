import { type Config, ConfigError, type Problem } from "./config.ts";
import { inputs } from "./inputs.ts";
import { isAuto } from "./parsers.ts";

/**
 * Reads every input through `read`, which returns what the user gave, or the empty string. `usesCMake` tells whether the
 * workspace has a CMakeLists.txt; it is asked for `wrap: auto` alone.
 * @throws {ConfigError} naming every input that is not valid
 */
export function parseConfig(
  read: (name: string) => string,
  { usesCMake }: { readonly usesCMake: () => boolean } = { usesCMake: () => false },
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
  // Inputs that are each in order, and yet do not go together.
  if (problems.length === 0) {
    problems.push(...keyContradictions(config), ...roomContradictions(config, read("reserve").trim()));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
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
