import { expect, test } from "vitest";
import { readableRefs, scopesOf } from "./ref.ts";

const main = "refs/heads/main";
const pull = "refs/pull/7/merge";
const job = { event: "push", ref: main, pullRequest: undefined, baseRef: undefined, defaultBranch: "main" };
const fork = { ...job, event: "pull_request", ref: "refs/heads/main" };

test.each([
  ["a push to the default branch", job, [main]],
  ["a push to a branch", { ...job, ref: "refs/heads/topic" }, ["refs/heads/topic", main]],
  ["a branch by its short name", { ...job, ref: "topic" }, ["refs/heads/topic", main]],
  ["a tag", { ...job, ref: "refs/tags/v1" }, ["refs/tags/v1", main]],
  [
    "a pull request",
    { ...job, event: "pull_request", ref: pull, pullRequest: "7", baseRef: "refs/heads/release" },
    [pull, "refs/heads/release", main],
  ],
  [
    "a merge request of a fork whose branch is called main",
    { ...fork, pullRequest: "7", baseRef: main },
    [pull, main],
  ],
  ["a pull request without a number", fork, ["refs/pull/of-main/merge", main]],
  [
    "a workflow of the base that looks at a pull request",
    { ...job, event: "pull_request_target", pullRequest: undefined },
    ["refs/pull/of-main/merge", main],
  ],
  [
    "nothing that is known",
    { ...job, event: undefined, ref: undefined, defaultBranch: undefined },
    [undefined],
  ],
  [
    "a folder without git, with a default branch",
    { ...job, event: undefined, ref: undefined },
    [undefined, main],
  ],
])("%s reads, its own first", (_what, known, refs) => {
  expect(readableRefs(scopesOf(known))).toEqual(refs);
});
