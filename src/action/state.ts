import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type * as Core from "@actions/core";
import { type Handoff, parseHandoff } from "../flow/handoff.ts";

const stateName = "handoff";
/** Where a job that restores and saves in steps of their own finds what the first left for the second. */
const variable = "SCCACHE_BUNDLE_HANDOFF";

/** Leaves one value for the post step, and a file with the same for a separate save step. */
export function leaveHandoff(
  core: Pick<typeof Core, "saveState" | "exportVariable">,
  handoff: Handoff,
  directory: string,
): void {
  const text = JSON.stringify(handoff);
  const file = join(directory, "handoff.json");
  writeFileSync(file, text);
  core.saveState(stateName, text);
  core.exportVariable(variable, file);
}

/** What this step's own restore left, or undefined when it did not finish. */
export function takeHandoff(core: Pick<typeof Core, "getState">): Handoff | undefined {
  return parseHandoff(core.getState(stateName));
}

/** What an earlier restore step left, or undefined when there was none. */
export function findHandoff(env: Readonly<Record<string, string | undefined>>): Handoff | undefined {
  const file = env[variable];
  if (!file) return undefined;
  try {
    return parseHandoff(readFileSync(file, "utf8"));
  } catch {
    return undefined; // as if no restore step had run: save then counts every entry as new
  }
}
