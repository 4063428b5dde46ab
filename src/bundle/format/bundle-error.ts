/** What is wrong with a bundle, for messages and for tests. */
export type BundleFault =
  | "not-a-bundle"
  | "unknown-version"
  | "truncated"
  | "damaged"
  | "unsafe-name"
  | "too-large"
  | "disagrees";

/** A bundle that cannot be used, or a part of one. Whoever catches this goes on without it. */
export class BundleError extends Error {
  override readonly name = "BundleError";
  readonly fault: BundleFault;

  /** `message` says what is wrong and where: the region, the segment, the entry. */
  constructor(fault: BundleFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.fault = fault;
  }
}
