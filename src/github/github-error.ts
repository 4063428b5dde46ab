/** `denied`: the token lacks a permission. `unavailable`: GitHub is down, throttled or slow. */
export type GithubTrouble = "denied" | "unavailable";

/** GitHub's REST interface did not do what it was asked. Whoever catches this does without. */
export class GithubError extends Error {
  override readonly name = "GithubError";
  readonly reason: GithubTrouble;

  constructor(reason: GithubTrouble, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.reason = reason;
  }
}
