// src/flow/find-base.ts
/**
* The chains in which a job looks for a base, one after the other until there is one: those of its own family, then those of
* other matrix jobs and other jobs. A branch, and a level of a store, is asked for a whole chain before the next one is: in one
* chain for all, another job's bundle of this branch would hide the job's own of the default branch, and an older one of this branch
* the one with the same lockfiles.
*/
function baseChains({ family, custom, primary, fallbacks, freshOfAny }) {
	const isOwn = (beginning) => custom || beginning.startsWith(`${family}-`);
	const own = fallbacks.filter(isOwn);
	const others = fallbacks.filter((beginning) => !isOwn(beginning));
	return (freshOfAny ? [
		[primary],
		own,
		others
	] : [[primary, ...own], others]).flatMap(([key, ...rest]) => key === void 0 ? [] : {
		key,
		fallbacks: rest
	});
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
