import { homedir } from "node:os";
import { join } from "node:path";
import type * as Core from "@actions/core";
import type { Handoff } from "../flow/handoff.ts";
import { makeTempDirectory, openDeps } from "../flow/job/job.ts";
import type { JobStatus } from "../flow/policy.ts";
import { save } from "../flow/save/save.ts";
import { printEnvironment } from "../sccache/environment/environment-print.ts";
import { commentOnPullRequest, publishSave, reportFailure, wantsSummary } from "./publish.ts";
import { dropSummary, type Env, surroundingsOf, temporaryFolder } from "./runner.ts";

/** The step after the build: what the job left in sccache's directory becomes one bundle, if anything is new. */
export async function saveStep(core: typeof Core, handoff: Handoff, env: Env): Promise<void> {
  const { config, sccache } = handoff;
  const surroundings = surroundingsOf(core, env);
  const tempDirectory = makeTempDirectory(temporaryFolder(env));
  const { context } = handoff;
  const deps = openDeps({ config, context, sccachePath: sccache?.path, tempDirectory }, surroundings);
  const status = readStatus(core.getInput("job-status"));
  const report = await save(
    {
      handoff,
      status,
      environment: printEnvironment(env, {
        workspace: context.workspace,
        cargoHome: join(homedir(), ".cargo"),
      }),
    },
    deps,
  );
  const summary = wantsSummary(config, report, status);
  await publishSave(core, report, { log: deps.log, summary });
  if (summary) dropSummary(env);
  const { pullRequest } = context;
  if (config.prComment && pullRequest !== undefined) {
    const token = surroundings.token ?? "";
    await commentOnPullRequest({ report, pullRequest, env, token }, deps.log);
  }
  if (report.save) reportFailure(core, report.save.outcome, config.strict);
}

/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text: string): JobStatus {
  return (["success", "failure", "cancelled"] as const).find((status) => status === text);
}
