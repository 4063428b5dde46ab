import { n as kindOf } from "./chunk-layout.js";
import { t as planBudget } from "./chunk-plan.js";
import { t as pack } from "./chunk-pack.js";
import { createHash } from "node:crypto";
import { rm } from "node:fs/promises";
// src/flow/save/history.ts
/** File systems and clocks round differently; what a build used, it used longer than this after the restore. */
const clockSlackMs = 500;
/**
* Joins what is on disk with what the restored bundles tell of the `past`. An entry was used by this run when a hit touched it, or
* the build wrote it, after `readyAtMs`: a hit sets the modification time, or through relatime the access time.
*/
function withHistory(scanned, past, readyAtMs) {
	return scanned.map(({ name, kind, bytes, mtimeMs, atimeMs }) => {
		const before = past.get(name);
		const lastUseMs = Math.max(mtimeMs, atimeMs);
		const usedByThisRun = lastUseMs >= readyAtMs - clockSlackMs;
		return {
			name,
			kind,
			bytes,
			lastUse: Math.floor(lastUseMs / 1e3),
			runs: Math.max(1, (before?.runs ?? 0) + (usedByThisRun ? 1 : 0)),
			usedByThisRun,
			added: before === void 0
		};
	});
}
/**
* 12 hex digits that stand for a set of entries: equal sets of cached compilations, equal digest. Preprocessor files
* do not count, since their content changes under the same name.
*/
function digestOf(entries) {
	const names = [...entries].map(({ name }) => name).filter((name) => kindOf(name) === "object");
	return createHash("sha256").update(names.sort().join("\n")).digest("hex").slice(0, 12);
}
// src/flow/save/costs.ts
/** What a line of the manifest and a tar header take, compressed. */
const perEntryBytes = 64;
/**
* Bundle bytes per byte of an entry on disk before anything was measured, for entries as sccache writes them by itself
* and with raw blocks. On real builds 0.55 to 0.82, and 0.13 to 0.18: the guess is a low one, since a plan that turns out
* too large is made anew by what was measured, and one that is too small never is.
*/
const usualRatio = {
	compact: .55,
	raw: .13
};
/**
* Expects of each entry what it took in the measured bundle, by its own segment's ratio; of an entry that is not in there,
* what entries took on the whole. `margin` multiplies all, for a second try after the first came out too large.
*/
function withCosts(entries, measure, margin = 1) {
	const expected = expectations(measure.manifest);
	const ratio = overallRatio(measure);
	return entries.map((entry) => {
		const bytes = expected.get(entry.name) ?? entry.bytes * ratio;
		return {
			...entry,
			cost: Math.ceil(bytes * margin) + perEntryBytes
		};
	});
}
function expectations(manifest) {
	const ratios = manifest?.segments.map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes)) ?? [];
	return new Map(manifest?.entries.map(({ name, bytes, segment }) => [name, bytes * (ratios[segment] ?? 1)]));
}
/** Bundle bytes per byte on disk of an entry that sccache has just written. */
function overallRatio({ manifest, rawAtSource }) {
	const usual = rawAtSource ? usualRatio.raw : usualRatio.compact;
	if (!manifest) return usual;
	const bundled = manifest.segments.reduce((sum, { bytes }) => sum + bytes, 0);
	const onDisk = manifest.entries.reduce((sum, { bytes, storedBytes }) => sum + (rawAtSource ? bytes : storedBytes), 0);
	return onDisk === 0 ? usual : Math.min(1, bundled / onDisk);
}
// src/flow/save/pack-within.ts
/** How much more than measured to expect of entries in each try after the first. */
const margins = [1.01, 1.1];
/**
* Packs what the budget allows. What entries take is known only afterwards: the first plan goes by what they took in
* the bundle before, and when the result is over the budget, the next by what they have just taken. Nothing over the
* budget is ever left at `request.out`.
*/
async function packWithin(entries, { plan: options, measure }, request, zstd) {
	let plan = planBudget(withCosts(entries, measure), options);
	for (const margin of [...margins, void 0]) {
		if (plan.keep.length === 0) break;
		const packed = await pack({
			...request,
			entries: plan.keep.map(({ entry }) => entry)
		}, zstd);
		if (packed.bytes <= options.budgetBytes) return {
			plan,
			packed
		};
		if (margin !== void 0) plan = planBudget(withCosts(entries, {
			...measure,
			manifest: packed.manifest
		}, margin), options);
	}
	await rm(request.out, { force: true });
	return {
		plan,
		packed: void 0
	};
}
export { withHistory as i, withCosts as n, digestOf as r, packWithin as t };
