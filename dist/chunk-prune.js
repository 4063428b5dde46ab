import { c as parseKey } from "./chunk-native-code.js";
import { t as byAge } from "./chunk-stored-bundle.js";
// src/budget/prune.ts
/** A bundle that another job began to read this recently may still be on its way to it. */
const readingMs = 3e5;
/**
* Whether a bundle may still be on its way to a job, so that nobody may delete it. Where reads are not noted, a job may have
* found it until `successor` was saved, the next newer bundle of the same family and ref; without one it may be found now.
*/
function isBeingRead({ lastReadAtMs }, { successor, nowMs }) {
	const sinceMs = nowMs - (lastReadAtMs ?? successor?.savedAtMs ?? nowMs);
	return sinceMs <= readingMs && sinceMs >= -864e5;
}
/**
* The bundles of one prefix that are removed when of each family, ref and version only the newest `keep` stay; the oldest first. Overlays are
* families of their own. Keys that another prefix, a custom key or another tool made are kept, and so is what a job may be
* reading. Where none is to stay, nobody is said to look any more: of the newest, then, its own age counts.
*/
function planPrune(bundles, options) {
	const { keyPrefix, ref, keep, nowMs } = options;
	const ours = bundles.flatMap((bundle) => {
		const parsed = parseKey(bundle.key, keyPrefix);
		if (!parsed || ref !== void 0 && bundle.ref !== ref) return [];
		return [{
			bundle,
			group: JSON.stringify([
				parsed.family,
				bundle.ref,
				bundle.version
			])
		}];
	});
	return [...Map.groupBy(ours, ({ group }) => group).values()].flatMap((group) => {
		const newestFirst = group.map(({ bundle }) => bundle).sort((a, b) => byAge(b, a));
		return newestFirst.filter((one, i) => i >= keep && !isBeingRead(one, {
			successor: newestFirst[i - 1] ?? one,
			nowMs
		})).reverse();
	});
}
export { planPrune as n, isBeingRead as t };
