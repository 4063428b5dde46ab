import { a as withTemporary, c as settleUpload, d as survey, l as roomFor, n as packWithin, o as putUnder, p as wholeBudget, s as fetchNamed, t as unpackBeside, u as saverOf } from "./chunk-unpack-beside.js";
import { o as limits, t as BundleError } from "./chunk-checks.js";
import { a as isOfFamily, c as parseKey, o as jobBeginning, u as saveKey } from "./chunk-native-code.js";
import { l as scopesOf, n as kindOf } from "./chunk-directory.js";
import { t as count } from "./chunk-words.js";
import { t as formatSize } from "./chunk-size.js";
import { a as writingTo, r as freeBytes } from "./chunk-disk.js";
import { i as lineOf, l as reusable, o as pastOf, t as ancestorsFrom } from "./chunk-past.js";
import { t as asUseless } from "./chunk-failures.js";
import { a as openKeys, i as openDeps } from "./chunk-steps.js";
import { a as levelsOf, r as digestsByName, t as openPacker } from "./chunk-pack.js";
import { n as shown } from "./chunk-phases.js";
import { i as unsignedBytes, t as cannotSign } from "./chunk-signing.js";
import { l as evictAgeOf } from "./chunk-worth.js";
import { t as creator } from "./chunk-version.js";
import { i as usableBy } from "./chunk-usable.js";
// src/flow/merge/merge.ts
/** A bundle that is damaged, which only unpacking it told. */
var DamagedSource = class extends BundleError {
	bundle;
	constructor(bundle, { message, fault }) {
		super(fault, `${bundle.key || bundle.file}: ${message}`);
		this.bundle = bundle;
	}
};
/**
* Unites bundles into one. Of an entry that several hold, the newest bundle's content is kept, with the younger age and the
* larger use of all. What is over the budget is left out, least worth first. Equal bundles give equal bytes, in whatever
* order they come. @throws {DamagedSource}, and what the file system throws
*/
async function merge(request, zstd) {
	const newestFirst = [...request.bundles, ...request.earlier ? [request.earlier] : []].sort((a, b) => b.manifest.created - a.manifest.created || (`${b.key}${b.file}` < `${a.key}${a.file}` ? -1 : 1));
	const newest = newestFirst[0]?.manifest;
	if (!newest) throw new RangeError("there are no bundles to merge");
	const { created: now } = newest;
	const past = unitedPast(newestFirst, request);
	const clock = clockOf(request);
	const { budgetBytes, tempDirectory: directory } = request;
	return withTemporary(directory, async (temporary) => {
		const how = {
			clock,
			zstd,
			threads: request.threads,
			temporary
		};
		const entries = await unpackAll(newestFirst, past, how);
		const packer = openPacker(request.threads, zstd);
		try {
			return await packWithin(entries, {
				plan: {
					budgetBytes,
					evictAge: void 0,
					maxAgeDays: void 0,
					now
				},
				limitedBy: "max-size",
				levels: request.levels,
				measure: {
					manifest: newest,
					rawAtSource: true
				},
				mostUploadBytes: void 0,
				...request.freeBytes !== void 0 && { freeBytes: request.freeBytes },
				judge: (kept) => ({
					newEntries: kept.length,
					isEnough: true,
					why: ""
				})
			}, {
				...request,
				directory,
				known: past.entries,
				reuse: reusable(past),
				about: aboutOf(newest, newestFirst.toReversed(), {
					clock,
					empty: request.empty ?? []
				})
			}, packer.pack);
		} finally {
			await packer.close();
		}
	});
}
/** All entries with their ages: what the bundles have is as old as they say, whatever an earlier merge said of it. */
function unitedPast(newestFirst, request) {
	const none = {
		base: void 0,
		overlay: void 0
	};
	const past = pastOf({
		...none,
		heads: newestFirst.toReversed()
	});
	const { earlier } = request;
	if (!earlier) return past;
	const current = pastOf({
		...none,
		heads: request.bundles
	});
	const evictAge = evictAgeOf("auto", { complete: true }) ?? Number.POSITIVE_INFINITY;
	const ticks = ticksSince(earlier, request.bundles);
	const entries = [...past.entries].flatMap(([name, entry]) => {
		const known = current.entries.get(name);
		const age = known ? known.age : entry.age + ticks;
		return known || age < evictAge ? [[name, {
			...entry,
			age
		}]] : [];
	});
	return {
		...past,
		entries: new Map(entries)
	};
}
/** 1 if one of the bundles is of a complete run that the earlier merge did not know, else 0. */
function ticksSince({ manifest }, bundles) {
	const seen = new Set(manifest.ancestors);
	return bundles.some((bundle) => bundle.manifest.run.complete && !seen.has(bundle.key)) ? 1 : 0;
}
/** Of the merged bundle: matrix jobs have clocks of their own, and one of them may be gone. */
function clockOf({ earlier, bundles }) {
	if (earlier) return earlier.manifest.run.clock + ticksSince(earlier, bundles);
	return Math.max(...bundles.map(({ manifest }) => manifest.run.clock));
}
/** Unpacks each entry from the newest bundle that has it; preprocessor files only of the newest bundle's sccache. */
async function unpackAll(newestFirst, past, { clock, ...deps }) {
	const version = newestFirst[0]?.manifest.sccacheVersion ?? null;
	const seen = /* @__PURE__ */ new Set();
	const entries = [];
	for (const bundle of newestFirst) {
		const { manifest } = bundle;
		const isUsable = usableBy(version, manifest);
		const wanted = (entry) => past.entries.has(entry.name) && !seen.has(entry.name) && isUsable(entry);
		const digests = digestsByName(manifest);
		const unpacked = await unpackBeside({
			...bundle,
			wanted
		}, deps).catch((error) => {
			throw error instanceof BundleError ? new DamagedSource(bundle, error) : error;
		});
		for (const { name, cpu } of unpacked.entries) {
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
				remade: false,
				ageBefore: known.age
			};
			const heldBy = [digests.get(name) ?? []].flat();
			entries.push({
				...entry,
				...use,
				kind,
				lastRun,
				directory: unpacked.folder,
				heldBy,
				cpu
			});
		}
	}
	return entries;
}
function aboutOf(newest, oldestFirst, { clock, empty }) {
	const { created, sccacheVersion, toolchain, ref, history, environment } = newest;
	const keyed = [...empty, ...oldestFirst].filter(({ key }) => key !== "");
	const complete = oldestFirst.some(({ manifest }) => manifest.run.complete);
	return {
		creator,
		created,
		sccacheVersion,
		toolchain,
		ref,
		history,
		environment,
		family: void 0,
		limitedBy: void 0,
		base: null,
		parents: keyed.map(({ key }) => key).slice(-limits.parents),
		ancestors: ancestorsFrom(keyed),
		run: {
			id: newest.run.id,
			clock,
			complete
		}
	};
}
// src/flow/merge/newest-of-each.ts
/** The newest bundle of each matrix job, by family; those of other refs are left out. */
function newestOfEach(oldestFirst, { keyPrefix, ref }) {
	const own = oldestFirst.flatMap((bundle) => {
		const parsed = parseKey(bundle.key, keyPrefix);
		return parsed?.kind === "base" && bundle.ref === ref ? [[parsed.family, bundle]] : [];
	});
	return new Map(own);
}
/**
* Whether a matrix job has saved or restored a bundle since the earlier merge, or nothing tells. Otherwise the job may be gone from the
* matrix: each merge would fetch its bundle, so that GitHub would never evict it, and keep its entries for ever.
*/
function isUsedSince(mergedAtMs = 0) {
	return ({ savedAtMs, lastReadAtMs = Number.POSITIVE_INFINITY }) => Math.max(savedAtMs, lastReadAtMs) > mergedAtMs;
}
// src/flow/merge/matrix-jobs.ts
/**
* Unites the newest bundle of each matrix job of one job into a bundle that any of them falls back to: for a job that runs
* after all of them. What an earlier merge made is united too, since a matrix job's own bundle may be gone; what no
* matrix job has any more, or only one that has not run since, grows old in it, and goes. It is deleted when the new one is there. Where no
* matrix job has saved since, nothing but that one is fetched, and nothing saved. The bundle fits into the repository's room, like any other.
* @throws {StoreError}, and {DiskError} where the temporary folder has too little room
*/
async function mergeMatrixJobs(ofMatrix, tempDirectory) {
	const job = {
		...ofMatrix,
		context: {
			...ofMatrix.context,
			matrix: void 0
		}
	};
	const deps = openDeps(job, { tempDirectory });
	const { catalog, signing } = deps;
	if (!catalog) return { kind: "cannot-list" };
	const { keys } = await openKeys(job);
	if (signing?.canSign === false) return notSaved(cannotSign);
	if (keys.custom) return notSaved("custom keys do not tell matrix jobs apart");
	const prefix = jobBeginning(keys.family);
	const ref = scopesOf(job.context).own;
	const names = {
		keyPrefix: job.config.keyPrefix,
		ref
	};
	const listed = (await catalog.list(prefix)).bundles;
	const newest = newestOfEach(listed, names);
	const ofEarlier = newest.get(keys.family);
	const families = [...newest.keys()].filter((family) => family !== keys.family);
	if (families.length < 2) return notSaved(`bundles of ${families.length} matrix jobs begin with ${prefix}`);
	return withTemporary(tempDirectory, (temporary) => writingTo(tempDirectory, async () => {
		const means = {
			...deps,
			catalog,
			temporary
		};
		const earlier = ofEarlier && await fetchUsable(ofEarlier, means);
		const ownReadAtMs = deps.now();
		const line = new Set(earlier && lineOf(earlier));
		const ofJobs = [...newestOfEach(earlier ? listed.filter(({ version }) => version === ofEarlier?.version) : listed, names)].flatMap(([family, bundle]) => family === keys.family ? [] : bundle);
		const current = earlier?.manifest ? ofJobs.filter(isUsedSince(ofEarlier?.savedAtMs)) : ofJobs;
		if (current.every(({ key }) => line.has(key))) return notSaved("no matrix job has saved since the last time");
		const fetched = [];
		for (const bundle of current) fetched.push(await fetchUsable(bundle, means) ?? []);
		const sources = {
			earlier,
			ofJobs: fetched.flat()
		};
		const jobs = sources.ofJobs.length;
		return await mergeFetched(sources, {
			job,
			keys,
			ref,
			ownReadAtMs,
			jobs
		}, means);
	}));
}
async function mergeFetched(sources, request, deps) {
	const { keys, ref, jobs, ownReadAtMs, job } = request;
	const { config, context } = job;
	const found = await survey(config, deps);
	const { defaultBranch } = context;
	const isFamily = (key) => isOfFamily(key, keys);
	const saving = {
		config,
		bundles: [sources.earlier ?? [], sources.ofJobs].flat(),
		defaultBranch,
		isFamily,
		ref,
		nowMs: deps.now()
	};
	const saver = saverOf({
		...saving,
		most: wholeBudget(config)
	}, deps);
	const room = roomFor(found, saver);
	if (room.budgetBytes === 0) return notSaved(`the repository is full: ${room.why}`);
	const out = deps.temporary("merged");
	const merged = await mergeUsable(sources, {
		out,
		budgetBytes: room.budgetBytes,
		config
	}, deps);
	if (merged.kind !== "packed") return notSaved(merged.why);
	const { packed } = merged;
	const keyOf = (digest) => saveKey(keys, digest);
	const { key, kind, bytes } = await shown(deps.showProgress, "Upload", (onProgress) => putUnder(keyOf, {
		file: out,
		packed,
		onProgress
	}, deps));
	if (kind === "taken") return {
		kind,
		key,
		jobs,
		bytes
	};
	const { ancestors } = packed.manifest;
	const settled = await settleUpload({
		key,
		bytes,
		ancestors
	}, {
		config,
		found,
		saver,
		prefix: `${keys.family}-`,
		ownReadAtMs
	}, deps);
	if (settled.kind === "withdrawn") return notSaved(settled.why);
	return {
		kind: "saved",
		key,
		jobs,
		bytes
	};
}
/** Merges what can be used. Some damage is found only when a bundle is unpacked; it then counts as empty. */
async function mergeUsable(sources, request, deps) {
	const empty = [sources.earlier ?? [], sources.ofJobs].flat().filter(({ manifest, isSpared }) => !manifest && !isSpared);
	const earlier = isUsable(sources.earlier) ? sources.earlier : void 0;
	const bundles = sources.ofJobs.filter(isUsable);
	if (bundles.length === 0) return {
		kind: "too-few",
		why: "no matrix job's bundle can be used"
	};
	const { out, budgetBytes, config } = request;
	const { segmentBytes: segmentRawBytes } = config;
	const levels = levelsOf(config);
	const { threads, tempDirectory, signing, zstd } = deps;
	const options = {
		out,
		tempDirectory,
		levels,
		segmentRawBytes,
		threads,
		bundles,
		earlier,
		empty
	};
	try {
		return await shown(deps.showProgress, "Pack", async (onProgress) => {
			const budget = {
				budgetBytes: unsignedBytes(budgetBytes, signing),
				freeBytes: await freeBytes(out)
			};
			return merge({
				...options,
				...budget,
				onProgress
			}, zstd);
		});
	} catch (error) {
		if (!(error instanceof DamagedSource)) throw error;
		deps.log.notice(`${error.message}. Nothing of it is used`);
		const emptied = (bundle) => bundle.key === error.bundle.key ? {
			key: bundle.key,
			manifest: void 0,
			file: void 0
		} : bundle;
		return mergeUsable({
			earlier: sources.earlier && emptied(sources.earlier),
			ofJobs: sources.ofJobs.map(emptied)
		}, request, deps);
	}
}
function isUsable(bundle) {
	return bundle?.manifest !== void 0 && bundle.file !== void 0;
}
/** What became of them, in a line for the user. */
function describeMerged(merged) {
	if (merged.kind === "not-saved") return `Nothing merged: ${merged.why}`;
	const { jobs, key, bytes } = merged;
	return `Merged the bundles of ${count(jobs, "matrix job")} as ${key} (${formatSize(bytes)})`;
}
function notSaved(why) {
	return {
		kind: "not-saved",
		why
	};
}
/**
* The bundle, if it is there. One that is damaged or not signed as it must be counts as empty, with a notice, and is replaced; one of
* a newer format is left out, and stays.
*/
async function fetchUsable({ key, bytes }, { temporary, ...deps }) {
	const file = temporary("matrix-job");
	try {
		return await shown(deps.showProgress, "Fetch other bundles", (onProgress) => fetchNamed({
			key,
			file,
			onBytes: (done) => onProgress({
				done,
				total: bytes
			})
		}, deps));
	} catch (error) {
		const useless = asUseless(error);
		const isNewer = error instanceof BundleError && error.fault === "unknown-version";
		if (!useless && !isNewer) throw error;
		deps.log.notice(`${key} is left out: ${error.message}`);
		return useless && {
			key,
			manifest: void 0,
			file: void 0,
			isSpared: !useless.isCertain
		};
	}
}
export { mergeMatrixJobs as n, merge as r, describeMerged as t };
