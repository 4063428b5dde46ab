// src/key/ref.ts
/**
* What `ref` is, where no later job reads what was saved under it: a tag, and what GitHub pushes for each try of a merge queue
* (`gh-readonly-queue/main/pr-7-…`), in a run of the event `push` too. Undefined for any other ref.
*/
function passingRef(ref) {
	if (ref?.startsWith("refs/tags/")) return "a tag";
	return ref?.startsWith("refs/heads/gh-readonly-queue/") ? "a merge queue" : void 0;
}
export { passingRef as t };
