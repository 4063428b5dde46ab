import type { JobConfig } from "../../src/config/inputs.ts";
import { configOfJob, parseConfig } from "../../src/config/parse-config.ts";
import type { JobContext } from "../../src/flow/job/job.ts";
import type { Ingredients } from "../../src/key/parts.ts";

/** The configuration of a job that is given these inputs and has no CMakeLists.txt. */
export function configOf(given: Readonly<Record<string, string>> = {}): JobConfig {
  return configOfJob(
    parseConfig((name) => given[name] ?? ""),
    { isUsed: false },
  );
}

/** A job of Linux of which nothing else is known than what `told` says. */
export function contextOf(told: Partial<JobContext> & Pick<JobContext, "workspace">): JobContext {
  return {
    ...{ os: "linux", arch: "x64", workflow: undefined, job: undefined, matrix: undefined, jobId: undefined },
    ...{ event: undefined, ref: undefined, defaultBranch: undefined, sha: undefined, run: undefined },
    ...{ pullRequest: undefined, baseRef: undefined },
    ...told,
  };
}

/** What the keys of such a job are made of: no compiler and no lockfile, unless `told` names them. */
export function ingredientsOf(context: JobContext, told: Partial<Ingredients> = {}): Ingredients {
  const { os, arch, workflow, job, matrix } = context;
  return {
    ...{ prefix: "sccache", os, arch, toolchain: undefined, compiler: undefined, cpu: undefined },
    ...{ sharedKey: undefined, workflow, job, matrix, revision: context, nowMs: 0 },
    lockfiles: { files: [], sha256: "0".repeat(64) },
    ...told,
  };
}
