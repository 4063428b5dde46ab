// src/budget/superseded.ts
/** A bundle that was read this recently may still be on its way to another job. */
const readingMs = 3e5;
/**
* The bundles that a new one makes superfluous: older ones of its family and ref, beyond the newest `keep`, the oldest
* first. One that was read within the last minutes stays: a job may be downloading it, and the next run collects it.
*/
function superseded(versions, options) {
	const { newestKey, keep, nowMs } = options;
	return replaceable(versions.filter(({ key }) => key !== newestKey), {
		...options,
		keep: Math.max(0, keep - 1)
	}).filter(({ lastReadAtMs = 0 }) => nowMs - lastReadAtMs > readingMs).reverse();
}
/** The bundles of a family and ref beyond the newest `keep`, newest first: what goes sooner or later. */
function replaceable(versions, { isFamily, ref, keep }) {
	return versions.filter((version) => (version.ref === void 0 || version.ref === ref) && isFamily(version.key)).sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1)).slice(keep);
}
export { superseded as n, replaceable as t };
