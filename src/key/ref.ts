import type { Revision } from "./parts.ts";

/**
 * What `ref` is, where no later job reads what was saved under it: a tag, and what GitHub pushes for each try of a merge queue
 * (`gh-readonly-queue/main/pr-7-…`), in a run of the event `push` too. Undefined for any other ref.
 */
export function passingRef(ref: string | undefined): "a tag" | "a merge queue" | undefined {
  if (ref?.startsWith("refs/tags/")) return "a tag";
  return ref?.startsWith("refs/heads/gh-readonly-queue/") ? "a merge queue" : undefined;
}

/** The full name of a ref that is given in full or as the short name of a branch; undefined of undefined. */
export function fullRef(name: string | undefined): string | undefined {
  return name === undefined || name.startsWith("refs/") ? name : `refs/heads/${name}`;
}

/** The refs whose bundles a job may use, in full (`refs/heads/main`); undefined where one is not known. */
export interface Scopes {
  /** The only one that it writes. */
  readonly own: string | undefined;
  /** The branch that a pull request is to be merged into. */
  readonly base: string | undefined;
  readonly defaultBranch: string | undefined;
}

type JobRef = Pick<Revision, "ref" | "event" | "pullRequest" | "baseRef" | "defaultBranch">;

/**
 * The scopes of a job. A pull request has one of its own, on every CI: some call its ref after the branch that it comes from,
 * and a fork's branch may be called `main`.
 */
export function scopesOf({ ref, event, pullRequest, baseRef, defaultBranch }: JobRef): Scopes {
  const isPull = pullRequest !== undefined || (event ?? "").startsWith("pull_request");
  const isNamed = ref?.startsWith("refs/pull/") === true;
  const number = pullRequest ?? `of-${(ref ?? "unknown").replace(/^refs\/heads\//, "")}`;
  return {
    own: isPull && !isNamed ? `refs/pull/${number}/merge` : fullRef(ref),
    base: isPull ? fullRef(baseRef) : undefined,
    defaultBranch: fullRef(defaultBranch),
  };
}

/** The refs that a job may read, in the order in which they are asked: GitHub's order. Undefined stands for no ref. */
export function readableRefs({ own, base, defaultBranch }: Scopes): readonly (string | undefined)[] {
  return [...new Set([own, ...[base, defaultBranch].filter((ref) => ref !== undefined)])];
}
