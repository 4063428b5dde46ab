import * as core from "@actions/core";
import { runStep, takeHandoff } from "./runner.ts";
import { saveStep } from "./save-step.ts";

await runStep(async () => {
  const handoff = takeHandoff();
  if (handoff) await saveStep(handoff);
  else core.info("The restore step did not finish, so there is nothing to save.");
});
