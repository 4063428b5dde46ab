// biome-ignore-all lint/style/noExcessiveLinesPerFile: one table, a row for each CI.
import { readFileSync } from "node:fs";
import type { Env } from "../../config/config.ts";
import type { JobStatus } from "../../job-status.ts";
import { fullRef } from "../../key/ref.ts";

/** What a CI tells of a job; what it does not tell is missing or empty. */
export interface Told {
  /** Full name of the repository, as the CI calls it: what a signature is for. */
  readonly repository?: string | undefined;
  readonly workspace?: string | undefined;
  /** Name of the workflow's file without its ending, or of the pipeline. */
  readonly workflow?: string | undefined;
  readonly job?: string | undefined;
  /** Tells the jobs of a matrix apart. */
  readonly matrix?: string | undefined;
  /** Name of the event that started the run, in GitHub's words. */
  readonly event?: string | undefined;
  readonly ref?: string | undefined;
  readonly baseRef?: string | undefined;
  readonly defaultBranch?: string | undefined;
  readonly sha?: string | undefined;
  readonly run?: string | undefined;
  readonly pullRequest?: string | undefined;
  /** Tells this job from every other on the machine. */
  readonly jobId?: string | undefined;
  /** How the job went until now. Missing where the CI has no variable for it, or does not set it at this point of the job. */
  readonly status?: JobStatus;
}

/** What the CI whose variables are set tells of this job; undefined where none is known. */
export function askCi(env: Env): Told | undefined {
  const ci = cis.map((read) => read(env)).find((one) => one !== false);
  if (!ci) return undefined;
  const told: Told = { event: "push", ...Object.fromEntries(Object.entries(ci).filter(([, is]) => is)) };
  if (!told.pullRequest) return told;
  // A pull request is one on every CI: some call its ref after its branch, and a fork's branch may be called main.
  return { ...told, event: "pull_request", ref: `refs/pull/${told.pullRequest}/merge` };
}

/** Where the checkout is, as every adapter asks for it: as the CI says, else where the process was started. */
export function workspaceOf(env: Env, workingDirectory: string, told = askCi(env)): string {
  return told?.workspace || workingDirectory;
}

