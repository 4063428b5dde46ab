import { expect, test } from "vitest";
import type { Config } from "../config/inputs.ts";
import { maySave, type Verdict, whyNotRestore } from "./policy.ts";

test.each([
  ["auto", "push", "refs/heads/main", undefined],
  ["auto", "push", undefined, undefined],
  ["auto", undefined, "refs/heads/tags/x", undefined],
  ["auto", "pull_request", "refs/pull/7/merge", undefined],
  ["auto", "push", "refs/tags/v1", /a tag/],
  ["auto", undefined, "refs/tags/v1", /a tag/],
  ["auto", "release", "refs/tags/v1", /a release/],
  ["auto", "release", undefined, /restore: true allows it/],
  ["always", "release", "refs/tags/v1", undefined],
  ["auto", "push", "refs/heads/gh-readonly-queue/main/pr-7-0123abc", undefined],
  ["never", "push", "refs/heads/main", /restore is false/],
] as const)("restore %s, event %s, ref %s", (restore, event, ref, why) => {
  const said = whyNotRestore({ restore }, { event, ref });
  if (why === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(why);
});

const push = { event: "push", ref: "refs/heads/main", defaultBranch: "main" };
const branch = { ...push, ref: "refs/heads/feature" };
const tag = { ...push, ref: "refs/tags/v1" };
const pull = { ...push, event: "pull_request", ref: "refs/pull/7/merge" };
const target = { ...push, event: "pull_request_target" };
const comment = { ...push, event: "issue_comment" };
const nightly = { ...push, event: "schedule" };
const queue = { ...push, event: "merge_group", ref: "refs/heads/gh-readonly-queue/main/pr-7-0123abc" };
const release = { ...tag, event: "release" };
const nowhere = { event: undefined, ref: undefined, defaultBranch: undefined };
const unknown = { ...nowhere, event: "unknown" };

const base: Verdict = { kind: "base" };
const overlay: Verdict = { kind: "overlay" };
const no = (why: string): Verdict => ({ kind: "none", why });

test.each<[Config["save"], string, typeof push | typeof nowhere | typeof unknown, Verdict]>([
  ["auto", "a push", push, base],
  ["auto", "a push to another branch", branch, base],
  ["auto", "a nightly run", nightly, base],
  ["auto", "a pull request", pull, overlay],
  ["auto", "pull_request_target", target, no("save is auto, and the event is pull_request_target")],
  ["auto", "a comment", comment, no("save is auto, and the event is issue_comment")],
  ["auto", "a merge queue", queue, no("save is auto, and this is a merge queue")],
  [
    "auto",
    "the push of a merge queue",
    { ...queue, event: "push" },
    no("save is auto, and this is a merge queue"),
  ],
  ["auto", "a branch that is only called so", { ...push, ref: "refs/heads/my-gh-readonly-queue/x" }, base],
  ["auto", "a release", release, no("save is auto, and this is a tag")],
  ["auto", "a tag", tag, no("save is auto, and this is a tag")],
  ["auto", "no workflow", nowhere, base],
  ["auto", "a CI on a detached head", unknown, no("save is auto, and this CI tells no branch: set --ref")],
  ["always", "a pull request", pull, overlay],
  ["always", "a tag", tag, base],
  ["always", "the push of a merge queue", { ...queue, event: "push" }, base],
  ["always", "pull_request_target", target, base],
  ["default-branch", "a push", push, base],
  [
    "default-branch",
    "a push to another branch",
    branch,
    no("save is default-branch, and this is refs/heads/feature"),
  ],
  ["default-branch", "a pull request", pull, no("save is default-branch, and this is refs/pull/7/merge")],
  ["default-branch", "no workflow", nowhere, no("save is default-branch, and this is no branch")],
  ["never", "a push", push, no("save is never")],
])("save: %s in %s", (save, _title, context, verdict) => {
  expect(maySave({ save, pullRequest: "overlay" }, context)).toEqual(verdict);
});

test.each<[Config["pullRequest"], Verdict]>([
  ["overlay", overlay],
  ["full", base],
  ["none", no("pull-request is none, and this is a pull request")],
])("pull-request: %s", (pullRequest, verdict) => {
  expect(maySave({ save: "auto", pullRequest }, pull)).toEqual(verdict);
});

test("a branch is not the default one when nobody knows which that is", () => {
  const context = { ...push, defaultBranch: undefined };
  const why =
    "save is default-branch, and this CI does not tell which branch that is (on the command line, set --default-branch)";
  expect(maySave({ save: "default-branch", pullRequest: "overlay" }, context)).toEqual(no(why));
});
