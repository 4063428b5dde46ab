/** What is wrong with a bundle, for messages and for tests. */
export type BundleFault =
  | "not-a-bundle"
  | "unknown-version"
  | "truncated"
  | "damaged"
  | "not-signed"
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

const quoted = 80;

/** Foreign text or another value for a message: one line of printable ASCII, and not long. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : `${JSON.stringify(value)}`;
  const short = text.length > quoted ? `${text.slice(0, quoted)}…` : text;
  const escaped = JSON.stringify(short);
  return escaped.replace(
    /[^\x20-\x7e…]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
