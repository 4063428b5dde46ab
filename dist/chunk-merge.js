import { o as limits, t as BundleError } from "./chunk-checks.js";
import { Z as scopesOf, _t as kindOf, a as cannotSign, g as readManifest, l as unsignedBytes } from "./chunk-handoff.js";
import { t as openPacker } from "./chunk-pack.js";
import { t as unpack } from "./chunk-unpack.js";
import { A as saveKey, E as jobBeginning, O as parseKey, T as isOfFamily, p as formatSize } from "./chunk-room.js";
import { t as creator } from "./chunk-version.js";
import { a as withTemporary, i as shown } from "./chunk-deps.js";
import { c as usableBy, i as pastOf, o as reusable, t as ancestorsFrom } from "./chunk-past.js";
import { a as openKeys, i as openDeps } from "./chunk-steps.js";
import { a as putUnder, n as packWithin, r as cleanUp } from "./chunk-next-bundle.js";
import { join } from "node:path";
// src/flow/merge.ts
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
	const { catalog, showProgress, signing, threads } = deps;
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
	const legs = [...newest.keys()].filter((family) => family !== keys.family).length;
	if (legs < 2) return notSaved(`bundles of ${legs} matrix jobs begin with ${prefix}`);
	return withTemporary(tempDirectory, async (temporary) => {
		const bundles = [];
		for (const bundle of newest.values()) bundles.push(...await fetchUsable(bundle, temporary("matrix-job"), deps));
		if (bundles.length < 2) return notSaved(`${newest.size - bundles.length} of ${newest.size} bundles are gone or cannot be used`);
		const out = temporary("merged");
		const budgetBytes = unsignedBytes(config.maxSizeBytes, signing);
		const { compressionLevel: level, segmentBytes: segmentRawBytes } = config;
		const options = {
			out,
			tempDirectory,
			budgetBytes,
			level,
			segmentRawBytes,
			threads
		};
		const merged = await shown(showProgress, "Pack", (onProgress) => merge({
			...options,
			bundles,
			onProgress
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
		const nowMs = deps.now();
		const request = {
			prefix: `${keys.family}-`,
			isFamily: (one) => isOfFamily(one, keys),
			ancestors: packed.manifest.ancestors,
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
	});
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
/** The newest bundle of each matrix job, by family; those of other refs are left out. */
function newestOfEach(oldestFirst, { keyPrefix, ref }) {
	const own = oldestFirst.flatMap((bundle) => {
		const parsed = parseKey(bundle.key, keyPrefix);
		return parsed?.kind === "base" && bundle.ref === ref ? [[parsed.family, bundle]] : [];
	});
	return new Map(own);
}
/**
* Unites bundles into one. Of an entry that several hold, the newest bundle's content is kept, with the younger age and the
* larger use of all. What is over the budget is left out, least worth first. Equal bundles give equal bytes, in whatever
* order they come.
*/
async function merge(request, zstd) {
	const newestFirst = request.bundles.toSorted((a, b) => b.manifest.created - a.manifest.created || (`${b.key}${b.file}` < `${a.key}${a.file}` ? -1 : 1));
	const newest = newestFirst[0]?.manifest;
	if (!newest) throw new RangeError("there are no bundles to merge");
	const { created: now } = newest;
	const past = pastOf({
		base: void 0,
		overlay: void 0,
		heads: newestFirst.toReversed()
	});
	const { budgetBytes, tempDirectory: directory } = request;
	return withTemporary(directory, async (temporary) => {
		const entries = await unpackAll(newestFirst, past, {
			...request,
			zstd,
			folder: temporary("merging")
		});
		const packer = openPacker(request.threads, zstd);
		try {
			return await packWithin(entries, {
				plan: {
					budgetBytes,
					evictAge: void 0,
					maxAgeDays: void 0,
					now
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
				directory,
				known: past.entries,
				reuse: reusable(past),
				about: aboutOf(newest, newestFirst.toReversed())
			}, packer.pack);
		} finally {
			await packer.close();
		}
	});
}
/** Unpacks each entry from the newest bundle that has it; preprocessor files only of the newest bundle's sccache. */
async function unpackAll(newestFirst, past, { folder, threads, zstd }) {
	const version = newestFirst[0]?.manifest.sccacheVersion ?? null;
	const clock = clockOf(newestFirst);
	const seen = /* @__PURE__ */ new Set();
	const entries = [];
	for (const [i, { file, manifest }] of newestFirst.entries()) {
		const directory = join(folder, String(i));
		const isUsable = usableBy(version, manifest);
		const wanted = (entry) => !seen.has(entry.name) && isUsable(entry);
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
function aboutOf(newest, oldestFirst) {
	const { created, sccacheVersion, toolchain, ref, history, environment } = newest;
	const keyed = oldestFirst.filter(({ key }) => key !== "");
	const complete = oldestFirst.some(({ manifest }) => manifest.run.complete);
	return {
		creator,
		created,
		sccacheVersion,
		toolchain,
		ref,
		history,
		environment,
		base: null,
		parents: keyed.map(({ key }) => key).slice(-limits.parents),
		ancestors: ancestorsFrom(keyed),
		run: {
			id: newest.run.id,
			clock: clockOf(oldestFirst),
			complete
		}
	};
}
function clockOf(bundles) {
	return Math.max(...bundles.map(({ manifest }) => manifest.run.clock));
}
export { merge as n, mergeLegs as r, describeMerged as t };
