import { createHash } from "node:crypto";

/** 8 hex digits of SHA-256: tells texts apart in a short name; two different texts may rarely share one. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}
