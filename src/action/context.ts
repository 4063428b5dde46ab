import { readFileSync } from "node:fs";
import type { JobContext } from "../flow/job/gather.ts";

type Env = Readonly<Record<string, string | undefined>>;

/**
 * Who runs where, from the variables that every runner sets and the inputs whose defaults the runner fills in.
 * https://docs.github.com/en/actions/reference/workflows-and-actions/variables
 */
export function readContext(getInput: (name: string) => string, env: Env): JobContext {
  return {
    workspace: env["GITHUB_WORKSPACE"] || process.cwd(),
    os: (env["RUNNER_OS"] || process.platform).toLowerCase(),
    arch: (env["RUNNER_ARCH"] || process.arch).toLowerCase(),
    job: env["GITHUB_JOB"] || undefined,
    matrix: readMatrix(getInput("matrix")),
    event: env["GITHUB_EVENT_NAME"] || undefined,
    ref: env["GITHUB_REF"] || undefined,
    defaultBranch: readDefaultBranch(env["GITHUB_EVENT_PATH"]),
    sha: env["GITHUB_SHA"] || undefined,
    run: env["GITHUB_RUN_ID"] || undefined,
    baseRef: env["GITHUB_BASE_REF"] ? `refs/heads/${env["GITHUB_BASE_REF"]}` : undefined,
    pullRequest: /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1],
  };
}

/** A job without a matrix sees `null`. */
function readMatrix(text: string): string | undefined {
  return text === "" || text === "null" || text === "{}" ? undefined : text;
}

/** From the event that started the run; some events, such as a schedule's, have no file worth reading. */
function readDefaultBranch(path: string | undefined): string | undefined {
  if (!path) return undefined;
  try {
    const event: { repository?: { default_branch?: unknown } } = JSON.parse(readFileSync(path, "utf8"));
    const branch = event.repository?.default_branch;
    return typeof branch === "string" ? branch : undefined;
  } catch {
    return undefined; // not known, which only the policy `default-branch` minds, and says
  }
}
