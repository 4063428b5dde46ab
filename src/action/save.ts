import * as core from "@actions/core";
import type { Config } from "../config/config.ts";
import { inputs } from "../config/inputs.ts";
import { continueJob, openJob, startCold } from "../flow/job/job.ts";
import { findHandoff, findSccache, readConfig, runStep, surroundingsOf } from "./runner.ts";
import { saveStep } from "./save-step.ts";

// The save without a restore step of its own: what one of the same job left, with those inputs of this step that are not
// the defaults; or a save of all that is there.
await runStep(core, async () => {
  const { env } = process;
  const config = readConfig(core, env);
  const restored = findHandoff(env);
  const surroundings = surroundingsOf(core, env);
  const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
  const handoff = restored
    ? await continueJob(restored, { config, isGiven }, job, surroundings)
    : await startCold(config, { job, sccache: await findSccache(core, config, surroundings) }, surroundings);
  await saveStep(core, handoff, env);
});

function isGiven(field: keyof Config): boolean {
  const text = core.getInput(inputs[field].name).trim();
  return text !== "" && text !== inputs[field].fallback;
}
