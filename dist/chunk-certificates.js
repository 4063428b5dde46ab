import tls from "node:tls";
// src/store/certificates.ts
/** The codes that OpenSSL gives where this process does not trust whoever has signed a certificate. */
const unknownAuthority = /^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_(GET_ISSUER_CERT(_LOCALLY)?|VERIFY_LEAF_SIGNATURE))$/;
const texts = [
	[unknownAuthority, "its certificate is not trusted: set NODE_EXTRA_CA_CERTS to a file with that of its authority"],
	[/^CERT_(HAS_EXPIRED|NOT_YET_VALID)$/, "its certificate has expired or is not valid yet: check it, and the clock of this machine"],
	[/^ERR_TLS_CERT_ALTNAME_INVALID$/, "its certificate is of another host: check its address"]
];
/** What is wrong with a certificate, in words; undefined for the code of any other error. */
function certificateTextOf(code) {
	return texts.find(([codes]) => codes.test(code))?.[1];
}
function isUntrusted(code) {
	return code !== void 0 && unknownAuthority.test(code);
}
/** Whom a process trusts is one for all of it. */
const trust = { isWhole: false };
/** Whether this process trusts whom its machine trusts. */
function isMachineTrusted() {
	return trust.isWhole;
}
/**
* From now on this process trusts whom its machine trusts, as curl and git do; `SSL_CERT_FILE` and `SSL_CERT_DIR` count. It takes 0.3 s,
* so it is done when a certificate is not trusted, and not before. Node cannot before 24.5, or 22.19.
*/
function trustMachine() {
	if (trust.isWhole || typeof tls.setDefaultCACertificates !== "function") return;
	trust.isWhole = true;
	tls.setDefaultCACertificates([...tls.getCACertificates("default"), ...tls.getCACertificates("system")]);
}
export { trustMachine as i, isMachineTrusted as n, isUntrusted as r, certificateTextOf as t };
