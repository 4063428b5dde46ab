import { homedir } from "node:os";
import type { Config } from "../config/config.ts";
import { gatherIngredients, type JobContext, noticeMissing } from "../flow/job/gather.ts";
import { chooseDirectory } from "../flow/restore/directory.ts";
import { type KeyPlan, planKeys } from "../key/strategy.ts";
import { readSccacheConfig } from "../sccache/environment/sccache-config.ts";
import { readSurroundings, type Surroundings } from "../sccache/environment/surroundings.ts";
import type { Terminal } from "./terminal.ts";

/** sccache's directory for this configuration; absolute. */
export function directoryFor(
  config: Pick<Config, "sccacheDir">,
  workspace: string,
  { env }: Terminal,
): string {
  const place = placeOf(workspace, env);
  return chooseDirectory(config.sccacheDir, { ...place, sccacheConfig: readSccacheConfig(place) });
}

/** What the machine and the checkout say about the build. */
export function surroundingsFor(workspace: string, { env }: Terminal): Surroundings {
  return readSurroundings(placeOf(workspace, env));
}

function placeOf(workspace: string, env: Terminal["env"]) {
  return { workspace, env, home: homedir(), platform: process.platform };
}

/** What a job is to be called, and by which compiler. */
export async function prepareKeys(
  config: Config,
  context: JobContext,
  { say }: Terminal,
): Promise<{ readonly keys: KeyPlan; readonly toolchain: string | null }> {
  const ingredients = await gatherIngredients(config, context, Date.now());
  const missing = noticeMissing(ingredients, config);
  if (missing !== undefined) say(`notice: ${missing}`);
  return { keys: planKeys(ingredients, config), toolchain: ingredients.toolchain?.title ?? null };
}
