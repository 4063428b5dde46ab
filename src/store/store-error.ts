/**
 * Why a store could not do what it was asked.
 * `absent`: there is no such service here. `denied`: we may not. `full`: no room is left.
 * `unavailable`: it is down, slow or throttled. `broken`: what it gave us is not what was stored.
 */
export type StoreTrouble = "absent" | "denied" | "full" | "unavailable" | "broken";

/** Trouble with a store. The cache fails open: whoever catches this goes on without the store. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly reason: StoreTrouble;
  /** Whether the same call may succeed a little later. */
  readonly retryable: boolean;

  constructor(
    message: string,
    { reason, retryable = false, cause }: { reason: StoreTrouble; retryable?: boolean; cause?: unknown },
  ) {
    super(message, { cause });
    this.reason = reason;
    this.retryable = retryable;
  }
}
