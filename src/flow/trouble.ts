import { BundleError } from "../bundle/format/bundle-error.ts";
import { StoreError } from "../store/store-error.ts";

/** What went wrong with the cache, as one line for the user. */
export interface Trouble {
  readonly kind: "trouble";
  readonly why: string;
  /** Whether there is no store at all, so that there is no sense in another try. */
  readonly noStore: boolean;
}

/**
 * What `work` returns, or the trouble that it met with a store, a bundle or the file system, as one line for the
 * user. Everything else is an error of ours, and is thrown on.
 */
export async function orTrouble<T>(work: () => Promise<T>): Promise<T | Trouble> {
  try {
    return await work();
  } catch (error) {
    const why = explain(error);
    if (why === undefined) throw error;
    return { kind: "trouble", why, noStore: error instanceof StoreError && error.reason === "absent" };
  }
}

function explain(error: unknown): string | undefined {
  if (error instanceof StoreError) return error.message;
  if (error instanceof BundleError) return `the bundle cannot be used: ${error.message}`;
  if (error instanceof Error && "syscall" in error) return `the file system refused: ${error.message}`;
  return undefined;
}
