import { execFile } from "node:child_process";
import { promisify } from "node:util";
import type { JobContext } from "../flow/job/gather.ts";
import type { Args, Flag } from "./args.ts";
import type { Terminal } from "./terminal.ts";

type Env = Terminal["env"];

/** For what no CI or checkout tells, or tells wrongly. */
export const contextFlags: readonly Flag[] = [
  { name: "job", value: "NAME", about: "name of the job, a part of the key" },
  { name: "ref", value: "REF", about: "full name of what is built, such as refs/heads/main" },
  { name: "default-branch", value: "NAME", about: "name of the default branch" },
];

/** Who runs where: from the flags, from the CI whose variables are set, and else from the checkout. */
export async function readContext(args: Args, { env, workingDirectory }: Terminal): Promise<JobContext> {
  const known = env["GITHUB_ACTIONS"] === "true" ? fromGithub(env) : env["GITLAB_CI"] ? fromGitlab(env) : {};
  const workspace = known.workspace || workingDirectory;
  const git = await fromGit(workspace, known);
  return {
    workspace,
    os: osName(process.platform),
    arch: process.arch,
    job: args.flag("job") || known.job,
    matrix: undefined,
    event: known.event,
    ref: args.flag("ref") || known.ref || git.ref,
    defaultBranch: args.flag("default-branch") || known.defaultBranch || git.defaultBranch,
    sha: known.sha || git.sha,
    run: known.run,
    pullRequest: known.pullRequest,
    baseRef: known.baseRef,
  };
}

/** As runners of GitHub call systems, so that the action and the command line have keys in common. */
function osName(platform: NodeJS.Platform): string {
  const names: Partial<Record<NodeJS.Platform, string>> = { darwin: "macos", win32: "windows" };
  return names[platform] ?? platform;
}

type Known = Partial<JobContext>;

/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
function fromGithub(env: Env): Known {
  return {
    workspace: env["GITHUB_WORKSPACE"] ?? "",
    job: env["GITHUB_JOB"],
    event: env["GITHUB_EVENT_NAME"],
    ref: env["GITHUB_REF"],
    sha: env["GITHUB_SHA"],
    run: env["GITHUB_RUN_ID"],
    pullRequest: /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1],
    baseRef: env["GITHUB_BASE_REF"] ? `refs/heads/${env["GITHUB_BASE_REF"]}` : undefined,
  };
}

/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
function fromGitlab(env: Env): Known {
  const source = env["CI_PIPELINE_SOURCE"] ?? "";
  const isMergeRequest = source === "merge_request_event" || source === "external_pull_request_event";
  const name = env["CI_COMMIT_REF_NAME"];
  const target =
    env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] || env["CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"];
  return {
    workspace: env["CI_PROJECT_DIR"] ?? "",
    job: env["CI_JOB_NAME"],
    event: isMergeRequest ? "pull_request" : source === "schedule" ? source : "push",
    ref: name && (env["CI_COMMIT_TAG"] ? `refs/tags/${name}` : `refs/heads/${name}`),
    defaultBranch: env["CI_DEFAULT_BRANCH"],
    sha: env["CI_COMMIT_SHA"],
    run: env["CI_PIPELINE_ID"],
    pullRequest: env["CI_MERGE_REQUEST_IID"],
    baseRef: target && `refs/heads/${target}`,
  };
}

/** What git tells of the checkout, as far as it is not known; nothing where there is no git or no checkout. */
async function fromGit(workspace: string, known: Known): Promise<Known> {
  const ask = async (...args: string[]): Promise<string | undefined> => {
    try {
      const { stdout } = await promisify(execFile)("git", args, { cwd: workspace, timeout: 10_000 });
      return stdout.trim() || undefined;
    } catch {
      return undefined; // the key and the policy say what they miss
    }
  };
  const [ref, sha, remoteHead] = await Promise.all([
    known.ref ?? ask("symbolic-ref", "--quiet", "HEAD"),
    known.sha ?? ask("rev-parse", "--verify", "--quiet", "HEAD"),
    known.defaultBranch ?? ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD"),
  ]);
  return { ref, sha, defaultBranch: remoteHead?.replace(/^refs\/remotes\/origin\//, "") };
}
