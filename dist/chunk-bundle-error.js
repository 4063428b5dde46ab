// src/bundle/format/bundle-error.ts
/** A bundle that cannot be used, or a part of one. Whoever catches this goes on without it. */
var BundleError = class extends Error {
	name = "BundleError";
	fault;
	/** `message` says what is wrong and where: the region, the segment, the entry. */
	constructor(fault, message, cause) {
		super(message, cause === void 0 ? void 0 : { cause });
		this.fault = fault;
	}
};
const quoted = 80;
/** Foreign text or another value for a message: one line of printable ASCII, and not long. */
function quote(value) {
	const text = typeof value === "string" ? value : `${JSON.stringify(value)}`;
	const short = text.length > quoted ? `${text.slice(0, quoted)}…` : text;
	return JSON.stringify(short).replace(/[^\x20-\x7e…]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
export { quote as n, BundleError as t };
