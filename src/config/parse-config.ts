import { ConfigError, type Env, type Problem, type Wrapper } from "./config.ts";
import { type Config, inputs, type JobConfig } from "./inputs.ts";

/**
 * Reads every input through `read`, which returns what the user gave, or the empty string.
 * @throws {ConfigError} naming every input that is not valid
 */
export function parseConfig(read: (name: string) => string): Config {
  const problems: Problem[] = [];
  const values = Object.entries(inputs).map(([field, { name, fallback, allowed, parse }]) => {
    const text = read(name).trim() || fallback;
    const parsed = parse(text);
    if (!parsed) problems.push({ name, value: text, why: `is not ${allowed}` });
    return [field, parsed?.value];
  });
  const config = Object.fromEntries(values) as Config;
  // Inputs that are each in order, and yet do not go together.
  if (problems.length === 0) {
    problems.push(...keyContradictions(config), ...roomContradictions(config, read("reserve").trim()));
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return config;
}

/** The configuration for a job: `wrap: auto` stands for Rust, and for CMake where the workspace has a CMakeLists.txt. */
export function configOfJob(config: Config, cmake: { readonly isUsed: boolean }): JobConfig {
  const auto: readonly Wrapper[] = cmake.isUsed ? ["rust", "cmake"] : ["rust"];
  return { ...config, wrap: config.wrap === "auto" ? auto : config.wrap };
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

/** Whether a job has a store: GitHub's cache is the default of the action; elsewhere there is no default. */
export function hasStore(isGiven: boolean, env: Env): boolean {
  return isGiven || env["GITHUB_ACTIONS"] === "true";
}

/** @throws {ConfigError} when a job has no store; `todo` says how to give one */
export function requireStore(isGiven: boolean, env: Env, todo = ""): void {
  if (hasStore(isGiven, env)) return;
  throw new ConfigError([{ name: "store", value: "", why: `is required outside GitHub Actions${todo}` }]);
}
