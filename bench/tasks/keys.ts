import { execFile } from "node:child_process";
import { readdir, readFile } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { gatherIngredients } from "../../src/flow/job/ingredients.ts";
import { planKeys } from "../../src/key/key.ts";
import { configOf, contextOf } from "../../test/flow/made-up-job.ts";

export interface KeysAsk {
  readonly workspace: string;
  /** The whole key, or a part that is nobody's to make quicker: walking the files, what rustc says of itself. */
  readonly what: "key" | "walk" | "rustc";
}

/** Computes the key of a workspace, or does one part of that. */
export async function fetchKey({ workspace, what }: KeysAsk): Promise<() => Promise<number>> {
  if (what === "walk") return () => walk(workspace);
  if (what === "rustc") {
    return async () => (await promisify(execFile)("rustc", ["-vV"], { cwd: workspace })).stdout.length;
  }
  const config = configOf();
  const context = contextOf({
    workspace,
    workflow: "ci",
    job: "build",
    matrix: '{"os":"ubuntu-latest"}',
    event: "push",
    ref: "refs/heads/main",
    defaultBranch: "main",
    sha: "0".repeat(40),
    run: { id: "1" },
  });
  const surroundings = { env: process.env, home: homedir(), log: { info() {}, notice() {} }, nowMs: 0 };
  return async () => {
    const ingredients = await gatherIngredients(config, context, surroundings);
    planKeys(ingredients, config);
    return ingredients.lockfiles.files.length;
  };
}

async function walk(folder: string): Promise<number> {
  let lockfiles = 0;
  for (const child of await readdir(folder, { withFileTypes: true })) {
    if (child.isDirectory()) lockfiles += await walk(join(folder, child.name));
    else if (child.name === "Cargo.lock") {
      await readFile(join(folder, child.name));
      lockfiles += 1;
    }
  }
  return lockfiles;
}
