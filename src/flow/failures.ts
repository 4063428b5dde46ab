import { BundleError, type BundleFault } from "../bundle/format/checks.ts";
import type { Failed, Failure } from "../report/report.ts";
import { DamagedBundleError } from "../store/error-kinds.ts";
import { StoreError } from "../store/store.ts";
import type { Doing } from "./phases.ts";

/**
 * What `work` returns, or how it failed with a store, a bundle, the file system or too little memory. Every other error is one of ours, and
 * is thrown. `doing`: what an outage of the store is called, or what tells that when it has failed.
 */
export async function orFailure<T>(
  work: () => Promise<T>,
  doing: Doing | (() => Doing) = "lookup",
): Promise<T | Failed> {
  try {
    return await work();
  } catch (error) {
    const failed = asFailed(error, typeof doing === "string" ? doing : doing());
    if (failed === undefined) throw error;
    return failed;
  }
}

/** Whether a value that `orFailure` returned is a failure. */
export function isFailure(value: unknown): value is Failed {
  return typeof value === "object" && value !== null && (value as Partial<Failed>).kind === "failed";
}

/** The failure that `error` stands for, or undefined when it is an error of ours. */
function asFailed(error: unknown, doing: Doing): Failed | undefined {
  if (error instanceof DamagedBundleError) {
    // What others may be able to read is not replaced, so it is a download that failed.
    return { kind: "failed", failure: error.isCertain ? "damaged" : "download", why: error.message };
  }
  if (error instanceof StoreError) {
    return { kind: "failed", failure: storeFailures[error.reason] ?? doing, why: error.message };
  }
  if (error instanceof BundleError) {
    const failure = bundleFailures[error.fault] ?? "damaged";
    return { kind: "failed", failure, why: `the bundle cannot be used: ${error.message}` };
  }
  if (isLackOfMemory(error)) {
    return { kind: "failed", failure: "no-memory", why: `there is too little memory: ${error.message}` };
  }
  if (error instanceof Error && "syscall" in error) {
    return { kind: "failed", failure: "file-system", why: `the file system refused: ${error.message}` };
  }
  return undefined;
}

/** For errors of V8, of zstd and of the system. From threads only texts and codes arrive. */
function isLackOfMemory(error: unknown): error is Error {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  const isOne = lackCodes.has(code) || /allocation (?:failed|error)/i.test(error.message);
  return isOne || isLackOfMemory(error.cause); // a thread that ended by it
}

const lackCodes = new Set(["ENOMEM", "ERR_MEMORY_ALLOCATION_FAILED", "ERR_WORKER_OUT_OF_MEMORY"]);

const bundleFailures: Readonly<Partial<Record<BundleFault, Failure>>> = {
  "unknown-version": "newer-format",
  "not-signed": "not-signed",
};

/** The failures that do not depend on what was asked. */
const storeFailures: Readonly<Record<StoreError["reason"], Failure | undefined>> = {
  absent: "no-store",
  denied: "denied",
  full: "no-room",
  unavailable: undefined,
  // Bytes that were lost on the way: what is in the store may be sound.
  broken: "download",
  damaged: "damaged",
};

/**
 * Why nothing can be had of a bundle, so that it counts as empty; undefined for an error that is no reason to give it up. Where
 * that is not certain, others may still read it: it is not to be deleted.
 */
export function asUseless(error: unknown): { readonly why: string; readonly isCertain: boolean } | undefined {
  if (error instanceof DamagedBundleError) return { why: error.message, isCertain: error.isCertain };
  if (!(error instanceof BundleError) || error.fault === "unknown-version") return undefined;
  return { why: error.message, isCertain: true };
}
