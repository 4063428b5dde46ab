import * as core from "@actions/core";
import { restoreStep } from "./restore-step.ts";
import { readConfig, runStep } from "./runner.ts";

// The restore that has no post step of its own: it writes its summary itself.
await runStep(core, async () => {
  await restoreStep(core, readConfig(core, process.env), process.env, { hasSummary: true });
});
