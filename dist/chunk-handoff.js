// src/flow/handoff.ts
/** The bundle that a part restored, if it did. */
function restoredBy(part) {
	return part.kind === "restored" ? part.bundle : null;
}
/** The handoff that `text` holds, or undefined when it is none of this version's. */
function parseHandoff(text) {
	try {
		const value = JSON.parse(text);
		return isHandoff(value) ? value : void 0;
	} catch {
		return;
	}
}
/** Whether `value` is a handoff, and this version's. */
function isHandoff(value) {
	if (typeof value !== "object" || value === null) return false;
	const { config, context, directory, keys, readyAtMs, sccache, server, restore, ...rest } = value;
	return rest.format === 4 && typeof config === "object" && config !== null && typeof context?.workspace === "string" && typeof directory === "string" && typeof keys?.primary === "string" && (readyAtMs === null || typeof readyAtMs === "number") && (typeof sccache?.path === "string" || sccache?.path === null && typeof sccache.why === "string") && (server === null || typeof server?.address?.kind === "string") && typeof restore?.outcome?.kind === "string" && typeof restore.seconds === "number" && Array.isArray(restore.phases) && isPart(rest.base) && isPart(rest.overlay);
}
function isPart(part) {
	switch (part?.kind) {
		case "restored": return typeof part.bundle?.manifestFile === "string" && typeof part.bundle.key === "string";
		case "failed":
		case "skipped": return typeof part.why === "string";
		default: return part?.kind === "missed";
	}
}
export { parseHandoff as n, restoredBy as r, isHandoff as t };
