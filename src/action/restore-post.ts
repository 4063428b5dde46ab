import * as core from "@actions/core";
import { writeSummary } from "./publish.ts";
import { runStep, surroundingsOf, takeSummary } from "./runner.ts";

// After the job: the restore's summary, where no save step of the job has written one that holds it.
await runStep(core, async () => {
  const summary = takeSummary(core);
  if (summary !== undefined) await writeSummary(core, summary, surroundingsOf(core, process.env).log);
});
