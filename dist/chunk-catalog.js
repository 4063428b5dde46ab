// src/store/catalog.ts
/** The order of a listing: the oldest first, and a fixed one among bundles of one instant. */
function byAge(one, other) {
	return one.savedAtMs - other.savedAtMs || (one.key < other.key ? -1 : one.key > other.key ? 1 : 0);
}
/**
* The latest moment at which a job may have begun to download `bundle`. Where reads are not noted it is the moment when
* `successor` was saved, the next newer bundle of the same family and ref: from then on nobody finds the older one.
*/
function lastUseMs(bundle, successor) {
	return bundle.lastReadAtMs ?? successor?.savedAtMs ?? Number.POSITIVE_INFINITY;
}
export { lastUseMs as n, byAge as t };
