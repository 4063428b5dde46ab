import { t as BundleError } from "./chunk-bundle-error.js";
import { t as StoreError } from "./chunk-store.js";
// src/flow/failure.ts
/**
* What `work` returns, or how it failed with a store, a bundle or the file system. Every other error is one of ours, and
* is thrown.
*/
async function orFailure(work) {
	try {
		return await work();
	} catch (error) {
		const failed = asFailed(error);
		if (failed === void 0) throw error;
		return failed;
	}
}
/** Whether a value that `orFailure` returned is a failure. */
function isFailure(value) {
	return typeof value === "object" && value !== null && value.kind === "failed";
}
/** The failure that `error` stands for, or undefined when it is an error of ours. */
function asFailed(error) {
	if (error instanceof StoreError) return {
		kind: "failed",
		failure: storeFailures[error.reason],
		why: error.message
	};
	if (error instanceof BundleError) return {
		kind: "failed",
		failure: bundleFailures[error.fault] ?? "damaged",
		why: `the bundle cannot be used: ${error.message}`
	};
	if (error instanceof Error && "syscall" in error) return {
		kind: "failed",
		failure: "file-system",
		why: `the file system refused: ${error.message}`
	};
}
const bundleFailures = {
	"unknown-version": "newer-format",
	"not-signed": "not-signed"
};
const storeFailures = {
	absent: "no-store",
	denied: "denied",
	full: "no-room",
	unavailable: "download",
	broken: "download"
};
export { orFailure as n, isFailure as t };
