/**
 * Why a store could not do what it was asked.
 * `absent`: there is no such service here. `denied`: we may not. `full`: no room is left.
 * `unavailable`: it is down, slow or throttled. `broken`: what it gave us is not what was stored.
 */
export type StoreErrorReason = "absent" | "denied" | "full" | "unavailable" | "broken";

/** A store failed. The cache fails open: whoever catches this goes on without the store. */
export class StoreError extends Error {
  override readonly name = "StoreError";
  readonly reason: StoreErrorReason;
  /** Whether the same call may succeed a little later. */
  readonly retryable: boolean;
  /** How much later, where the service said so. */
  readonly retryAfterMs: number | undefined;
  /** The key of the bundle that was found, where it got as far as that. */
  readonly key: string | undefined;

  constructor(
    message: string,
    options: {
      reason: StoreErrorReason;
      retryable?: boolean;
      retryAfterMs?: number;
      key?: string | undefined;
      cause?: unknown;
    },
  ) {
    super(message, { cause: options.cause });
    this.reason = options.reason;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
    this.key = options.key;
  }
}
