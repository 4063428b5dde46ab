import { expect, test } from "vitest";
import type { SavePolicy } from "../config/config.ts";
import type { JobContext } from "../key/gather.ts";
import { type JobStatus, maySave } from "./save-policy.ts";

const push: JobContext = {
  workspace: "/w",
  os: "linux",
  arch: "x64",
  job: "build",
  matrix: undefined,
  event: "push",
  ref: "refs/heads/main",
  defaultBranch: "main",
};
const branch = { ...push, ref: "refs/heads/feature" };
const tag = { ...push, ref: "refs/tags/v1" };
const pull = { ...push, event: "pull_request", ref: "refs/pull/7/merge" };
const target = { ...push, event: "pull_request_target" };
const queue = { ...push, event: "merge_group", ref: "refs/heads/gh-readonly-queue/main/pr-7" };
const nowhere = { ...push, event: undefined, ref: undefined, defaultBranch: undefined };

const yes = { save: true };
const no = (why: string) => ({ save: false, why });

test.each<[SavePolicy, string, JobContext, JobStatus, object]>([
  ["auto", "a push", push, "success", yes],
  ["auto", "a push to another branch", branch, "success", yes],
  ["auto", "a failed job", push, "failure", yes],
  ["auto", "a cancelled job", push, "cancelled", no("the job was cancelled")],
  ["auto", "a pull request", pull, "success", no("save is auto, and this is a pull request")],
  ["auto", "pull_request_target", target, "success", no("save is auto, and this is a pull request")],
  ["auto", "a merge queue", queue, "success", no("save is auto, and this is a merge queue")],
  ["auto", "a tag", tag, "success", no("save is auto, and this is a tag")],
  ["auto", "no workflow", nowhere, undefined, yes],
  ["always", "a pull request", pull, "success", yes],
  ["always", "a tag", tag, "failure", yes],
  ["always", "a cancelled job", push, "cancelled", no("the job was cancelled")],
  ["default-branch", "a push", push, "success", yes],
  [
    "default-branch",
    "a push to another branch",
    branch,
    "success",
    no("save is default-branch, and this is refs/heads/feature"),
  ],
  [
    "default-branch",
    "a pull request",
    pull,
    "success",
    no("save is default-branch, and this is a pull request"),
  ],
  ["default-branch", "no workflow", nowhere, undefined, no("save is default-branch, and this is no branch")],
  ["never", "a push", push, "success", no("save is never")],
])("save: %s in %s", (policy, _title, context, status, verdict) => {
  expect(maySave(policy, context, status)).toEqual(verdict);
});

test("a branch is not the default one when nobody knows which that is", () => {
  expect(maySave("default-branch", { ...push, defaultBranch: undefined }, "success").save).toBe(false);
});
