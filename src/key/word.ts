import { fingerprint } from "./fingerprint.ts";

const longest = 40;

/**
 * `text` as one part of a key: at most 49 printable characters, without dash or comma, so that no family's keys begin
 * with another family's. A text that loses characters gets a fingerprint instead, so that different texts stay apart;
 * only dashes and underscores count as the same.
 */
export function word(text: string): string {
  const plain = text.replaceAll("-", "_");
  const clean = plain.replace(/[^A-Za-z0-9._]/g, "").slice(0, longest);
  return clean === plain ? clean : `${clean}.${fingerprint(text)}`;
}
