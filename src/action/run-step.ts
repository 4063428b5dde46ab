import type * as Core from "@actions/core";
import { ConfigError } from "../config/config-error.ts";

type Voice = Pick<typeof Core, "setFailed" | "warning" | "getInput">;

/**
 * Runs a step and ends the process: bad configuration fails the step, and anything else, our own bugs included, is a
 * warning that lets the build go on, unless `strict` is set.
 */
export async function runStep(core: Voice, step: () => Promise<void>): Promise<never> {
  try {
    await step();
  } catch (error) {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
    if (error instanceof ConfigError) core.setFailed(error.message);
    else if (core.getInput("strict") === "true") core.setFailed(text);
    else core.warning(`sccache-bundle met an error of its own, and the build goes on without it: ${text}`);
  }
  // The cache client can leave timers behind that would keep the process for minutes: github-cache's ranged
  // download sets one of ten minutes. What is written to standard output is flushed first.
  await new Promise<void>((resolve) => process.stdout.write("", () => resolve()));
  process.exit();
}
