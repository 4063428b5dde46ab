// src/flow/handoff.ts
/** The handoff that `text` holds, or undefined when it is none of this version's. */
function parseHandoff(text) {
	try {
		const value = JSON.parse(text);
		return isHandoff(value) ? value : void 0;
	} catch {
		return;
	}
}
function isHandoff(value) {
	if (typeof value !== "object" || value === null) return false;
	const { format, config, directory, keys, readyAtMs, sccache, noStore, restored, overlay } = value;
	return format === 1 && typeof config === "object" && config !== null && typeof directory === "string" && typeof keys?.primary === "string" && typeof readyAtMs === "number" && typeof noStore === "boolean" && (sccache === null || typeof sccache?.path === "string") && (restored === null || typeof restored?.manifestFile === "string") && (overlay === null || typeof overlay?.manifestFile === "string");
}
export { parseHandoff as t };
