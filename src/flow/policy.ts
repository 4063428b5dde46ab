import type { Config } from "../config/inputs.ts";
import { passingRef } from "../key/ref.ts";
import type { JobContext } from "./job/job.ts";

/**
 * Why this job restores nothing, or undefined when it does. A tag or a release is where code is published: whoever could write
 * to the cache once could put code into it. https://docs.zizmor.sh/audits/#cache-poisoning
 */
export function whyNotRestore(
  { restore }: Pick<Config, "restore">,
  { event, ref }: Pick<JobContext, "event" | "ref">,
): string | undefined {
  if (restore === "never") return "restore is false";
  const what = event === "release" ? "a release" : passingRef(ref);
  if (restore === "always" || what === undefined || what === "a merge queue") return undefined;
  return `restore is auto, and this is ${what}: what is published should not come from a cache (restore: true allows it)`;
}

/** What this job may save: a whole bundle, a pull request's overlay, or nothing, and why. */
export type Verdict =
  | { readonly kind: "base" }
  | { readonly kind: "overlay" }
  | { readonly kind: "none"; readonly why: string };

/**
 * Events whose jobs run the repository's own code. Others can run a stranger's in the scope of the default branch, where
 * a bundle would be everybody's: https://docs.github.com/en/actions/reference/security/secure-use
 */
const trustedEvents = new Set(["push", "schedule", "workflow_dispatch", "repository_dispatch", "create"]);

/**
 * Decides by policy, event and ref alone. Failed and cancelled jobs may save: sccache writes whole files, so whatever is
 * there was compiled to its end, and a job that always reaches its time limit gets faster from run to run.
 */
export function maySave(
  { save, pullRequest }: Pick<Config, "save" | "pullRequest">,
  context: Pick<JobContext, "event" | "ref" | "defaultBranch">,
): Verdict {
  const { event, ref, defaultBranch } = context;
  if (save === "never") return none("save is never");
  if (save === "default-branch" && (defaultBranch === undefined || ref !== `refs/heads/${defaultBranch}`)) {
    return none(`save is default-branch, and ${whereElse(ref, defaultBranch)}`);
  }
  if (event === "pull_request") {
    if (pullRequest === "none") return none("pull-request is none, and this is a pull request");
    return { kind: pullRequest === "overlay" ? "overlay" : "base" };
  }
  if (save === "always") return { kind: "base" };
  const passing = passingRef(ref);
  if (passing !== undefined) return none(`save is ${save}, and this is ${passing}`);
  if (event === "unknown") return none(`save is ${save}, and this CI tells no branch: set --ref`);
  if (event !== undefined && !trustedEvents.has(event))
    return none(`save is ${save}, and the event is ${event}`);
  return { kind: "base" };
}

/** Where a job is that is not on the default branch. Some CIs do not tell which that is. */
function whereElse(ref: string | undefined, defaultBranch: string | undefined): string {
  const isBranch = ref?.startsWith("refs/heads/");
  if (isBranch && defaultBranch === undefined)
    return "this CI does not tell which branch that is (on the command line, set --default-branch)";
  return `this is ${ref ?? "no branch"}`;
}

function none(why: string): Verdict {
  return { kind: "none", why };
}
