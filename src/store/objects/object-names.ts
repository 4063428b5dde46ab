import { createHash } from "node:crypto";

// How keys become names of objects, for stores that find by prefix of the name. Letters, digits and `._-` stand
// for themselves and every other byte of UTF-8 is `=` and two hex digits, so that a name begins with the name of
// each prefix of its key. A name that would be too long is cut, and ends with `~` and a digest of the key: then
// the key itself is only in the metadata of the object.

const suffix = ".tar.zst";

/** S3 and Azure allow 1024 in all, of which up to 260 are the prefix of the store. */
const longestEncoded = 600;

export function objectNameOf(key: string): string {
  const encoded = encode(key);
  if (encoded.length <= longestEncoded) return `${encoded}${suffix}`;
  const digest = createHash("sha256").update(key).digest("hex");
  return `${encoded.slice(0, longestEncoded)}~${digest}${suffix}`;
}

/** What the names of all keys with this prefix begin with; some others may too when it is very long. */
export function namePrefixOf(prefix: string): string {
  return encode(prefix).slice(0, longestEncoded);
}

/** The key of an object; `cut` when only its metadata has it; undefined for what is no bundle of ours. */
export function keyOfObjectName(name: string): { readonly key: string } | "cut" | undefined {
  if (!name.endsWith(suffix)) return undefined;
  const stem = name.slice(0, -suffix.length);
  if (/^[A-Za-z0-9._=-]+~[0-9a-f]{64}$/.test(stem)) return "cut";
  if (!/^(?:[A-Za-z0-9._-]|=[0-9A-F]{2})*$/.test(stem)) return undefined;
  const key = decodeURIComponentSafely(stem.replaceAll("=", "%"));
  return key === undefined ? undefined : { key };
}

/** The key as metadata, which are ASCII; and back. Wide characters take fewer bytes in UTF-16. */
export const keyInMetadata = {
  encode: (key: string): string => Buffer.from(key, "utf16le").toString("base64url"),
  decode: (text: string): string => Buffer.from(text, "base64url").toString("utf16le"),
};

function encode(key: string): string {
  const escaped = (character: string) =>
    [...Buffer.from(character)]
      .map((byte) => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`)
      .join("");
  return key.replace(/[^A-Za-z0-9._-]/gu, escaped);
}

function decodeURIComponentSafely(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    // Bytes that are no UTF-8: somebody else's object.
    return undefined;
  }
}
