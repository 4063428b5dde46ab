import { ct as parseKey } from "./chunk-handoff.js";
// src/budget/room.ts
/** A bundle that a newer one of its family and ref hides may still be on its way to a job that began before. */
const hiddenMs = 36e5;
/** A toolchain or a ref without a read for so long is taken for gone. */
const goneMs = 864e5;
/**
* The bundles of ours that nobody needs any more, so that it is no loss when GitHub evicts them: ancestors of the new bundle;
* bundles that a newer one of their family and ref hides; and, once nobody has read them for a day, bundles of a toolchain that a
* newer one of the same job and ref has followed, and of refs other than this job's and the default branch.
*/
function findSuperseded(entries, facts) {
	const { identify, ancestors, ref, defaultRef, nowMs } = facts;
	const ours = entries.flatMap((entry) => {
		const identity = identify(entry.key);
		return identity ? [{
			entry,
			...identity
		}] : [];
	});
	const newestOfFamily = newest(ours, ({ family }) => family);
	const newestOfJob = newest(ours, ({ job }) => job);
	const replaced = entries.filter((entry) => ancestors.has(entry.key) && entry.ref === ref);
	const unneeded = ours.filter(({ entry, family, job }) => {
		const unreadMs = nowMs - Math.max(entry.savedAtMs, entry.lastReadAtMs ?? 0);
		if (newestOfFamily(entry, family) > entry.savedAtMs && unreadMs > hiddenMs) return true;
		const isOtherRef = entry.ref !== void 0 && entry.ref !== ref && entry.ref !== defaultRef;
		return unreadMs > goneMs && (isOtherRef || newestOfJob(entry, job) > entry.savedAtMs);
	});
	return /* @__PURE__ */ new Set([...replaced, ...unneeded.map(({ entry }) => entry)]);
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
/** A bundle that was read this recently may still be on its way to another job. */
const readingMs = 3e5;
/**
* The bundles of one prefix that are removed when of each family and ref only the newest `keep` stay; the oldest first. Overlays are
* families of their own. What was read within the last minutes stays: a job may be downloading it.
*/
function planPrune(versions, options) {
	const { keyPrefix, ref, keep, nowMs } = options;
	return [...Map.groupBy(versions.filter((version) => ref === void 0 || version.ref === ref), (version) => {
		const family = familyOf(version.key, keyPrefix);
		return family && `${family}\n${version.ref ?? ""}`;
	})].flatMap(([group, own]) => {
		if (group === void 0) return [];
		return own.sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1)).slice(keep).filter(({ lastReadAtMs = 0 }) => nowMs - lastReadAtMs > readingMs).reverse();
	});
}
/** Equal for keys that supersede each other; undefined for a key that is not of this prefix. */
function familyOf(key, keyPrefix) {
	const parsed = parseKey(key, keyPrefix);
	return parsed && [
		parsed.kind,
		parsed.family,
		parsed.pullRequest ?? ""
	].join(" ");
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
function roomIn(listing, superseded, { maxSizeBytes, repositoryLimitBytes, reserveBytes }) {
	const held = sumBytes(listing.entries) + listing.unlistedBytes;
	const freeNow = repositoryLimitBytes - held + reclaimableBytes(listing, superseded);
	const freeLater = repositoryLimitBytes - held + sumBytes(superseded) - reserveBytes;
	const left = Math.max(0, Math.min(freeNow, freeLater));
	return {
		budgetBytes: Math.min(maxSizeBytes, left),
		limitedByRepository: left < maxSizeBytes
	};
}
/**
* Whether the bundle that was just uploaded has to be deleted again: jobs that end together each find the same room. What was
* saved up to that moment decides, so the first ones stay and the others are taken back. `own` is in the listing.
*/
function mustTakeBack({ entries, unlistedBytes }, { own, superseded, repositoryLimitBytes }) {
	const isEarlier = (entry) => byAge(entry, own) <= 0;
	const before = {
		entries: entries.filter(isEarlier),
		unlistedBytes
	};
	return sumBytes(before.entries) + unlistedBytes - reclaimableBytes(before, superseded) > repositoryLimitBytes;
}
/** By time; among entries of one instant by their numbers, or else by key, which at least is the same for all. */
function byAge(a, b) {
	const byNumber = Number(a.id ?? NaN) - Number(b.id ?? NaN);
	return a.savedAtMs - b.savedAtMs || byNumber || a.key.localeCompare(b.key);
}
/** The bytes of entries, bundles or whatever else has a size, together. */
function sumBytes(sized) {
	let sum = 0;
	for (const { bytes } of sized) sum += bytes;
	return sum;
}
export { sumBytes as a, roomIn as i, mustTakeBack as n, planPrune as r, findSuperseded as t };
