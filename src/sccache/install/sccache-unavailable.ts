/** sccache cannot be had, so nothing can be cached. Builds go on without; whoever catches this says so once. */
export class SccacheUnavailable extends Error {
  override readonly name = "SccacheUnavailable";
  /** What was tried and why it did not work, one line each, in order. */
  readonly tried: readonly string[];

  constructor(tried: readonly string[], options?: ErrorOptions) {
    super(`sccache not found: ${tried.join("; ")}`, options);
    this.tried = tried;
  }
}
