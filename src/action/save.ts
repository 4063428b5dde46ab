import * as core from "@actions/core";
import { type Config, inputs } from "../config/inputs.ts";
import { openJob } from "../flow/job/job.ts";
import { continueJob, startCold } from "../flow/job/steps.ts";
import { findHandoff, findSccache, openSurroundings, readConfig, runStep } from "./runner.ts";
import { saveStep } from "./save-step.ts";

// The save without a restore step of its own: what one of the same job left, with those inputs of this step that are not
// the defaults; or a save of all that is there.
await runStep(async () => {
  const restored = findHandoff();
  const job = await openJob(readConfig(), openSurroundings(), { matrix: core.getInput("matrix") });
  await saveStep(
    restored ? await continueJob(restored, job, isGiven) : await startCold(job, await findSccache(job)),
  );
});

function isGiven(field: keyof Config): boolean {
  const text = core.getInput(inputs[field].name).trim();
  return text !== "" && text !== inputs[field].fallback;
}
