import * as core from "@actions/core";
import { runStep, takeHandoff } from "./runner.ts";
import { saveStep } from "./save-step.ts";

await runStep(core, async () => {
  const handoff = takeHandoff(core);
  if (handoff) await saveStep(core, handoff, process.env);
  else core.info("The restore step did not finish, so there is nothing to save.");
});
