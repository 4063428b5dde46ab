import { BundleError } from "../bundle/format/bundle-error.ts";
import type { Failed, Failure } from "../report/report.ts";
import { StoreError } from "../store/store-error.ts";

/**
 * What `work` returns, or how it failed with a store, a bundle or the file system, as one line for the
 * user. Everything else is an error of ours, and is thrown on.
 */
export async function orTrouble<T>(work: () => Promise<T>): Promise<T | Failed> {
  try {
    return await work();
  } catch (error) {
    const why = explain(error);
    if (why === undefined) throw error;
    return { kind: "failed", failure: failureOf(error), why };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof BundleError) return "damaged";
  if (!(error instanceof StoreError)) return "file-system";
  const failures = {
    absent: "no-store",
    denied: "denied",
    full: "no-room",
    unavailable: "download",
    broken: "damaged",
  } as const;
  return failures[error.reason];
}

function explain(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.message;
  if (error instanceof BundleError) return `the bundle cannot be used: ${error.message}`;
  if (error instanceof Error && "syscall" in error) return `the file system refused: ${error.message}`;
  return undefined;
}
