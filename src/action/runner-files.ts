import { accessSync, constants } from "node:fs";
import type { Env } from "../config/config.ts";

/** Where steps leave variables, outputs and state for the runner, and the folder that the runner clears after the job. */
const variables = ["GITHUB_ENV", "GITHUB_OUTPUT", "GITHUB_STATE", "GITHUB_PATH", "RUNNER_TEMP"];

/**
 * Why this step can do nothing, in one line, where it may not write what the runner gave it: without that no variable reaches
 * the build. It happens in containers whose user is not the runner's: https://github.com/actions/checkout/issues/956
 */
export function whyNoStep(env: Env): string | undefined {
  const closed = variables.flatMap((name) => env[name] || []).find((path) => !isWritable(path));
  if (closed === undefined) return undefined;
  const user = process.getuid?.();
  return (
    `This step may not write ${closed}, which the runner made for it${user === undefined ? "" : `: it runs as user ${user}`}. ` +
    "In a container, run the job as root or as the runner's user (options: --user 1001)"
  );
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
