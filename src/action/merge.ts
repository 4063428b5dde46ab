import type * as Core from "@actions/core";
import * as core from "@actions/core";
import { BundleError } from "../bundle/format/bundle-error.ts";
import type { Config } from "../config/config.ts";
import { formatSize } from "../config/size.ts";
import { makeTempDirectory, openDeps, openJob, openKeys } from "../flow/job/job.ts";
import { mergeLegs } from "../flow/merge-legs.ts";
import { scopesOf } from "../store/scopes.ts";
import { StoreError } from "../store/store.ts";
import { type Env, readConfig, runStep, surroundingsOf, temporaryFolder } from "./runner.ts";

/** Unites the newest bundles of another job's matrix jobs, after all of them have ended. */
async function mergeStep(core: typeof Core, config: Config, env: Env): Promise<void> {
  const surroundings = surroundingsOf(core, env);
  const job = await openJob(config, surroundings, { job: core.getInput("job", { required: true }) });
  const context = { ...job.context, matrix: undefined };
  const deps = openDeps(
    { config, context, tempDirectory: makeTempDirectory(temporaryFolder(env)) },
    surroundings,
  );
  const { catalog, log } = deps;
  if (!catalog) {
    log.warning(
      "The store cannot be listed, so nothing is merged. For GitHub's cache set `permissions: actions: read`",
      "cannot-list",
    );
    return;
  }
  const { keys } = await openKeys(config, { context }, surroundings);
  try {
    const merged = await mergeLegs({ config, keys, ref: scopesOf(context).own }, catalog, deps);
    if (merged.kind === "not-saved") log.info(`Nothing merged: ${merged.why}`);
    else
      log.info(
        `Merged the bundles of ${merged.legs} matrix jobs as ${merged.key} (${formatSize(merged.bytes)})`,
      );
  } catch (error) {
    if (!(error instanceof StoreError || error instanceof BundleError)) throw error;
    if (config.strict) core.setFailed(error.message);
    else log.warning(`${error.message}. Nothing was merged`, "upload");
  }
}

await runStep(core, async () => {
  await mergeStep(core, readConfig(core, process.env), process.env);
});
