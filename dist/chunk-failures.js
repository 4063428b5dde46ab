import { t as BundleError } from "./chunk-checks.js";
import { t as DamagedBundleError } from "./chunk-error-kinds.js";
import { t as StoreError } from "./chunk-store.js";
// src/flow/failures.ts
/**
* What `work` returns, or how it failed with a store, a bundle, the file system or too little memory. Every other error is one of ours, and
* is thrown. `doing`: what an outage of the store is called, or what tells that when it has failed.
*/
async function orFailure(work, doing = "lookup") {
	try {
		return await work();
	} catch (error) {
		const failed = asFailed(error, typeof doing === "string" ? doing : doing());
		if (failed === void 0) throw error;
		return failed;
	}
}
/** Whether a value that `orFailure` returned is a failure. */
function isFailure(value) {
	return typeof value === "object" && value !== null && value.kind === "failed";
}
/** The failure that `error` stands for, or undefined when it is an error of ours. */
function asFailed(error, doing) {
	if (error instanceof DamagedBundleError) return {
		kind: "failed",
		failure: error.isCertain ? "damaged" : "download",
		why: error.message
	};
	if (error instanceof StoreError) return {
		kind: "failed",
		failure: storeFailures[error.reason] ?? doing,
		why: error.message
	};
	if (error instanceof BundleError) return {
		kind: "failed",
		failure: bundleFailures[error.fault] ?? "damaged",
		why: `the bundle cannot be used: ${error.message}`
	};
	if (isLackOfMemory(error)) return {
		kind: "failed",
		failure: "no-memory",
		why: `there is too little memory: ${error.message}`
	};
	if (error instanceof Error && "syscall" in error) return {
		kind: "failed",
		failure: "file-system",
		why: `the file system refused: ${error.message}`
	};
}
/** For errors of V8, of zstd and of the system. From threads only texts and codes arrive. */
function isLackOfMemory(error) {
	if (!(error instanceof Error)) return false;
	const code = "code" in error ? String(error.code) : "";
	return lackCodes.has(code) || /allocation (?:failed|error)/i.test(error.message) || isLackOfMemory(error.cause);
}
const lackCodes = /* @__PURE__ */ new Set([
	"ENOMEM",
	"ERR_MEMORY_ALLOCATION_FAILED",
	"ERR_WORKER_OUT_OF_MEMORY"
]);
const bundleFailures = {
	"unknown-version": "newer-format",
	"not-signed": "not-signed"
};
/** The failures that do not depend on what was asked. */
const storeFailures = {
	absent: "no-store",
	denied: "denied",
	full: "no-room",
	unavailable: void 0,
	broken: "download",
	damaged: "damaged"
};
/**
* Why nothing can be had of a bundle, so that it counts as empty; undefined for an error that is no reason to give it up. Where
* that is not certain, others may still read it: it is not to be deleted.
*/
function asUseless(error) {
	if (error instanceof DamagedBundleError) return {
		why: error.message,
		isCertain: error.isCertain
	};
	if (!(error instanceof BundleError) || error.fault === "unknown-version") return void 0;
	return {
		why: error.message,
		isCertain: true
	};
}
export { isFailure as n, orFailure as r, asUseless as t };
