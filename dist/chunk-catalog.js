// src/store/catalog.ts
/** The order of a listing: the oldest first, and a fixed one among bundles of one instant. */
function byAge(one, other) {
	return one.savedAtMs - other.savedAtMs || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}
export { byAge as t };
