import { BundleError } from "../bundle/format/bundle-error.ts";
import { StoreError } from "../store/store-error.ts";

/** What failed, as far as it decides what to do next. */
export type FailureCause = "absent" | "store" | "damaged" | "newer-format" | "disk";

/** A failure of a store, a bundle or the file system: the build goes on without the cache. */
export interface Failure {
  readonly kind: "failed";
  /**
   * `absent`: there is no store here, so another try is of no use. `store`: it could not do what it was asked.
   * `damaged`, `newer-format`: the bundle cannot be used. `disk`: the file system refused.
   */
  readonly cause: FailureCause;
  /** One line for the user. */
  readonly why: string;
}

/**
 * What `work` returns, or how it failed with a store, a bundle or the file system. Every other error is one of ours, and
 * is thrown.
 */
export async function orFailure<T>(work: () => Promise<T>): Promise<T | Failure> {
  try {
    return await work();
  } catch (error) {
    const failure = asFailure(error);
    if (failure === undefined) throw error;
    return failure;
  }
}

/** The failure that `error` stands for, or undefined when it is an error of ours. */
export function asFailure(error: unknown): Failure | undefined {
  if (error instanceof StoreError) {
    return { kind: "failed", cause: error.reason === "absent" ? "absent" : "store", why: error.message };
  }
  if (error instanceof BundleError) {
    const cause = error.fault === "unknown-version" ? "newer-format" : "damaged";
    return { kind: "failed", cause, why: `the bundle cannot be used: ${error.message}` };
  }
  if (error instanceof Error && "syscall" in error) {
    return { kind: "failed", cause: "disk", why: `the file system refused: ${error.message}` };
  }
  return undefined;
}

/** Whether a value that `orFailure` returned is a failure. */
export function isFailure(value: unknown): value is Failure {
  return typeof value === "object" && value !== null && (value as Partial<Failure>).kind === "failed";
}
