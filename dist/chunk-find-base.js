// src/flow/find-base.ts
/**
* The chains in which a job looks for a base, one after the other until there is one: those of its own family, then those of
* other matrix jobs and other jobs. A branch, and a level of a store, is asked for a whole chain before the next one is: in one
* chain for all, another job's bundle of this branch would hide the job's own of the default branch.
*/
function baseChains({ family, custom, primary, fallbacks }) {
	const isOwn = (beginning) => custom || beginning.startsWith(`${family}-`);
	const [other, ...others] = fallbacks.filter((beginning) => !isOwn(beginning));
	const own = {
		key: primary,
		fallbacks: fallbacks.filter(isOwn)
	};
	return other === void 0 ? [own] : [own, {
		key: other,
		fallbacks: others
	}];
}
/** What comes of the first of these chains for which there is something. */
async function findBase(keys, ask) {
	for (const chain of baseChains(keys)) {
		const found = await ask(chain);
		if (found.kind === "hit") return found;
	}
	return { kind: "miss" };
}
export { findBase as n, baseChains as t };
