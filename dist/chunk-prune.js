import { n as superseded } from "./chunk-superseded.js";
// src/budget/prune.ts
/**
* The bundles of one name that go when of each family and ref only the newest `keep` stay; the oldest first. Overlays are
* families of their own. What was read within the last minutes stays.
*/
function planPrune(versions, options) {
	const { name, ref, keep, nowMs } = options;
	return [...Map.groupBy(versions.filter((version) => ref === void 0 || version.ref === ref), (version) => `${familyOf(version.key, name)}\n${version.ref ?? ""}`)].flatMap(([group, own]) => {
		const [family = "", groupRef] = group.split("\n");
		if (family === "") return [];
		const newest = own.toSorted((a, b) => b.savedAtMs - a.savedAtMs)[0];
		return superseded(own, {
			isFamily: () => true,
			ref: groupRef === "" ? void 0 : groupRef,
			newestKey: keep === 0 ? "" : newest?.key ?? "",
			keep,
			nowMs
		});
	});
}
/** Parts of a family after its name: system, architecture, compilers, job, matrix leg; an overlay has its number too. */
const partsAfterName = 5;
/** What keys of the same family begin with; empty for a key that is not of this name. */
function familyOf(key, name) {
	const overlay = `${name}+overlay-`;
	const [prefix, parts] = key.startsWith(overlay) ? [overlay, 6] : [`${name}-`, partsAfterName];
	if (!key.startsWith(prefix)) return "";
	const rest = key.slice(prefix.length).split("-");
	return rest.length > parts ? `${prefix}${rest.slice(0, parts).join("-")}` : "";
}
export { planPrune as n, familyOf as t };
