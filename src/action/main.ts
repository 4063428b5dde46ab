import * as core from "@actions/core";
import { parseConfig } from "../config/inputs.ts";
import { restoreStep } from "./restore-step.ts";
import { runStep } from "./run-step.ts";

await runStep(core, async () => {
  await restoreStep(core, parseConfig(core.getInput), process.env);
});
