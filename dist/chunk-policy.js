import { s as passingRef } from "./chunk-directory.js";
// src/flow/policy.ts
/**
* Why this job restores nothing, or undefined when it does. A tag or a release is where code is published: whoever could write
* to the cache once could put code into it. https://docs.zizmor.sh/audits/#cache-poisoning
*/
function whyNotRestore({ restore }, { event, ref }) {
	if (restore === "never") return "restore is false";
	const what = event === "release" ? "a release" : passingRef(ref);
	if (restore === "always" || what === void 0 || what === "a merge queue") return void 0;
	return `restore is auto, and this is ${what}: what is published should not come from a cache (restore: true allows it)`;
}
/**
* Events whose jobs run the repository's own code. Others can run a stranger's in the scope of the default branch, where
* a bundle would be everybody's: https://docs.github.com/en/actions/reference/security/secure-use
*/
const trustedEvents = /* @__PURE__ */ new Set([
	"push",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch",
	"create"
]);
/**
* Decides by policy, event and ref alone. Failed and cancelled jobs may save: sccache writes whole files, so whatever is
* there was compiled to its end, and a job that always reaches its time limit gets faster from run to run.
*/
function maySave({ save, pullRequest }, context) {
	const { event, ref, defaultBranch } = context;
	if (save === "never") return none("save is never");
	if (save === "default-branch" && (defaultBranch === void 0 || ref !== `refs/heads/${defaultBranch}`)) return none(`save is default-branch, and ${whereElse(ref, defaultBranch)}`);
	if (event === "pull_request") {
		if (pullRequest === "none") return none("pull-request is none, and this is a pull request");
		return { kind: pullRequest === "overlay" ? "overlay" : "base" };
	}
	if (save === "always") return { kind: "base" };
	const passing = passingRef(ref);
	if (passing !== void 0) return none(`save is ${save}, and this is ${passing}`);
	if (event === "unknown") return none(`save is ${save}, and this CI tells no branch: set --ref`);
	if (event !== void 0 && !trustedEvents.has(event)) return none(`save is ${save}, and the event is ${event}`);
	return { kind: "base" };
}
/** Where a job is that is not on the default branch. Some CIs do not tell which that is. */
function whereElse(ref, defaultBranch) {
	if (ref?.startsWith("refs/heads/") && defaultBranch === void 0) return "this CI does not tell which branch that is (on the command line, set --default-branch)";
	return `this is ${ref ?? "no branch"}`;
}
function none(why) {
	return {
		kind: "none",
		why
	};
}
export { whyNotRestore as n, maySave as t };
