// src/stored-bundle.ts
/** The order of a listing: the oldest first, and among bundles of one instant by key, in code units: the same on every machine. */
function byAge(one, other) {
	return one.savedAtMs - other.savedAtMs || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}
export { byAge as t };
