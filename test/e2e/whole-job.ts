import type { Job, StepResult } from "./runner.ts";
import type { JobSettings, World } from "./world.ts";

export interface WholeJob {
  readonly job: Job;
  readonly main: StepResult;
  readonly build: Awaited<ReturnType<World["build"]>>;
  readonly post: StepResult;
}

/** The steps of a workflow that uses the action, and nothing else: main, a build, post. */
export async function wholeJob(
  world: World,
  { inputs = {}, ...settings }: JobSettings & { readonly inputs?: Record<string, string> } = {},
): Promise<WholeJob> {
  const job = await world.job(settings);
  const main = await job.uses(".", { "sccache-dir": world.directory, ...inputs });
  const build = await world.build(job);
  const [post] = await job.finish();
  if (!post) throw new Error(`there was no post step after\n${main.output}`);
  return { job, main, build, post };
}
