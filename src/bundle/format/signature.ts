import { type KeyObject, sign, verify } from "node:crypto";
import { BundleError, type Checked, fields, longText, nullable, parseJson, quote } from "./checks.ts";
import { signatureAt, type Tail, valueBytes, withSignature } from "./frames.ts";

// The signature of a bundle, by Ed25519: of its last frames, which hold a digest of every other one and are read
// before them. docs/format.md has the bytes.

const signedName = {
  /** In the CI's words, such as `owner/name`. */
  repository: nullable(longText),
  /** The ref whose job saved it, in full. */
  ref: nullable(longText),
  /** Its key in the store. */
  key: nullable(longText),
};

/** For what a bundle is signed. Null is what was not known, or does not apply. */
export type SignedName = Checked<typeof signedName>;

/** Of a bundle that is in no store. */
export const noName: SignedName = { repository: null, ref: null, key: null };

/** Whose signatures count. */
export interface Trust {
  /** Public keys, by one of which a bundle must be signed. */
  readonly keys: readonly KeyObject[];
  /** Says why a bundle is refused that is signed for this name, if it is; without it, every name is taken. */
  readonly refuses?: (name: SignedName) => string | undefined;
}

/** The last frames of a bundle, signed by the private key `key`. A signature that is there already is replaced. */
export function signTail(tail: Tail, name: SignedName, key: KeyObject): Buffer {
  const signed = withSignature(tail, Buffer.from(JSON.stringify(name)));
  sign(null, messageOf(signed), key).copy(signed.bytes, signed.end.length + signatureAt);
  return signed.bytes;
}

/** For what a bundle says it is signed, which nothing has proved; undefined when it is not signed. @throws {BundleError} */
export function nameIn({ signature }: Tail): SignedName | undefined {
  if (!signature) return undefined;
  return fields(signedName)(parseJson(signature.text.toString()), "signature");
}

/** Returns when the bundle is signed by a key that counts, for a name that is not refused. @throws {BundleError} */
export function checkSignature(tail: Tail, { keys, refuses }: Trust): void {
  const { signature } = tail;
  if (!signature)
    throw new BundleError("not-signed", "it is not signed, and only signed bundles are taken here");
  const message = messageOf(tail);
  if (!keys.some((key) => verify(null, message, key, signature.value))) {
    const why = "it is signed with another key, or was changed after it was signed";
    throw new BundleError("not-signed", why);
  }
  const name = nameIn(tail);
  const why = name && refuses?.(name);
  if (name && why !== undefined) {
    throw new BundleError("not-signed", `it is signed for ${describeName(name)}, and ${why}`);
  }
}

/** `"KEY" of "refs/heads/main" in "owner/name"`, for messages. */
export function describeName({ key, ref, repository }: SignedName): string {
  return [
    key === null ? "no name" : quote(key),
    ...(ref === null ? [] : [`of ${quote(ref)}`]),
    ...(repository === null ? [] : [`in ${quote(repository)}`]),
  ].join(" ");
}

/** So that what was signed for another purpose with the same key is no signature of a bundle. */
const domain = Buffer.from("sccache-bundle signature 1\n");

/** What is signed: all bytes of the last frames, with zeros in place of the signature. */
function messageOf({ bytes, end }: Tail): Buffer {
  const at = domain.length + end.length + signatureAt;
  return Buffer.concat([domain, bytes]).fill(0, at, at + valueBytes);
}
