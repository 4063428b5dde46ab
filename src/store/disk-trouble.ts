import { StoreError, type StoreTrouble } from "./store-error.ts";

const reasons: Readonly<Record<string, StoreTrouble>> = {
  ENOSPC: "full",
  EDQUOT: "full",
  EFBIG: "full",
  EACCES: "denied",
  EPERM: "denied",
  EROFS: "denied",
};

/** What passes by itself: a server that restarts, a file that somebody holds for a moment. */
const passing: ReadonlySet<string> = new Set(["EAGAIN", "EBUSY", "EMFILE", "ENFILE", "ESTALE", "ETIMEDOUT"]);

/**
 * The StoreError that stands for an error of the file system; any other error as it is, for it is a bug.
 * `label` names the store.
 */
export function diskTrouble(label: string, error: unknown): unknown {
  if (error instanceof StoreError || !(error instanceof Error) || !("code" in error)) return error;
  const code = String(error.code);
  return new StoreError(`${label}: ${error.message}`, {
    reason: reasons[code] ?? "unavailable",
    retryable: passing.has(code),
    cause: error,
  });
}
