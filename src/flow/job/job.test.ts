import { execFileSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { testFolder } from "../../../test/test-folder.ts";
import { noSccacheConfig } from "../../sccache/environment/sccache-config.ts";
import { askCi } from "./ci.ts";
import { chooseDirectory, type Overrides, readContext } from "./job.ts";

const untold = { workflow: undefined, job: undefined, matrix: undefined, event: undefined, jobId: undefined };

/** Outside of any checkout. */
const read = async (env: Record<string, string>, overrides: Overrides = {}) => ({
  ...untold,
  ...(await readContext({ env, workingDirectory: tmpdir(), overrides })),
});

const github = {
  GITHUB_ACTIONS: "true",
  GITHUB_WORKSPACE: "/home/runner/work/x/x",
  GITHUB_WORKFLOW_REF: "octo/x/.github/workflows/ci.yml@refs/heads/trunk",
  GITHUB_WORKFLOW: "Continuous integration",
  GITHUB_JOB: "build",
  GITHUB_EVENT_NAME: "push",
  GITHUB_REF: "refs/heads/trunk",
  GITHUB_REF_NAME: "trunk",
  GITHUB_RUN_ID: "42",
  GITHUB_RUN_ATTEMPT: "1",
};
const gitlab = {
  CI: "true",
  GITLAB_CI: "true",
  CI_JOB_NAME: "build",
  CI_JOB_ID: "77",
  CI_PIPELINE_ID: "9",
  CI_COMMIT_REF_NAME: "main",
  CI_DEFAULT_BRANCH: "main",
  CI_PIPELINE_SOURCE: "push",
};
const prow = { CI: "true", PROW_JOB_ID: "1ce0", JOB_NAME: "unit", PULL_BASE_REF: "main" };
const pullRequest = { event: "pull_request", pullRequest: "7", ref: "refs/pull/7/merge" };

test.each<[string, Record<string, string>, object]>([
  ["nothing", {}, { job: undefined, ref: undefined, event: undefined, workspace: tmpdir(), run: undefined }],
  ["a CI without a name, on a detached head", { CI: "true" }, { event: "unknown", ref: undefined }],
  [
    "GitHub",
    github,
    {
      workflow: "ci",
      job: "build",
      ref: "refs/heads/trunk",
      run: { id: "42" },
      workspace: "/home/runner/work/x/x",
    },
  ],
  [
    "GitHub without a workflow's file",
    { ...github, GITHUB_WORKFLOW_REF: "" },
    { workflow: "Continuous integration" },
  ],
  [
    "a schedule in GitHub",
    { ...github, GITHUB_EVENT_NAME: "schedule" },
    { event: "schedule", defaultBranch: "trunk", ref: "refs/heads/trunk" },
  ],
  [
    "a pull request in GitHub",
    {
      ...github,
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_REF: "refs/pull/7/merge",
      GITHUB_BASE_REF: "trunk",
    },
    { ...pullRequest, baseRef: "refs/heads/trunk" },
  ],
  [
    "code of a pull request in GitHub's default branch",
    { ...github, GITHUB_EVENT_NAME: "pull_request_target", GITHUB_BASE_REF: "trunk" },
    { event: "pull_request_target", pullRequest: undefined, ref: "refs/heads/trunk" },
  ],
  [
    "GitLab",
    gitlab,
    {
      job: "build",
      ref: "refs/heads/main",
      defaultBranch: "main",
      event: "push",
      run: { id: "9" },
      jobId: "77",
    },
  ],
  ["a tag in GitLab", { ...gitlab, CI_COMMIT_TAG: "v1", CI_COMMIT_REF_NAME: "v1" }, { ref: "refs/tags/v1" }],
  ["a schedule in GitLab", { ...gitlab, CI_PIPELINE_SOURCE: "schedule" }, { event: "schedule" }],
  [
    "a matrix job in GitLab",
    { ...gitlab, CI_JOB_NAME: "build: [linux, 1.95]" },
    { job: "build", matrix: "linux, 1.95" },
  ],
  ["a parallel job in GitLab", { ...gitlab, CI_JOB_NAME: "build 2/5" }, { job: "build", matrix: "2/5" }],
  [
    "a merge request in GitLab",
    {
      ...gitlab,
      CI_PIPELINE_SOURCE: "merge_request_event",
      CI_MERGE_REQUEST_IID: "7",
      CI_MERGE_REQUEST_TARGET_BRANCH_NAME: "main",
    },
    { ...pullRequest, baseRef: "refs/heads/main" },
  ],
  [
    "a fork's merge request from a branch called main",
    { ...gitlab, CI_PIPELINE_SOURCE: "parent_pipeline", CI_MERGE_REQUEST_IID: "7" },
    pullRequest,
  ],
  [
    "an external pull request in GitLab",
    { ...gitlab, CI_PIPELINE_SOURCE: "external_pull_request_event", CI_EXTERNAL_PULL_REQUEST_IID: "7" },
    pullRequest,
  ],
  [
    "one without a number",
    { ...gitlab, CI_PIPELINE_SOURCE: "external_pull_request_event", CI_COMMIT_REF_NAME: "fix" },
    { event: "pull_request", pullRequest: "fix" },
  ],
  [
    "Woodpecker",
    { CI: "woodpecker", CI_COMMIT_PULL_REQUEST: "7", CI_COMMIT_REF: "refs/pull/7/head" },
    pullRequest,
  ],
  [
    "Drone",
    { CI: "true", DRONE: "true", DRONE_PULL_REQUEST: "7", DRONE_COMMIT_REF: "refs/heads/main" },
    pullRequest,
  ],
  [
    "Jenkins",
    {
      JENKINS_URL: "x",
      CHANGE_ID: "7",
      CHANGE_TARGET: "main",
      BRANCH_NAME: "PR-7",
      JOB_NAME: "org/repo/PR-7",
    },
    { ...pullRequest, baseRef: "refs/heads/main", workflow: "org/repo" },
  ],
  [
    "Jenkins without a branch",
    { JENKINS_URL: "x", JOB_NAME: "nightly" },
    { event: "unknown", workflow: "nightly" },
  ],
  ["Buildkite", { BUILDKITE: "true", BUILDKITE_PULL_REQUEST: "7", BUILDKITE_BRANCH: "main" }, pullRequest],
  [
    "Buildkite without one",
    { BUILDKITE: "true", BUILDKITE_PULL_REQUEST: "false", BUILDKITE_BRANCH: "main" },
    { event: "push", ref: "refs/heads/main", pullRequest: undefined },
  ],
  ["CircleCI", { CIRCLECI: "true", CIRCLE_PULL_REQUEST: "https://github.com/o/r/pull/7" }, pullRequest],
  ["a fork in CircleCI", { CIRCLECI: "true", CIRCLE_BRANCH: "pull/7" }, pullRequest],
  ["Azure Pipelines", { TF_BUILD: "True", SYSTEM_PULLREQUEST_PULLREQUESTID: "7" }, pullRequest],
  ["Bitbucket", { BITBUCKET_BUILD_NUMBER: "1", BITBUCKET_PR_ID: "7", BITBUCKET_BRANCH: "main" }, pullRequest],
  ["a plugin of Jenkins for GitHub", { JENKINS_URL: "x", ghprbPullId: "7", GIT_BRANCH: "main" }, pullRequest],
  [
    "a plugin of Jenkins for GitLab",
    { JENKINS_URL: "x", gitlabMergeRequestIid: "7", gitlabTargetBranch: "main", GIT_BRANCH: "origin/main" },
    { ...pullRequest, baseRef: "refs/heads/main" },
  ],
  [
    "Travis",
    { CI: "true", TRAVIS: "true", TRAVIS_PULL_REQUEST: "false", TRAVIS_BRANCH: "main", TRAVIS_JOB_ID: "3" },
    { event: "push", ref: "refs/heads/main", pullRequest: undefined, jobId: "3" },
  ],
  [
    "a pull request in Travis",
    { CI: "true", TRAVIS: "true", TRAVIS_PULL_REQUEST: "7", TRAVIS_BRANCH: "main" },
    { ...pullRequest, baseRef: "refs/heads/main" },
  ],
  [
    "a change in Jenkins with Gerrit",
    {
      JENKINS_URL: "x",
      GIT_BRANCH: "refs/changes/07/7/5",
      GERRIT_EVENT_TYPE: "patchset-created",
      GERRIT_CHANGE_NUMBER: "7",
      GERRIT_BRANCH: "main",
    },
    { ...pullRequest, baseRef: "refs/heads/main" },
  ],
  [
    "a merged change in Jenkins with Gerrit",
    {
      JENKINS_URL: "x",
      GIT_BRANCH: "refs/changes/07/7/5",
      GERRIT_EVENT_TYPE: "change-merged",
      GERRIT_CHANGE_NUMBER: "7",
      GERRIT_BRANCH: "main",
    },
    { event: "push", ref: "refs/heads/main", pullRequest: undefined },
  ],
  [
    "Jenkins without an address",
    { JENKINS_HOME: "/var/lib/jenkins", BUILD_TAG: "jenkins-x-1", BRANCH_NAME: "main" },
    { event: "push", ref: "refs/heads/main" },
  ],
  [
    "a matrix job in Buildkite",
    { BUILDKITE: "true", BUILDKITE_STEP_KEY: "build", BUILDKITE_LABEL: "linux build" },
    { job: "build", matrix: "linux build" },
  ],
  [
    "a job of several in Travis",
    { TRAVIS: "true", TRAVIS_BRANCH: "main", TRAVIS_JOB_NUMBER: "17.2" },
    { matrix: "2" },
  ],
  [
    "several pull requests at once in Prow",
    { ...prow, JOB_TYPE: "batch", PULL_REFS: "main:1a,7:2b,8:3c" },
    { event: "merge_group", ref: "refs/heads/main", pullRequest: undefined },
  ],
  [
    "a branch in Prow",
    { ...prow, JOB_TYPE: "postsubmit", PULL_REFS: "main:1a" },
    { event: "push", ref: "refs/heads/main", job: "unit" },
  ],
  ["a schedule in Prow", { PROW_JOB_ID: "x", JOB_TYPE: "periodic" }, { event: "unknown", ref: undefined }],
  ["Bamboo", { bamboo_buildKey: "x", bamboo_repository_pr_key: "7" }, pullRequest],
  ["Bitrise", { CI: "true", BITRISE_PULL_REQUEST: "7", BITRISE_GIT_BRANCH: "fix" }, pullRequest],
  [
    "a pull request in Prow",
    { ...prow, JOB_TYPE: "presubmit", PULL_NUMBER: "7" },
    { ...pullRequest, baseRef: "refs/heads/main" },
  ],
  ["AppVeyor", { CI: "True", APPVEYOR_PULL_REQUEST_NUMBER: "7" }, pullRequest],
  ["Semaphore", { CI: "true", SEMAPHORE_GIT_PR_NUMBER: "7" }, pullRequest],
  ["a CI that says that there is none", { CI: "true", X_PULL_REQUEST: "false" }, { pullRequest: undefined }],
  ["TeamCity, on a detached head", { TEAMCITY_VERSION: "2025.11" }, { event: "unknown", ref: undefined }],
  ["CodeBuild, on a detached head", { CODEBUILD_BUILD_ID: "x:1" }, { event: "unknown", ref: undefined }],
  ["no CI, although the variable is there", { CI: "false", MY_PR: "7" }, { event: undefined }],
])("%s is understood", async (_what, env, wanted) => {
  expect(await read(env)).toMatchObject(wanted);
});

test.each([
  [{ GITLAB_CI: "true", CI_JOB_STATUS: "failed" }, "failure"],
  [{ GITLAB_CI: "true", CI_JOB_STATUS: "running" }, "success"],
  [{ TF_BUILD: "True", AGENT_JOBSTATUS: "SucceededWithIssues" }, "success"],
  [{ TF_BUILD: "True", AGENT_JOBSTATUS: "Canceled" }, "cancelled"],
  [{ BITBUCKET_BUILD_NUMBER: "1", BITBUCKET_EXIT_CODE: "0" }, "success"],
  [{ BUILDKITE: "true", BUILDKITE_COMMAND_EXIT_STATUS: "101" }, "failure"],
  [{ DRONE: "true", DRONE_BUILD_STATUS: "killed" }, "cancelled"],
  [{ CIRCLECI: "true" }, undefined],
  [{ TRAVIS: "true", TRAVIS_TEST_RESULT: "1" }, "failure"],
  [{ CI: "true" }, undefined],
  [{ TF_BUILD: "True", AGENT_JOBSTATUS: "constructor" }, undefined],
])("how the job went, in %j", (env, status) => {
  expect(askCi(env)?.status).toBe(status);
});

test("what the user says wins", async () => {
  const said = { job: "mine", ref: "refs/heads/topic", defaultBranch: "trunk", matrix: "{}" };
  expect(await read(gitlab, said)).toMatchObject({
    job: "mine",
    ref: "refs/heads/topic",
    defaultBranch: "trunk",
    matrix: undefined,
  });
  expect(await read({}, { pullRequest: "7", baseRef: "main" })).toMatchObject({
    ...pullRequest,
    baseRef: "refs/heads/main",
  });
});

test.each(["", "null", "{}"])("a matrix of %j is none", async (matrix) => {
  expect((await read(github, { matrix })).matrix).toBeUndefined();
});

test("the event's file names the default branch; one that is missing or says nothing leaves it open", async () => {
  const folder = await testFolder();
  const file = join(folder, "event.json");
  const branch = async () => (await read({ ...github, GITHUB_EVENT_PATH: file })).defaultBranch;
  expect(await branch()).toBeUndefined();
  for (const text of ["", "[]", "{}", '{"repository":{"default_branch":7}}']) {
    await writeFile(file, text);
    expect(await branch()).toBeUndefined();
  }
  await writeFile(file, JSON.stringify({ repository: { default_branch: "trunk" } }));
  expect(await branch()).toBe("trunk");
});

test("a checkout of another user is asked too, as a container's root finds one", async () => {
  const folder = await testFolder();
  const env = { PATH: process.env["PATH"] ?? "", GIT_TEST_ASSUME_DIFFERENT_OWNER: "1" };
  execFileSync("git", ["init", "--quiet", "--initial-branch", "trunk", folder]);
  expect(() => execFileSync("git", ["symbolic-ref", "HEAD"], { cwd: folder, env, stdio: "pipe" })).toThrow(
    "dubious ownership",
  );
  expect(await readContext({ env, workingDirectory: folder })).toMatchObject({ ref: "refs/heads/trunk" });
});

test("where nothing tells the run, jobs of one commit are of one", async () => {
  const folder = await testFolder();
  const env = { PATH: process.env["PATH"] ?? "" };
  const identity = ["-c", "user.name=x", "-c", "user.email=x@x.example"];
  const git = (...args: string[]) => execFileSync("git", args, { cwd: folder, env, encoding: "utf8" }).trim();
  git("init", "--quiet");
  git(...identity, "commit", "--quiet", "--allow-empty", "--message", "x");
  const id = git("rev-parse", "HEAD");
  for (const ci of [{}, prow, { CI: "true" }]) {
    const context = await readContext({ env: { ...env, ...ci }, workingDirectory: folder });
    expect(context).toMatchObject({ sha: id, run: { id } });
  }
  const told = await readContext({ env: { ...env, ...gitlab }, workingDirectory: folder });
  expect(told).toMatchObject({ sha: id, run: { id: "9" } });
});

const home = resolve("/home/me");
const unnamed = join(home, ".cache/sccache");
const surroundings = { workspace: resolve("/checkout"), env: {}, home, platform: "linux", unnamed } as const;

test.each([
  ["the input, absolute", resolve("/cache"), { SCCACHE_DIR: resolve("/other") }, resolve("/cache")],
  ["the input, in the workspace", "cache", {}, resolve("/checkout/cache")],
  ["the input, at home", "~/.cache/sccache", {}, join(home, ".cache/sccache")],
  ["SCCACHE_DIR", undefined, { SCCACHE_DIR: resolve("/other") }, resolve("/other")],
  ["SCCACHE_DIR at home", undefined, { SCCACHE_DIR: "~/.sccache" }, join(home, ".sccache")],
  ["home itself", undefined, { SCCACHE_DIR: "~" }, home],
  ["a name that begins like home", undefined, { SCCACHE_DIR: "~me" }, resolve("/checkout/~me")],
  ["a relative SCCACHE_DIR", undefined, { SCCACHE_DIR: ".sccache" }, resolve("/checkout/.sccache")],
  ["a slash at the end", undefined, { SCCACHE_DIR: "/other/" }, resolve("/other")],
  ["an empty SCCACHE_DIR is none", undefined, { SCCACHE_DIR: "" }, join(home, ".cache/sccache")],
  ["what is meant without a name", undefined, {}, unnamed],
])("%s", (_title, asked, env, wanted) => {
  expect(chooseDirectory(asked, { ...surroundings, env, sccacheConfig: noSccacheConfig })).toBe(wanted);
});

test("sccache's configuration counts where no variable makes sccache ignore it", () => {
  const disk = { directory: resolve("/theirs"), sizeBytes: undefined, readOnly: false, preprocessor: true };
  const place = { ...surroundings, sccacheConfig: { ...noSccacheConfig, disk } };
  expect(chooseDirectory(undefined, place)).toBe(resolve("/theirs"));
  expect(chooseDirectory(undefined, { ...place, env: { SCCACHE_CACHE_SIZE: "1G" } })).toBe(
    join(home, ".cache/sccache"),
  );
  expect(chooseDirectory("/asked", place)).toBe(resolve("/asked"));
});

test.each([
  ["octo/repo", "octo/repo"],
  ["group/sub group/repo", "group/sub group/repo"],
  ["https://github.com/octo/repo.git", "github.com/octo/repo"],
  ["https://x-access-token:TOKEN@github.com/octo/repo.git", "github.com/octo/repo"],
  ["https://TOKEN@GitHub.com/Octo/repo/", "github.com/Octo/repo"],
  ["https://ci:pa#ss@github.com/octo/repo?token=TOKEN#TOKEN", "github.com/octo/repo"],
  ["https://ci:p@ss@github.com:8443/octo/repo.git", "github.com/octo/repo"],
  ["ssh://git@github.com:22/octo/repo.git", "github.com/octo/repo"],
  ["git@github.com:octo/repo.git", "github.com/octo/repo"],
  ["ci:TOKEN@github.com:octo/repo.git", "github.com/octo/repo"],
  ["ci:TOKEN@github.com/octo/repo", "github.com/octo/repo"],
  ["github.com:octo/repo", "github.com/octo/repo"],
  ["file:///srv/git/repo.git", "srv/git/repo"],
  ["C:\\git\\repo", "C:\\git\\repo"],
])("the repository %s is called %s", async (told, name) => {
  const ofJenkins = await read({ JENKINS_URL: "x", GIT_URL: told });
  const ofBuildkite = await read({ BUILDKITE: "true", BUILDKITE_REPO: told });
  const said = await read({ ...github, GITHUB_REPOSITORY: "other/one", SCCACHE_BUNDLE_REPOSITORY: told });
  expect([ofJenkins, ofBuildkite, said].map(({ repository }) => repository)).toEqual([name, name, name]);
  expect(JSON.stringify([ofJenkins, ofBuildkite, said])).not.toContain("TOKEN");
});
