// src/bundle/format/manifest.ts
/** Of a bundle that no run of a family made: one that was packed by hand. */
const withoutPast = {
	parents: [],
	ancestors: [],
	run: {
		id: null,
		clock: 0,
		complete: false
	},
	history: []
};
/** The entries that the run before the bundle's end used: all of age 0. */
function usedByLastRun({ entries, run }) {
	return entries.filter(({ lastRun }) => lastRun >= run.clock);
}
export { withoutPast as n, usedByLastRun as t };