/** Each is false where the job is not of that CI. The first one counts. */
const cis: readonly ((env: Env) => Told | false)[] = [
  // https://docs.github.com/en/actions/reference/workflows-and-actions/variables
  (env) =>
    env["GITHUB_ACTIONS"] === "true" && {
      repository: env["GITHUB_REPOSITORY"],
      workspace: env["GITHUB_WORKSPACE"],
      // `ci` of `octo/repo/.github/workflows/ci.yml@refs/heads/main`
      workflow: found(/\/([^/@]+?)(\.ya?ml)?@/, env["GITHUB_WORKFLOW_REF"]) || env["GITHUB_WORKFLOW"],
      job: env["GITHUB_JOB"],
      event: env["GITHUB_EVENT_NAME"],
      ref: env["GITHUB_REF"],
      baseRef: branch(env["GITHUB_BASE_REF"]),
      // A schedule runs on the default branch, and its event names no repository.
      defaultBranch: env["GITHUB_EVENT_NAME"] === "schedule" ? env["GITHUB_REF_NAME"] : defaultBranchOf(env),
      sha: env["GITHUB_SHA"],
      run: env["GITHUB_RUN_ID"],
      pullRequest: found(/^refs\/pull\/(\d+)\//, env["GITHUB_REF"]),
      jobId: joined(env, "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "RUNNER_TRACKING_ID"),
    },
  // https://docs.gitlab.com/ci/variables/predefined_variables/
  (env) =>
    env["GITLAB_CI"] === "true" && {
      repository: env["CI_PROJECT_PATH"],
      workspace: env["CI_PROJECT_DIR"],
      ...gitlabJob(env["CI_JOB_NAME"] ?? ""),
      event: env["CI_PIPELINE_SOURCE"] === "schedule" ? "schedule" : "push",
      ref: tag(env["CI_COMMIT_TAG"]) || branch(env["CI_COMMIT_REF_NAME"]),
      baseRef: branch(
        env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] || env["CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"],
      ),
      defaultBranch: env["CI_DEFAULT_BRANCH"],
      sha: env["CI_COMMIT_SHA"],
      run: env["CI_PIPELINE_ID"],
      pullRequest:
        env["CI_MERGE_REQUEST_IID"] || env["CI_EXTERNAL_PULL_REQUEST_IID"] || gitlabUnnumbered(env),
      jobId: env["CI_JOB_ID"],
      // Outside after_script it is `running`: nothing has failed so far.
      status: statusIn(
        { success: "success", running: "success", failed: "failure", canceled: "cancelled" },
        env["CI_JOB_STATUS"],
      ),
    },
  // https://woodpecker-ci.org/docs/usage/environment; it also sets some of GitLab's names
  (env) =>
    env["CI"] === "woodpecker" && {
      repository: env["CI_REPO"],
      workspace: env["CI_WORKSPACE"],
      workflow: env["CI_WORKFLOW_NAME"],
      job: env["CI_STEP_NAME"],
      event: env["CI_PIPELINE_EVENT"] === "cron" ? "schedule" : "push",
      ref: tag(env["CI_COMMIT_TAG"]) || env["CI_COMMIT_REF"],
      baseRef: branch(env["CI_COMMIT_TARGET_BRANCH"]),
      defaultBranch: env["CI_REPO_DEFAULT_BRANCH"],
      sha: env["CI_COMMIT_SHA"],
      run: joined(env, "CI_REPO", "CI_PIPELINE_NUMBER"),
      pullRequest: env["CI_COMMIT_PULL_REQUEST"],
      jobId: joined(env, "CI_REPO", "CI_PIPELINE_NUMBER", "CI_WORKFLOW_NUMBER"),
    },
  // https://docs.drone.io/pipeline/environment/reference/
  (env) =>
    env["DRONE"] === "true" && {
      repository: env["DRONE_REPO"],
      workspace: env["DRONE_WORKSPACE"],
      workflow: env["DRONE_STAGE_NAME"],
      job: env["DRONE_STEP_NAME"],
      event: env["DRONE_BUILD_EVENT"] === "cron" ? "schedule" : "push",
      ref: env["DRONE_COMMIT_REF"],
      baseRef: branch(env["DRONE_TARGET_BRANCH"]),
      defaultBranch: env["DRONE_REPO_BRANCH"],
      sha: env["DRONE_COMMIT_SHA"],
      run: joined(env, "DRONE_REPO", "DRONE_BUILD_NUMBER"),
      pullRequest: env["DRONE_PULL_REQUEST"],
      jobId: joined(env, "DRONE_REPO", "DRONE_BUILD_NUMBER", "DRONE_STAGE_NUMBER"),
      status: statusIn(
        { success: "success", failure: "failure", killed: "cancelled" },
        env["DRONE_BUILD_STATUS"],
      ),
    },
  // https://docs.prow.k8s.io/docs/jobs/#job-environment-variables
  (env) =>
    Boolean(env["PROW_JOB_ID"]) && {
      repository: joined(env, "REPO_OWNER", "REPO_NAME"),
      job: env["JOB_NAME"],
      // A batch is several pull requests at once, merged into a checkout of their branch.
      event: { batch: "merge_group", periodic: "schedule" }[env["JOB_TYPE"] ?? ""] ?? "push",
      ref: branch(env["PULL_BASE_REF"]),
      baseRef: branch(env["PULL_BASE_REF"]),
      pullRequest: env["PULL_NUMBER"],
      jobId: env["PROW_JOB_ID"],
    },
  // https://www.jenkins.io/doc/book/pipeline/multibranch/#additional-environment-variables
  // Its address is set only where somebody has configured it.
  (env) =>
    Boolean(env["JENKINS_URL"] || (env["JENKINS_HOME"] && env["BUILD_TAG"])) && {
      repository: env["GIT_URL"],
      workspace: env["WORKSPACE"],
      // A multibranch job is called after its branch too, which must not part a branch from its base.
      workflow: env["BRANCH_NAME"] ? env["JOB_NAME"]?.replace(/\/[^/]*$/, "") : env["JOB_NAME"],
      job: env["STAGE_NAME"] || "build",
      // Of a change in Gerrit, merged or not, GIT_BRANCH is the patch set.
      ref:
        tag(env["TAG_NAME"]) ||
        branch(env["BRANCH_NAME"] || env["GERRIT_BRANCH"] || env["GIT_BRANCH"]?.replace(/^origin\//, "")),
      baseRef: branch(
        env["CHANGE_TARGET"] || env["ghprbTargetBranch"] || env["gitlabTargetBranch"] || env["GERRIT_BRANCH"],
      ),
      defaultBranch: env["BRANCH_IS_PRIMARY"] === "true" ? env["BRANCH_NAME"] : undefined,
      sha: env["GIT_COMMIT"],
      run: env["BUILD_TAG"],
      // By its own multibranch jobs, else by the plugins that build what GitHub, GitLab and Gerrit ask for.
      pullRequest:
        env["CHANGE_ID"] ||
        env["ghprbPullId"] ||
        env["gitlabMergeRequestIid"] ||
        (env["GERRIT_EVENT_TYPE"] === "change-merged" ? undefined : env["GERRIT_CHANGE_NUMBER"]),
      jobId: joined(env, "BUILD_TAG", "WORKSPACE"),
    },
  // https://buildkite.com/docs/pipelines/configure/environment-variables
  (env) =>
    env["BUILDKITE"] === "true" && {
      repository: env["BUILDKITE_REPO"],
      workspace: env["BUILDKITE_BUILD_CHECKOUT_PATH"],
      workflow: env["BUILDKITE_PIPELINE_SLUG"],
      job: env["BUILDKITE_STEP_KEY"] || env["BUILDKITE_LABEL"],
      // The jobs of a matrix have one key, and labels in which their values are.
      matrix: env["BUILDKITE_PARALLEL_JOB"] || (env["BUILDKITE_STEP_KEY"] && env["BUILDKITE_LABEL"]),
      event: env["BUILDKITE_SOURCE"] === "schedule" ? "schedule" : "push",
      ref: tag(env["BUILDKITE_TAG"]) || branch(env["BUILDKITE_BRANCH"]),
      baseRef: branch(env["BUILDKITE_PULL_REQUEST_BASE_BRANCH"]),
      defaultBranch: env["BUILDKITE_PIPELINE_DEFAULT_BRANCH"],
      sha: env["BUILDKITE_COMMIT"],
      run: env["BUILDKITE_BUILD_ID"],
      pullRequest: env["BUILDKITE_PULL_REQUEST"]?.replace(/^false$/, ""),
      jobId: env["BUILDKITE_JOB_ID"],
      status: statusOf(env["BUILDKITE_COMMAND_EXIT_STATUS"]), // in the hooks after the command
    },
  // https://circleci.com/docs/reference/variables/
  (env) =>
    env["CIRCLECI"] === "true" && {
      repository: joined(env, "CIRCLE_PROJECT_USERNAME", "CIRCLE_PROJECT_REPONAME"),
      workspace: env["CIRCLE_WORKING_DIRECTORY"]?.replace(/^~(?=\/|$)/, env["HOME"] ?? "~"),
      job: env["CIRCLE_JOB"],
      matrix: env["CIRCLE_NODE_TOTAL"] === "1" ? undefined : env["CIRCLE_NODE_INDEX"],
      ref: tag(env["CIRCLE_TAG"]) || branch(env["CIRCLE_BRANCH"]),
      sha: env["CIRCLE_SHA1"],
      run: env["CIRCLE_WORKFLOW_ID"],
      pullRequest:
        env["CIRCLE_PR_NUMBER"] ||
        found(/\/(\d+)$/, env["CIRCLE_PULL_REQUEST"]) ||
        found(/^pull\/(\d+)$/, env["CIRCLE_BRANCH"]),
      jobId: env["CIRCLE_WORKFLOW_JOB_ID"],
    },
  // https://learn.microsoft.com/azure/devops/pipelines/build/variables
  (env) =>
    env["TF_BUILD"] === "True" && {
      repository: env["BUILD_REPOSITORY_NAME"],
      workspace: env["BUILD_SOURCESDIRECTORY"],
      workflow: env["BUILD_DEFINITIONNAME"],
      job: env["SYSTEM_PHASENAME"] || env["SYSTEM_JOBNAME"],
      matrix: env["SYSTEM_PHASENAME"] && env["SYSTEM_JOBNAME"],
      event: env["BUILD_REASON"] === "Schedule" ? "schedule" : "push",
      ref: branch(env["BUILD_SOURCEBRANCH"]),
      baseRef: branch(env["SYSTEM_PULLREQUEST_TARGETBRANCH"]),
      sha: env["BUILD_SOURCEVERSION"],
      run: env["BUILD_BUILDID"],
      pullRequest: env["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"] || env["SYSTEM_PULLREQUEST_PULLREQUESTID"],
      jobId: joined(env, "BUILD_BUILDID", "SYSTEM_JOBID"),
      status: statusIn(
        { Succeeded: "success", SucceededWithIssues: "success", Failed: "failure", Canceled: "cancelled" },
        env["AGENT_JOBSTATUS"],
      ),
    },
  // https://support.atlassian.com/bitbucket-cloud/docs/variables-and-secrets/
  (env) =>
    Boolean(env["BITBUCKET_BUILD_NUMBER"]) && {
      repository: env["BITBUCKET_REPO_FULL_NAME"],
      workspace: env["BITBUCKET_CLONE_DIR"],
      matrix: env["BITBUCKET_PARALLEL_STEP"],
      ref: tag(env["BITBUCKET_TAG"]) || branch(env["BITBUCKET_BRANCH"]),
      baseRef: branch(env["BITBUCKET_PR_DESTINATION_BRANCH"]),
      sha: env["BITBUCKET_COMMIT"],
      run: env["BITBUCKET_PIPELINE_UUID"],
      pullRequest: env["BITBUCKET_PR_ID"],
      jobId: env["BITBUCKET_STEP_UUID"],
      status: statusOf(env["BITBUCKET_EXIT_CODE"]), // in after-script
    },
  // https://docs.travis-ci.com/user/environment-variables/#default-environment-variables
  (env) =>
    env["TRAVIS"] === "true" && {
      repository: env["TRAVIS_REPO_SLUG"],
      workspace: env["TRAVIS_BUILD_DIR"],
      job: env["TRAVIS_JOB_NAME"],
      matrix: found(/\.(\d+)$/, env["TRAVIS_JOB_NUMBER"]), // 2 of `17.2`
      event: env["TRAVIS_EVENT_TYPE"] === "cron" ? "schedule" : "push",
      // For a pull request, TRAVIS_BRANCH is the branch that it is for.
      ref: tag(env["TRAVIS_TAG"]) || branch(env["TRAVIS_BRANCH"]),
      baseRef: branch(env["TRAVIS_BRANCH"]),
      sha: env["TRAVIS_COMMIT"],
      run: env["TRAVIS_BUILD_ID"],
      pullRequest: number(env["TRAVIS_PULL_REQUEST"]),
      jobId: env["TRAVIS_JOB_ID"],
      status: statusOf(env["TRAVIS_TEST_RESULT"]),
    },
  // Any other: what it builds is what git tells, but for pull requests. Some CIs (Bitrise, Prow) merge one into a checkout of
  // the branch that it is for, where git tells that branch.
  (env) =>
    isOtherCi(env) && {
      pullRequest: numbersOf(env, /(^|_)(pull|pull_request|merge_request|pr)(_(number|id|iid|no|key))?$/i)[0],
    },
];

/** What CIs set that the table does not list; `CI` alone is not set by TeamCity, Bamboo, GoCD and AWS CodeBuild. */
const marksOfCi = ["CI", "CONTINUOUS_INTEGRATION", "BUILD_NUMBER", "TEAMCITY_VERSION", "GO_PIPELINE_NAME"];
const marksWithPrefix = /^(CODEBUILD_BUILD|bamboo_build)/;

function isOtherCi(env: Env): boolean {
  const isSet = (value = "") => value !== "" && value.toLowerCase() !== "false";
  return (
    marksOfCi.some((name) => isSet(env[name])) || Object.keys(env).some((name) => marksWithPrefix.test(name))
  );
}

/** The whole numbers in variables of such names, by name, so that they have one order. */
function numbersOf(env: Env, names: RegExp): readonly string[] {
  return Object.keys(env)
    .filter((name) => names.test(name))
    .sort()
    .flatMap((name) => number(env[name]) ?? []);
}

function number(text: string | undefined): string | undefined {
  return found(/^(\d+)$/, text);
}

/**
 * A repository's name as signatures, logs and handoffs may hold it: of an address the host and the path, the same for every
 * protocol, without user, password, port, query and `.git`; any other name, such as `octo/repo`, as it is.
 */
export function repositoryName(told: string): string {
  const text = told.trim();
  const bare = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/^[^/]*@/s, "");
  // As git takes it, `git@github.com:octo/repo` is a host and a path; one letter alone is a disk.
  if (bare === text && !/^[^/:]{2,}:/.test(text)) return text;
  const [, host = "", path = ""] = /^([^/:]*)(?::\d+(?=\/)|:)?\/*(.*)$/s.exec(bare) ?? [];
  const withoutEnd = path
    .replace(/[?#].*$/s, "")
    .replace(/\/+$/, "")
    .replace(/\.git$/, "");
  return [host.toLowerCase(), withoutEnd].filter((part) => part !== "").join("/");
}

function statusIn(words: Readonly<Record<string, JobStatus>>, word = ""): JobStatus {
  return Object.hasOwn(words, word) ? words[word] : undefined;
}

/** By the exit code of the job's own commands. */
function statusOf(exitCode: string | undefined): JobStatus {
  if (!exitCode) return undefined;
  return exitCode === "0" ? "success" : "failure";
}

/** From the event that started the run; only the policy `default-branch` needs it, and says when it is missing. */
function defaultBranchOf({ GITHUB_EVENT_PATH: path }: Env): string | undefined {
  if (!path) return undefined;
  try {
    const event: { repository?: { default_branch?: unknown } } = JSON.parse(readFileSync(path, "utf8"));
    const name = event.repository?.default_branch;
    return typeof name === "string" ? name : undefined;
  } catch {
    return undefined; // an event without a file, or without a repository
  }
}

/** GitLab tells a matrix job by its name alone: `build: [linux, stable]`, `build 2/5`. */
function gitlabJob(name: string): Pick<Told, "job" | "matrix"> {
  const [, job, list, part] = /^(.+?)(?:: \[(.*)\]| (\d+\/\d+))$/s.exec(name) ?? [];
  return job === undefined ? { job: name } : { job, matrix: list ?? part };
}

/** A merge request whose number is missing is one all the same, and is called after its branch. */
function gitlabUnnumbered(env: Env): string | undefined {
  const source = env["CI_PIPELINE_SOURCE"];
  const isRequest = source === "merge_request_event" || source === "external_pull_request_event";
  return isRequest ? env["CI_COMMIT_REF_NAME"] || "unknown" : undefined;
}

function branch(name: string | undefined): string | undefined {
  return name && fullRef(name);
}

function tag(name: string | undefined): string | undefined {
  return name && `refs/tags/${name}`;
}

/** The first group of the pattern. */
function found(pattern: RegExp, text: string | undefined): string | undefined {
  return pattern.exec(text ?? "")?.[1];
}

function joined(env: Env, ...names: readonly string[]): string | undefined {
  const values = names.map((name) => env[name] ?? "");
  return values[0] === "" ? undefined : values.join(".");
}
