import type { SavePolicy } from "../config/config.ts";
import type { JobContext } from "../key/gather.ts";

/** Whether this job may save a bundle, and why not. */
export type Verdict = { readonly save: true } | { readonly save: false; readonly why: string };

/** How the job went so far, as the runner says, or undefined outside of a workflow. */
export type JobStatus = "success" | "failure" | "cancelled" | undefined;

/**
 * Decides by policy, event and ref alone. A failed job may save: finished compilations stay valid. A cancelled one
 * may not: a compilation may have been cut short.
 */
export function maySave(policy: SavePolicy, context: JobContext, status: JobStatus): Verdict {
  if (policy === "never") return no("save is never");
  if (status === "cancelled") return no("the job was cancelled");
  if (policy === "always") return { save: true };
  const { event, ref, defaultBranch } = context;
  if (event?.startsWith("pull_request")) return no(`save is ${policy}, and this is a pull request`);
  if (event === "merge_group") return no(`save is ${policy}, and this is a merge queue`);
  if (ref?.startsWith("refs/tags/")) return no(`save is ${policy}, and this is a tag`);
  if (policy === "default-branch" && ref !== `refs/heads/${defaultBranch}`) {
    return no(`save is default-branch, and this is ${ref ?? "no branch"}`);
  }
  return { save: true };
}

function no(why: string): Verdict {
  return { save: false, why };
}
