import * as core from "@actions/core";
import { restoreStep } from "./restore-step.ts";
import { readConfig, runStep } from "./runner.ts";

await runStep(core, async () => {
  await restoreStep(core, readConfig(core, process.env), process.env);
});
