import type * as Core from "@actions/core";
import type { RestoreOutcome, SaveOutcome } from "../report/report.ts";

type Voice = Pick<typeof Core, "setFailed" | "warning">;

/** Says trouble once: as a warning, or as a failed step where the user asked for that. */
export function reportTrouble(core: Voice, outcome: RestoreOutcome | SaveOutcome, strict: boolean): void {
  if (outcome.kind !== "failed") return;
  if (strict) core.setFailed(`${outcome.why} (strict is true)`);
  else core.warning(`${outcome.why}. The build goes on without.`, { title: "sccache-bundle" });
}
