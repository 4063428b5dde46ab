import type { Config } from "../../config/config.ts";
import type { JobContext } from "../job/context.ts";

/**
 * Why this job restores nothing, or undefined when it does. A tag or a release is where code is published: whoever could write
 * to the cache once could put code into it. https://docs.zizmor.sh/audits/#cache-poisoning
 */
export function whyNotRestore(
  { restore }: Pick<Config, "restore">,
  { event, ref }: Pick<JobContext, "event" | "ref">,
): string | undefined {
  if (restore === "never") return "restore is false";
  const isPublished = event === "release" || ref?.startsWith("refs/tags/") === true;
  if (restore === "always" || !isPublished) return undefined;
  const what = event === "release" ? "release" : "tag";
  return `restore is auto, and this is a ${what}: what is published should not come from a cache (restore: true allows it)`;
}
