import { t as BundleError } from "./chunk-bundle-error.js";
import { A as scopesOf, at as isOfFamily, c as unsignedBytes, ct as parseKey, h as readManifest, i as cannotSign, ot as jobBeginning, ut as saveKey } from "./chunk-handoff.js";
import { o as formatSize } from "./chunk-words.js";
import { i as shown } from "./chunk-deps.js";
import { i as openDeps, o as openKeys } from "./chunk-inputs.js";
import { c as kindOf, d as limits } from "./chunk-tar.js";
import { t as pack } from "./chunk-pack.js";
import { t as unpack } from "./chunk-unpack.js";
import { t as creator } from "./chunk-version.js";
import { a as pastOf, s as reusable, t as ancestorsFrom } from "./chunk-past.js";
import { l as packWithin, r as putUnder, t as cleanUp } from "./chunk-family.js";
import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
// src/flow/merge.ts
/**
* Unites bundles into one. Of an entry that several hold, the newest bundle's content is kept, with the younger age and the
* larger use of all. What is over the budget is left out, least worth first. Equal bundles give equal bytes, in whatever
* order they come.
*/
async function merge(request, zstd) {
	const oldestFirst = request.bundles.toSorted((a, b) => a.manifest.created - b.manifest.created || (a.file < b.file ? -1 : 1));
	const newest = oldestFirst.at(-1)?.manifest;
	const past = pastOf({
		base: void 0,
		overlay: void 0,
		heads: oldestFirst
	});
	const folder = await mkdtemp(join(request.tempDirectory, "merging-"));
	try {
		const entries = await unpackAll(oldestFirst.toReversed(), past, {
			...request,
			zstd,
			folder
		});
		return await packWithin(entries, {
			plan: {
				budgetBytes: request.budgetBytes,
				evictAge: void 0,
				maxAgeDays: void 0,
				now: newest?.created ?? 0
			},
			measure: {
				manifest: newest,
				rawAtSource: true
			},
			mostUploadBytes: void 0,
			judge: (kept) => ({
				newEntries: kept.length,
				isEnough: true,
				why: ""
			})
		}, {
			...request,
			directory: request.tempDirectory,
			known: past.entries,
			reuse: reusable(past),
			about: aboutOf(oldestFirst)
		}, (packing) => pack(packing, zstd));
	} finally {
		await rm(folder, {
			recursive: true,
			force: true
		});
	}
}
/** Unpacks each entry from the newest bundle that has it; preprocessor files only of the newest bundle's sccache. */
async function unpackAll(newestFirst, past, { folder, threads, zstd }) {
	const version = newestFirst[0]?.manifest.sccacheVersion ?? null;
	const clock = clockOf(newestFirst);
	const seen = /* @__PURE__ */ new Set();
	const entries = [];
	for (const [i, { file, manifest }] of newestFirst.entries()) {
		const directory = join(folder, String(i));
		const wanted = ({ name }) => !seen.has(name) && (kindOf(name) === "object" || manifest.sccacheVersion === version);
		for (const { name } of await unpack({
			file,
			manifest,
			directory,
			wanted,
			threads
		}, zstd)) {
			seen.add(name);
			const known = past.entries.get(name);
			const kind = kindOf(name);
			if (!known || !kind) continue;
			const { segment: _, storedBytes, ...entry } = known;
			const lastRun = Math.max(0, clock - known.age);
			const use = {
				usedByThisRun: known.age === 0,
				fresh: false,
				added: true,
				ageBefore: known.age
			};
			entries.push({
				...entry,
				...use,
				kind,
				lastRun,
				directory
			});
		}
	}
	return entries;
}
function aboutOf(oldestFirst) {
	const newest = oldestFirst.at(-1)?.manifest;
	const keyed = oldestFirst.filter(({ key }) => key !== "");
	return {
		creator,
		created: newest?.created ?? 0,
		sccacheVersion: newest?.sccacheVersion ?? null,
		toolchain: newest?.toolchain ?? null,
		base: null,
		ref: newest?.ref ?? null,
		parents: keyed.map(({ key }) => key).slice(-limits.parents),
		ancestors: ancestorsFrom(keyed),
		run: {
			id: newest?.run.id ?? null,
			clock: clockOf(oldestFirst),
			complete: oldestFirst.some(({ manifest }) => manifest.run.complete)
		},
		history: newest?.history ?? [],
		environment: newest?.environment ?? {}
	};
}
function clockOf(sources) {
	return sources.reduce((latest, { manifest }) => Math.max(latest, manifest.run.clock), 0);
}
// src/flow/merge-legs.ts
/**
* Unites the newest bundle of each matrix job of one job into a bundle that any of them falls back to: for a job that runs
* after all of them. The bundle that an earlier merge made is one of the sources, and is deleted when the new one is there.
* @throws {StoreError}
*/
async function mergeLegs(ofMatrix, tempDirectory) {
	const job = {
		...ofMatrix,
		context: {
			...ofMatrix.context,
			matrix: void 0
		}
	};
	const { config } = job;
	const deps = openDeps(job, { tempDirectory });
	const { catalog, showProgress, signing } = deps;
	if (!catalog) return { kind: "cannot-list" };
	const { keys } = await openKeys(job);
	if (signing?.canSign === false) return notSaved(cannotSign);
	if (keys.family === null) return notSaved("custom keys do not tell matrix jobs apart");
	const prefix = jobBeginning(keys.family);
	const ref = scopesOf(job.context).own;
	const newest = newestOfEach((await catalog.list(prefix)).bundles, {
		keyPrefix: config.keyPrefix,
		ref
	});
	const legs = newest.filter((leg) => leg.family !== keys.family).length;
	if (legs < 2) return notSaved(`bundles of ${legs} matrix jobs begin with ${prefix}`);
	const files = [];
	const temporary = (name) => {
		files.push(join(tempDirectory, name));
		return join(tempDirectory, name);
	};
	try {
		const bundles = [];
		for (const [i, { bundle }] of newest.entries()) bundles.push(...await fetchUsable(bundle, temporary(`matrix-job-${i}.tar.zst`), deps));
		if (bundles.length < 2) return notSaved(`${newest.length - bundles.length} of ${newest.length} bundles are gone or cannot be used`);
		const out = temporary("merged.tar.zst");
		const merged = await shown(showProgress, "Pack", (onProgress) => merge({
			onProgress,
			bundles,
			out,
			tempDirectory,
			budgetBytes: unsignedBytes(config.maxSizeBytes, signing),
			level: config.compressionLevel,
			segmentRawBytes: config.segmentBytes,
			threads: deps.threads
		}, deps.zstd));
		if (merged.kind !== "packed") return notSaved(merged.why);
		const { packed } = merged;
		const keyOf = (digest) => saveKey(keys, digest);
		const { key, kind, bytes } = await shown(showProgress, "Upload", (onProgress) => putUnder(keyOf, {
			file: out,
			packed,
			onProgress
		}, deps));
		if (kind === "taken") return {
			kind,
			key,
			legs,
			bytes
		};
		const ancestors = new Set(packed.manifest.ancestors);
		const nowMs = deps.now();
		const request = {
			prefix: `${keys.family}-`,
			isAncestor: (one) => ancestors.has(one) && isOfFamily(one, keys),
			ref,
			newestKey: key,
			keepLast: config.keepLast,
			nowMs,
			ownReadAtMs: nowMs
		};
		if (config.deleteSuperseded) await cleanUp(request, catalog, deps.log);
		return {
			kind: "saved",
			key,
			legs,
			bytes
		};
	} finally {
		for (const file of files) await rm(file, { force: true });
	}
}
/** What became of them, in a line for the user. */
function describeMerged(merged) {
	if (merged.kind === "not-saved") return `Nothing merged: ${merged.why}`;
	const { legs, key, bytes } = merged;
	return `Merged the bundles of ${legs} matrix jobs as ${key} (${formatSize(bytes)})`;
}
function notSaved(why) {
	return {
		kind: "not-saved",
		why
	};
}
/** The bundle, if it is there and can be read; one that is damaged or not signed as it must be is left out, with a notice. */
async function fetchUsable({ key, bytes }, file, deps) {
	const fetched = await shown(deps.showProgress, "Fetch other bundles", (onProgress) => deps.store.fetch({
		key,
		fallbacks: []
	}, file, { onBytes: (done) => onProgress({
		done,
		total: bytes
	}) }));
	if (fetched.kind === "miss" || fetched.key !== key) return [];
	try {
		return [{
			key,
			file,
			manifest: await readManifest(file, deps.zstd, deps.signing?.trust(fetched))
		}];
	} catch (error) {
		if (!(error instanceof BundleError)) throw error;
		deps.log.notice(`${key} is left out: ${error.message}`);
		return [];
	}
}
/** Of each matrix job its newest bundle; those of other refs are left out. */
function newestOfEach(bundles, { keyPrefix, ref }) {
	const newest = /* @__PURE__ */ new Map();
	for (const bundle of bundles) {
		const parsed = parseKey(bundle.key, keyPrefix);
		if (parsed?.kind !== "base" || bundle.ref !== ref) continue;
		if ((newest.get(parsed.family)?.savedAtMs ?? -1) < bundle.savedAtMs) newest.set(parsed.family, bundle);
	}
	return [...newest].map(([family, bundle]) => ({
		family,
		bundle
	}));
}
export { mergeLegs as n, merge as r, describeMerged as t };
