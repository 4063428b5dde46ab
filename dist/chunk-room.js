// src/key/ref.ts
/**
* What `ref` is, where no later job reads what was saved under it: a tag, and what GitHub pushes for each try of a merge queue
* (`gh-readonly-queue/main/pr-7-…`), in a run of the event `push` too. Undefined for any other ref.
*/
function passingRef(ref) {
	if (ref?.startsWith("refs/tags/")) return "a tag";
	return ref?.startsWith("refs/heads/gh-readonly-queue/") ? "a merge queue" : void 0;
}
// src/budget/room.ts
/**
* Tells which bundles a new one replaces: its ancestors of its own family and ref. A bundle that a job has only fallen back to is
* an ancestor too, but another job still needs it.
*/
function replacedBy({ ancestors, isFamily, ref }) {
	const own = new Set(ancestors.filter(isFamily));
	return (bundle) => bundle.ref === ref && own.has(bundle.key);
}
/** A bundle that a newer one of its family and ref hides may still be on its way to a job that began before. */
const hiddenMs = 36e5;
/** A toolchain or a ref without a read for so long is taken for gone. */
const goneMs = 864e5;
/**
* The bundles of ours that nobody needs any more, so that it is no loss when GitHub evicts them: what the new bundle replaces;
* bundles that a newer one of their family and ref hides; those of another tag or another try of a merge queue; and, once nobody
* has read them for a day, bundles of a toolchain that a newer one of the same job and ref has followed, and of refs other than
* this job's and the default branch.
*/
function findSuperseded(entries, facts) {
	const { identify, isReplaced, ref, defaultRef, nowMs } = facts;
	const ours = entries.flatMap((entry) => {
		const identity = identify(entry.key);
		return identity ? [{
			entry,
			...identity
		}] : [];
	});
	const newestOfFamily = newest(ours, ({ family }) => family);
	const newestOfJob = newest(ours, ({ job }) => job);
	const unneeded = ours.filter(({ entry, family, job }) => {
		const unreadMs = nowMs - Math.max(entry.savedAtMs, entry.lastReadAtMs ?? 0);
		if (newestOfFamily(entry, family) > entry.savedAtMs && unreadMs > hiddenMs) return true;
		const isOtherRef = entry.ref !== void 0 && entry.ref !== ref && entry.ref !== defaultRef;
		if (isOtherRef && passingRef(entry.ref) !== void 0) return true;
		return unreadMs > goneMs && (isOtherRef || newestOfJob(entry, job) > entry.savedAtMs);
	});
	return /* @__PURE__ */ new Set([...entries.filter(isReplaced), ...unneeded.map(({ entry }) => entry)]);
}
/** When the newest one of the same group and ref was saved. */
function newest(ours, groupOf) {
	const at = /* @__PURE__ */ new Map();
	for (const one of ours) {
		const name = `${groupOf(one)}\n${one.entry.ref ?? ""}`;
		at.set(name, Math.max(at.get(name) ?? 0, one.entry.savedAtMs));
	}
	return ({ ref = "" }, group) => at.get(`${group}\n${ref}`) ?? 0;
}
/**
* Bytes that GitHub would free, the least recently used first across everybody, before it came to an entry that is not in
* `superseded`. None where entries are not listed and nothing tells which are the first: it may be any of them.
*/
function reclaimableBytes(listing, superseded) {
	let bytes = 0;
	for (const entry of inOrderOfEviction(listing)) {
		if (!superseded.has(entry)) return bytes;
		bytes += entry.bytes;
	}
	return bytes;
}
/** The first entries that GitHub evicts, as far as they are known. */
function inOrderOfEviction(listing) {
	const { entries, unlistedBytes, leastRecent } = listing;
	if (leastRecent) return leastRecent;
	const usedAt = ({ savedAtMs, lastReadAtMs = 0 }) => Math.max(savedAtMs, lastReadAtMs);
	return unlistedBytes > 0 ? [] : entries.toSorted((a, b) => usedAt(a) - usedAt(b));
}
/**
* The most bytes with which nobody else pays: for an upload of that size GitHub would evict nothing but `superseded`, and
* once those are gone, the reserve is free. The same whether the token may delete or not: deleting only makes room sooner.
*/
function roomIn(listing, superseded, { repositoryLimitBytes, reserveBytes }) {
	const held = sumBytes(listing.entries) + listing.unlistedBytes;
	const freeNow = repositoryLimitBytes - held + reclaimableBytes(listing, superseded);
	const freeLater = repositoryLimitBytes - held + sumBytes(superseded) - reserveBytes;
	return {
		budgetBytes: Math.max(0, Math.min(freeNow, freeLater)),
		limitedBy: "repository"
	};
}
/**
* Whether the bundle that was just uploaded has to be deleted again: jobs that end together each find the same room. What was
* saved up to that moment decides, so the first ones stay and the others are taken back. `own` is in the listing.
*/
function mustTakeBack({ entries, unlistedBytes }, own, { superseded, limitBytes }) {
	const before = {
		entries: entries.filter((entry) => byAge(entry, own) <= 0),
		unlistedBytes
	};
	return sumBytes(before.entries) + unlistedBytes - reclaimableBytes(before, superseded) > limitBytes;
}
/** By time; among entries of one instant by their numbers, or else by key, in code units: the same on every machine. */
function byAge(a, b) {
	const byNumber = Number(a.id ?? NaN) - Number(b.id ?? NaN);
	return a.savedAtMs - b.savedAtMs || byNumber || (a.key < b.key ? -1 : Number(a.key > b.key));
}
/** The bytes of entries, bundles or whatever else has a size, together. */
function sumBytes(sized) {
	let sum = 0;
	for (const { bytes } of sized) sum += bytes;
	return sum;
}
export { sumBytes as a, roomIn as i, mustTakeBack as n, passingRef as o, replacedBy as r, findSuperseded as t };
