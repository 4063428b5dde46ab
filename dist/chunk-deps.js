import { t as BundleError } from "./chunk-checks.js";
import { t as StoreError } from "./chunk-store.js";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { rm } from "node:fs/promises";
// src/flow/deps.ts
/** Measures what a step spends its time on, and shows each phase while it lasts. */
function openPhases({ now, showProgress }) {
	const times = /* @__PURE__ */ new Map();
	return {
		/** Runs `work` as a part of a phase: times of the same phase add up, and no two run at a time. */
		async run(name, work) {
			const began = now();
			times.set(name, times.get(name) ?? 0);
			try {
				return await shown(showProgress, name.charAt(0).toUpperCase() + name.slice(1), work);
			} finally {
				times.set(name, (times.get(name) ?? 0) + Math.max(0, now() - began));
			}
		},
		/** What was measured so far, in the order in which the phases began. */
		list: () => [...times].map(([name, ms]) => ({
			name,
			seconds: ms / 1e3
		}))
	};
}
/** Shows one wait that is no phase of a report. */
async function shown(showProgress, what, work) {
	const meter = showProgress?.(what);
	try {
		return await work(meter?.onProgress ?? (() => void 0));
	} finally {
		meter?.end();
	}
}
/** What `work` returns. It names new files and folders in `folder`, which are removed when it ends. */
async function withTemporary(folder, work) {
	const made = [];
	try {
		return await work((name) => {
			const path = join(folder, `${name}-${randomBytes(4).toString("hex")}`);
			made.push(path);
			return path;
		});
	} finally {
		for (const path of made) await rm(path, {
			recursive: true,
			force: true
		});
	}
}
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
export { withTemporary as a, shown as i, openPhases as n, orFailure as r, isFailure as t };
