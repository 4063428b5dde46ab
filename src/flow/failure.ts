import { BundleError, type BundleFault } from "../bundle/format/bundle-error.ts";
import type { Failed, Failure } from "../report/report.ts";
import { StoreError } from "../store/store.ts";

/**
 * What `work` returns, or how it failed with a store, a bundle or the file system. Every other error is one of ours, and
 * is thrown.
 */
export async function orFailure<T>(work: () => Promise<T>): Promise<T | Failed> {
  try {
    return await work();
  } catch (error) {
    const failed = asFailed(error);
    if (failed === undefined) throw error;
    return failed;
  }
}

/** Whether a value that `orFailure` returned is a failure. */
export function isFailure(value: unknown): value is Failed {
  return typeof value === "object" && value !== null && (value as Partial<Failed>).kind === "failed";
}

/** The failure that `error` stands for, or undefined when it is an error of ours. */
function asFailed(error: unknown): Failed | undefined {
  if (error instanceof StoreError) {
    return { kind: "failed", failure: storeFailures[error.reason], why: error.message };
  }
  if (error instanceof BundleError) {
    const failure = bundleFailures[error.fault] ?? "damaged";
    return { kind: "failed", failure, why: `the bundle cannot be used: ${error.message}` };
  }
  if (error instanceof Error && "syscall" in error) {
    return { kind: "failed", failure: "file-system", why: `the file system refused: ${error.message}` };
  }
  return undefined;
}

const bundleFailures: Readonly<Partial<Record<BundleFault, Failure>>> = {
  "unknown-version": "newer-format",
  "not-signed": "not-signed",
};

const storeFailures: Readonly<Record<StoreError["reason"], Failure>> = {
  absent: "no-store",
  denied: "denied",
  full: "no-room",
  unavailable: "download",
  // Bytes that were lost on the way: what is in the store may be sound.
  broken: "download",
};
