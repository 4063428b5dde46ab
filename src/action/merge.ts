import * as core from "@actions/core";
import { BundleError } from "../bundle/format/checks.ts";
import { DiskError } from "../flow/disk.ts";
import { openJob } from "../flow/job/job.ts";
import { describeMerged, mergeMatrixJobs } from "../flow/merge/matrix-jobs.ts";
import { StoreError } from "../store/store.ts";
import { makeTempDirectory, openSurroundings, readInputs, runStep } from "./runner.ts";

// Unites the newest bundles of another job's matrix jobs, after all of them have ended.
await runStep(async () => {
  const config = readInputs();
  const surroundings = await openSurroundings();
  const { log } = surroundings;
  const job = await openJob(config, surroundings, { job: core.getInput("job", { required: true }) });
  try {
    const merged = await mergeMatrixJobs(job, await makeTempDirectory());
    if (merged.kind !== "cannot-list") return log.info(describeMerged(merged));
    log.warning(
      "The store cannot be listed, so nothing is merged. For GitHub's cache set `permissions: actions: read`",
      "cannot-list",
    );
  } catch (error) {
    const isKnown = error instanceof StoreError || error instanceof BundleError || error instanceof DiskError;
    if (!isKnown) throw error;
    if (config.strict) core.setFailed(error.message);
    else
      log.warning(`${error.message}. Nothing was merged`, error instanceof DiskError ? "no-room" : "upload");
  }
});
