import * as core from "@actions/core";
import { readConfig } from "./read-config.ts";
import { restoreStep } from "./restore-step.ts";
import { runStep } from "./run-step.ts";

await runStep(core, async () => {
  await restoreStep(core, readConfig(core, process.env), process.env);
});
