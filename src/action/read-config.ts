import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import { parseConfig } from "../config/inputs.ts";
import { usesCMake } from "../flow/job/cmake.ts";
import type { Env } from "./env.ts";

/** The step's inputs as one configuration. @throws {ConfigError} naming every input that is not valid */
export function readConfig(core: Pick<typeof Core, "getInput">, env: Env): Config {
  const workspace = env["GITHUB_WORKSPACE"] || process.cwd();
  return parseConfig((name) => core.getInput(name), { usesCMake: () => usesCMake(workspace) });
}
