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
