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
export { BundleError as t };
