import * as core from "@actions/core";
import { readConfig } from "./read-config.ts";
import { runStep } from "./run-step.ts";
import { coldHandoff, saveStep } from "./save-step.ts";
import { findHandoff } from "./state.ts";

await runStep(core, async () => {
  const config = readConfig(core, process.env);
  const restored = findHandoff(process.env);
  await saveStep(
    core,
    restored ? { ...restored, config } : await coldHandoff(core, config, process.env),
    process.env,
  );
});
