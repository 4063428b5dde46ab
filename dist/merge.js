import { a as getInput, d as setFailed } from "./chunk-core.js";
import { t as BundleError } from "./chunk-checks.js";
import { t as DiskError } from "./chunk-disk.js";
import { n as openJob } from "./chunk-surroundings.js";
import { n as mergeMatrixJobs, t as describeMerged } from "./chunk-matrix-jobs.js";
import { t as StoreError } from "./chunk-store.js";
import { c as readInputs, o as makeTempDirectory, s as openSurroundings, u as runStep } from "./chunk-runner.js";
// src/action/merge.ts
await runStep(async () => {
	const config = readInputs();
	const surroundings = await openSurroundings();
	const { log } = surroundings;
	const job = await openJob(config, surroundings, { job: getInput("job", { required: true }) });
	try {
		const merged = await mergeMatrixJobs(job, await makeTempDirectory());
		if (merged.kind !== "cannot-list") return log.info(describeMerged(merged));
		log.warning("The store cannot be listed, so nothing is merged. For GitHub's cache set `permissions: actions: read`", "cannot-list");
	} catch (error) {
		if (!(error instanceof StoreError || error instanceof BundleError || error instanceof DiskError)) throw error;
		if (config.strict) setFailed(error.message);
		else log.warning(`${error.message}. Nothing was merged`, error instanceof DiskError ? "no-room" : "upload");
	}
});
export {};
