import * as core from "@actions/core";
import { readConfig, runStep } from "./runner.ts";
import { coldHandoff, continuedHandoff, saveStep } from "./save-step.ts";
import { findHandoff } from "./state.ts";

await runStep(core, async () => {
  const { env } = process;
  const config = readConfig(core, env);
  const restored = findHandoff(env);
  await saveStep(
    core,
    restored ? await continuedHandoff(core, { restored, config, env }) : await coldHandoff(core, config, env),
    env,
  );
});
