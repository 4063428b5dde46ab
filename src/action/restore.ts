import * as core from "@actions/core";
import { restoreStep } from "./restore-step.ts";
import { readConfig, runStep } from "./runner.ts";

// The restore without a save of its own: its post step writes a summary where no save step does.
await runStep(core, async () => {
  await restoreStep(core, readConfig(core, process.env), process.env, { leavesSummary: true });
});
