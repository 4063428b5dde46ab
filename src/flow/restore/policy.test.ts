import { expect, test } from "vitest";
import { whyNotRestore } from "./policy.ts";

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
  ["never", "push", "refs/heads/main", /restore is false/],
] as const)("restore %s, event %s, ref %s", (restore, event, ref, why) => {
  const said = whyNotRestore({ restore }, { event, ref });
  if (why === undefined) expect(said).toBeUndefined();
  else expect(said).toMatch(why);
});
