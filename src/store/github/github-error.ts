/** `denied`: the token lacks a permission. `unavailable`: GitHub is down, throttled or slow. */
export type GithubTrouble = "denied" | "unavailable";

/**
 * GitHub's REST interface did not do what it was asked. Whoever catches this does without. It has no cause: the
 * client's errors hold the request with its headers, and so the token.
 */
export class GithubError extends Error {
  override readonly name = "GithubError";
  readonly reason: GithubTrouble;
  /** Undefined when no answer came. */
  readonly status: number | undefined;

  constructor(reason: GithubTrouble, message: string, status?: number) {
    super(message);
    this.reason = reason;
    this.status = status;
  }
}
