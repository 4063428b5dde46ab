import { mostSignatureBytes } from "../bundle/format/frames.ts";
import { signFile } from "../bundle/format/read-manifest.ts";
import type { SignedName, Trust } from "../bundle/format/signature.ts";
import type { Env } from "../config/config.ts";
import { parseSigningKeys, type SigningKeys } from "../config/signing-keys.ts";
import { readableRefs, type Scopes } from "../key/ref.ts";
import type { Arriving } from "../store/store.ts";

/** A bundle as a store calls it; not every store tells whose it found. */
export type FoundBundle = Pick<Arriving, "key" | "ref">;

/** How a job's bundles are signed, and which signatures it takes. */
export type Signing = NonNullable<ReturnType<typeof openSigning>>;

/** Why a job without a signing key saves nothing. */
export const cannotSign =
  "bundles must be signed (SCCACHE_BUNDLE_VERIFY_KEYS), and this job has no SCCACHE_BUNDLE_SIGNING_KEY";

/** What is left of a budget for the bundle itself, where it is going to be signed. */
export function unsignedBytes(budgetBytes: number, signing: unknown): number {
  return Math.max(0, budgetBytes - (signing ? mostSignatureBytes : 0));
}

/** The signing of a job, or undefined where there are no keys. A signature is for one key, ref and repository. */
export function openSigning(
  keys: SigningKeys | undefined,
  { repository = null, scopes }: { repository: string | undefined | null; scopes: Scopes },
) {
  if (!keys) return undefined;
  const { signingKey, verifyKeys } = keys;
  return {
    /** False in a job that has public keys alone: what it would save, no job with the same keys would read. */
    canSign: signingKey !== undefined,
    /** Which signatures count for the bundle that a store has found. */
    trust: (found: FoundBundle): Trust => ({
      keys: verifyKeys,
      refuses: (name) => whyOther(name, found, { repository, scopes }),
    }),
    /** Signs the bundle in `file`, which is to be saved under `key`, and returns its size. */
    async sign(file: string, key: string): Promise<number> {
      if (!signingKey) throw new Error("there is no key to sign with"); // never: whoever saves asks before
      return signFile(file, { repository, ref: scopes.own ?? null, key }, signingKey);
    },
  };
}

/**
 * Whose signature a file must have that somebody names, for whatever name; undefined where the environment has no keys.
 * @throws {ConfigError}
 */
export function trustFrom(env: Env): Trust | undefined {
  const keys = parseSigningKeys(env);
  return keys && { keys: keys.verifyKeys };
}

/** Why a signature for `name` is none for the bundle that was found, or undefined when it is. */
function whyOther(
  name: SignedName,
  found: FoundBundle,
  { repository, scopes }: { repository: string | null; scopes: Scopes },
): string | undefined {
  // Some cache servers give keys back in lower case.
  if (name.key?.toLowerCase() !== found.key.toLowerCase()) return "was found under another key";
  if (name.repository !== repository) return `this job is of ${repository ?? "no repository that is known"}`;
  const refs = found.ref === undefined ? readableRefs(scopes) : [found.ref];
  if (refs.some((ref) => (ref ?? null) === name.ref)) return undefined;
  return "this job does not read that ref, or found the bundle under another";
}
