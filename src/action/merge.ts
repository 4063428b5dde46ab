import * as core from "@actions/core";
import { mergeStep } from "./merge-step.ts";
import { readConfig, runStep } from "./runner.ts";

await runStep(core, async () => {
  await mergeStep(core, readConfig(core, process.env), process.env);
});
