import { homedir } from "node:os";
import { join } from "node:path";
import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import { inputs } from "../config/inputs.ts";
import { coldHandoff as cold, type Handoff } from "../flow/handoff.ts";
import { isNewMachine } from "../flow/job/context.ts";
import { continueJob } from "../flow/job/continue.ts";
import { makeTempDirectory, openDeps, openJob, openKeys } from "../flow/job/job.ts";
import type { JobStatus } from "../flow/save/policy.ts";
import { save } from "../flow/save/save.ts";
import { printEnvironment } from "../sccache/environment/environment-print.ts";
import { commentOnPullRequest } from "./pr-comment.ts";
import { publishSave, reportFailure, wantsSummary } from "./publish.ts";
import { type Env, findSccache, surroundingsOf, temporaryFolder } from "./runner.ts";

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
  const { pullRequest } = context;
  if (config.prComment && pullRequest !== undefined) {
    const token = surroundings.token ?? "";
    await commentOnPullRequest({ report, pullRequest, env, token }, deps.log);
  }
  if (report.save) reportFailure(core, report.save.outcome, config.strict);
}

/** What the restore step of the same job left, with those inputs of the save step that are not the defaults. */
export async function continuedHandoff(
  core: typeof Core,
  { restored, config, env }: { restored: Handoff; config: Config; env: Env },
): Promise<Handoff> {
  const surroundings = surroundingsOf(core, env);
  const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
  const isGiven = (field: keyof Config) => {
    const text = core.getInput(inputs[field].name).trim();
    return text !== "" && text !== inputs[field].fallback;
  };
  return continueJob(restored, { config, isGiven }, job, surroundings);
}

/** What restore would have left, where none ran before a save: every entry counts as new, and as used. */
export async function coldHandoff(core: typeof Core, config: Config, env: Env): Promise<Handoff> {
  const surroundings = surroundingsOf(core, env);
  const job = await openJob(config, surroundings, { matrix: core.getInput("matrix") });
  const sccache = await findSccache(core, config, surroundings);
  return cold({
    config,
    context: job.context,
    directory: job.directory,
    ...(await openKeys(config, job, surroundings)),
    readyAtMs: isNewMachine(env) ? 0 : null,
    sccache: sccache === undefined ? null : { path: sccache.path, version: null },
  });
}

/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text: string): JobStatus {
  return (["success", "failure", "cancelled"] as const).find((status) => status === text);
}
