import { a as signFile, f as mostSignatureBytes } from "./chunk-read-manifest.js";
import { n as parseSigningKeys } from "./chunk-signing-keys.js";
import { c as readableRefs } from "./chunk-directory.js";
// src/flow/signing.ts
/** Why a job without a signing key saves nothing. */
const cannotSign = "bundles must be signed (SCCACHE_BUNDLE_VERIFY_KEYS), and this job has no SCCACHE_BUNDLE_SIGNING_KEY";
/** What is left of a budget for the bundle itself, where it is going to be signed. */
function unsignedBytes(budgetBytes, signing) {
	return Math.max(0, budgetBytes - (signing ? mostSignatureBytes : 0));
}
/** The signing of a job, or undefined where there are no keys. A signature is for one key, ref and repository. */
function openSigning(keys, { repository = null, scopes }) {
	if (!keys) return void 0;
	const { signingKey, verifyKeys } = keys;
	return {
		/** False in a job that has public keys alone: what it would save, no job with the same keys would read. */
		canSign: signingKey !== void 0,
		/** Which signatures count for the bundle that a store has found. */
		trust: (found) => ({
			keys: verifyKeys,
			refuses: (name) => whyOther(name, found, {
				repository,
				scopes
			})
		}),
		/** Signs the bundle in `file`, which is to be saved under `key`, and returns its size. */
		async sign(file, key) {
			if (!signingKey) throw new Error("there is no key to sign with");
			return signFile(file, {
				repository,
				ref: scopes.own ?? null,
				key
			}, signingKey);
		}
	};
}
/**
* Whose signature a file must have that somebody names, for whatever name; undefined where the environment has no keys.
* @throws {ConfigError}
*/
function trustFrom(env) {
	const keys = parseSigningKeys(env);
	return keys && { keys: keys.verifyKeys };
}
/** Why a signature for `name` is none for the bundle that was found, or undefined when it is. */
function whyOther(name, found, { repository, scopes }) {
	if (name.key?.toLowerCase() !== found.key.toLowerCase()) return "was found under another key";
	if (name.repository !== repository) return `this job is of ${repository ?? "no repository that is known"}`;
	if ((found.ref === void 0 ? readableRefs(scopes) : [found.ref]).some((ref) => (ref ?? null) === name.ref)) return void 0;
	return "this job does not read that ref, or found the bundle under another";
}
export { unsignedBytes as i, openSigning as n, trustFrom as r, cannotSign as t };
