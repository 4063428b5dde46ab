import { tmpdir } from "node:os";
import { expect, test } from "vitest";
import { parseCommandLine } from "./args.ts";
import { contextFlags, readContext } from "./context.ts";

function read(env: Record<string, string>, args: readonly string[] = []) {
  const terminal = {
    print() {},
    say() {},
    show: undefined,
    env,
    workingDirectory: tmpdir(), // no checkout
  };
  return readContext(parseCommandLine(args, { positionals: [], flags: contextFlags }), terminal);
}

const gitlab = {
  GITLAB_CI: "true",
  CI_JOB_NAME: "build",
  CI_COMMIT_REF_NAME: "main",
  CI_DEFAULT_BRANCH: "main",
  CI_PIPELINE_SOURCE: "push",
};

test.each([
  ["nothing", {}, { job: undefined, ref: undefined, event: undefined, workspace: tmpdir() }],
  ["GitLab", gitlab, { job: "build", ref: "refs/heads/main", defaultBranch: "main", event: "push" }],
  ["a tag in GitLab", { ...gitlab, CI_COMMIT_TAG: "v1", CI_COMMIT_REF_NAME: "v1" }, { ref: "refs/tags/v1" }],
  ["a schedule in GitLab", { ...gitlab, CI_PIPELINE_SOURCE: "schedule" }, { event: "schedule" }],
  [
    "a merge request in GitLab",
    { ...gitlab, CI_PIPELINE_SOURCE: "merge_request_event", CI_MERGE_REQUEST_IID: "12" },
    { event: "pull_request", pullRequest: "12" },
  ],
  [
    "a pull request in GitHub",
    {
      GITHUB_ACTIONS: "true",
      GITHUB_JOB: "b",
      GITHUB_EVENT_NAME: "pull_request",
      GITHUB_REF: "refs/pull/7/merge",
    },
    { job: "b", event: "pull_request", ref: "refs/pull/7/merge", pullRequest: "7" },
  ],
])("%s is understood", async (_what, env, wanted) => {
  expect(await read(env)).toMatchObject(wanted);
});

test("flags win over what a CI says", async () => {
  const args = ["--job", "mine", "--ref", "refs/heads/topic", "--default-branch", "trunk"];
  expect(await read(gitlab, args)).toMatchObject({
    job: "mine",
    ref: "refs/heads/topic",
    defaultBranch: "trunk",
  });
});
