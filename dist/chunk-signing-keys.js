import { t as ConfigError } from "./chunk-config.js";
import { createPrivateKey, createPublicKey } from "node:crypto";
// src/config/signing-keys.ts
const signing = "SCCACHE_BUNDLE_SIGNING_KEY";
const verifying = "SCCACHE_BUNDLE_VERIFY_KEYS";
/** More keys than these are a mistake: each signature is held against all of them. */
const mostKeys = 16;
/**
* The keys that the environment names, or undefined where it names none: then nothing is signed, and no signature is
* looked at. Empty counts as not set. @throws {ConfigError} that names the variables with a bad value
*/
function parseSigningKeys(env) {
	const problems = [];
	const read = (name, create, allowed) => {
		const keys = keyTexts(env[name] ?? "").map((text) => keyOf(text, create));
		const most = name === signing ? 1 : mostKeys;
		const found = keys.filter((key) => key !== void 0);
		const isSound = found.length === keys.length && keys.length <= most;
		if (!isSound) problems.push({
			name,
			value: "",
			why: `is not ${allowed}`
		});
		return isSound ? found : [];
	};
	const form = "as PEM or as the line within the PEM";
	const [signingKey] = read(signing, privateKey, `an Ed25519 private key, ${form}`);
	const others = read(verifying, publicKey, `a list of 1 to ${mostKeys} Ed25519 public keys, each ${form}`);
	if (problems.length > 0) throw new ConfigError(problems);
	const verifyKeys = [...signingKey ? [createPublicKey(signingKey)] : [], ...others];
	return verifyKeys.length === 0 ? void 0 : {
		signingKey,
		verifyKeys
	};
}
/** The key to sign a bundle with that is written, or undefined where none is set. @throws {ConfigError} where there are public keys alone */
function parseSigningKey(env) {
	const keys = parseSigningKeys(env);
	if (!keys || keys.signingKey) return keys?.signingKey;
	throw new ConfigError([{
		name: signing,
		value: "",
		why: `is required to write a bundle where ${verifying} is set`
	}]);
}
/** The Base64 of each key: without the lines around it, and whether its line ends are line ends, spaces or `\\n`. */
function keyTexts(text) {
	return text.replaceAll("\\n", "\n").replace(/-----[A-Z ]+-----/g, " ").split(/[\s,]+/).filter((word) => word !== "");
}
const privateKey = (key) => createPrivateKey({
	key,
	format: "der",
	type: "pkcs8"
});
const publicKey = (key) => createPublicKey({
	key,
	format: "der",
	type: "spki"
});
function keyOf(text, create) {
	if (!/^[A-Za-z0-9+/]{40,}={0,2}$/.test(text)) return void 0;
	try {
		const key = create(Buffer.from(text, "base64"));
		return key.asymmetricKeyType === "ed25519" ? key : void 0;
	} catch {
		return;
	}
}
export { parseSigningKeys as n, parseSigningKey as t };
