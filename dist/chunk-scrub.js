// src/store/scrub.ts
/** The text without what would let a reader in: queries of URLs (signed ones), tokens, signatures, account keys. */
function scrub(text) {
	return text.replace(/(https?:\/\/[^\s?"'#]+)[?#][^\s"']*/g, "$1?…").replace(/(https?:\/\/)[^\s/@"']+@/g, "$1…@").replace(/\beyJ[\w-]+(?:\.[\w-]+)*/g, "…").replace(/\b(sig|AccountKey|SharedAccessSignature)=[^&;\s"']+/gi, "$1=…").replace(/\b(Bearer|SharedKey) [^\s"',]+/g, "$1 …");
}
export { scrub as t };
