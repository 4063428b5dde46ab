import { createHash } from "node:crypto";

const longest = 40;

/** 8 hex digits of SHA-256: tells texts apart in a short name; two different texts may rarely share one. */
export function fingerprint(text: string): string {
  return createHash("sha256").update(text).digest("hex").slice(0, 8);
}

/**
 * `text` as one part of a key: at most 49 characters of `a-z`, digits, dot and underscore. A text that loses characters
 * gets a fingerprint, so that different texts differ; only case, dashes and underscores count as the same. Lower case,
 * since some cache servers give keys back in it.
 */
export function word(text: string): string {
  const plain = text.replaceAll("-", "_").toLowerCase();
  const clean = plain.replace(/[^a-z0-9._]/g, "").slice(0, longest);
  return clean === plain && clean !== "" ? clean : `${clean}.${fingerprint(plain)}`;
}
