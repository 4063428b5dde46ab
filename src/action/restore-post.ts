import { openSurroundings, runStep, takeSummary, writeSummary } from "./runner.ts";

// After the job: the restore's summary, where no save step of the job has written one that holds it.
await runStep(async () => {
  const summary = takeSummary();
  if (summary !== undefined) await writeSummary(summary, openSurroundings().log);
});
