// src/bundle/segment-plan.ts
/**
* The order in which entries compress best: versions and profiles of one crate side by side, where the compressor's
* window reaches from one to the next; what has no name by size, as alike things are alike in size. docs/format.md
* has the measurements. Preprocessor files come last. Any two different names have an order, so that equal sets always come
* out alike.
*/
function byLikeness(a, b) {
	return Number(isRewritten(a)) - Number(isRewritten(b)) || compare(a.label ?? "", b.label ?? "") || a.rawBytes - b.rawBytes || compare(a.name, b.name);
}
/**
* Whether it is a preprocessor file, which each run that uses it may have changed: beside others, a few of them would have
* a whole segment packed again.
*/
function isRewritten({ name }) {
	return name.startsWith("preprocessor/");
}
/**
* Cuts ordered entries into runs of at most `runBytes`, all of about one size, so that threads end together; a larger entry
* may be a run of its own. Versions and profiles of one crate are in one run, up to two thirds of `runBytes` together: apart, the
* later one would be compressed as if the earlier one were not known. Preprocessor files are in runs of their own. Which entries share a run depends on the entries alone, not on the threads.
*/
function cutIntoRuns(ordered, runBytes) {
	return [...Map.groupBy(ordered, isRewritten).values()].flatMap((entries) => cutEvenly(entries, runBytes));
}
function cutEvenly(ordered, runBytes) {
	const share = plannedRunBytes(sumRawBytes(ordered), runBytes);
	const runs = [];
	let before = 0;
	let current = -1;
	let room = 0;
	for (const alike of groupsOf(ordered, runBytes * 2 / 3)) {
		const bytes = sumRawBytes(alike);
		const middle = Math.floor((before + bytes / 2) / share);
		const run = runs.at(-1);
		if (run && middle <= current && bytes <= room) {
			run.push(...alike);
			room -= bytes;
		} else {
			runs.push([...alike]);
			room = runBytes - bytes;
			current = middle;
		}
		before += bytes;
	}
	return runs;
}
/** Ordered entries in groups of one label and at most `mostBytes`; what is larger by itself, or has no label, is a group of its own. */
function groupsOf(ordered, mostBytes) {
	const groups = [];
	let room = 0;
	for (const entry of ordered) {
		const group = groups.at(-1);
		if (group && entry.label !== null && group[0]?.label === entry.label && entry.rawBytes <= room) {
			group.push(entry);
			room -= entry.rawBytes;
		} else {
			groups.push([entry]);
			room = mostBytes - entry.rawBytes;
		}
	}
	return groups;
}
/**
* Runs in the order in which threads should take them: the largest first, so that all end together; but behind each that
* is beyond `runBytes`, and so done by one thread at a time, as much for another thread to do meanwhile.
*/
function inTurn(runs, runBytes) {
	const sized = runs.map((run) => ({
		run,
		bytes: sumRawBytes(run)
	})).sort((a, b) => b.bytes - a.bytes);
	const beyond = sized.filter(({ bytes }) => bytes > runBytes);
	const usual = sized.filter(({ bytes }) => bytes <= runBytes);
	const ordered = [];
	for (const { run, bytes } of beyond) {
		ordered.push(run);
		for (let left = bytes; left > 0 && usual.length > 0;) {
			const next = usual.shift();
			ordered.push(next?.run ?? []);
			left -= next?.bytes ?? left;
		}
	}
	return [...ordered, ...usual.map(({ run }) => run)];
}
/** What each of the runs is planned to hold that `total` bytes are cut into. */
function plannedRunBytes(total, runBytes) {
	return total / countRuns(total, runBytes);
}
/** What entries or segments take in the tar, all together. */
function sumRawBytes(entries) {
	let sum = 0;
	for (const { rawBytes } of entries) sum += rawBytes;
	return sum;
}
/** A run is not planned to be full, since what is cut between entries comes out uneven. */
const planned = .9;
/** As few runs as hold everything, but an even number beyond one: the usual runner has two cores, or four. */
function countRuns(total, runBytes) {
	if (total <= runBytes) return 1;
	const least = Math.ceil(total / (runBytes * planned));
	return least + least % 2;
}
function compare(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
export { sumRawBytes as a, plannedRunBytes as i, cutIntoRuns as n, inTurn as r, byLikeness as t };
