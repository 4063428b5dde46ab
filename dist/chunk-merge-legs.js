import { t as BundleError } from "./chunk-bundle-error.js";
import { C as mostSignatureBytes, h as readManifest, s as cannotSign } from "./chunk-parse-config.js";
import { A as jobBeginning, M as parseKey, N as saveKey, k as isOfFamily } from "./chunk-job.js";
import { i as openPhases, t as unpack } from "./chunk-unpack.js";
import { c as kindOf, u as limits } from "./chunk-tar.js";
import { t as pack } from "./chunk-pack.js";
import { t as creator } from "./chunk-version.js";
import { i as reusable, n as pastOf } from "./chunk-past.js";
import { a as cleanUp, n as packWithin, r as ancestorsFrom, s as putUnder } from "./chunk-next-bundle.js";
import { join } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
// src/flow/merge.ts
/**
* Unites bundles into one. Of an entry that several hold, the newest bundle's content is kept, with the younger age and the
* larger use of all. What is over the budget is left out, least worth first. Equal bundles give equal bytes, in whatever
* order they come. @throws {BundleError} when one of them cannot be read
*/
async function merge(request, zstd) {
	const oldestFirst = (await Promise.all(request.bundles.map(async ({ file, key, trust }) => ({
		key: key ?? "",
		file,
		manifest: await readManifest(file, zstd, trust)
	})))).toSorted((a, b) => a.manifest.created - b.manifest.created || (a.file < b.file ? -1 : 1));
	const past = pastOf({
		base: void 0,
		overlay: void 0,
		heads: oldestFirst
	});
	const folder = await mkdtemp(join(request.tempDirectory, "merging-"));
	try {
		const entries = await unpackAll(oldestFirst.toReversed(), past, {
			request,
			zstd,
			folder
		});
		return await packWithin(entries, {
			plan: {
				budgetBytes: Math.max(0, request.budgetBytes - (request.signingKey ? mostSignatureBytes : 0)),
				evictAge: void 0,
				maxAgeDays: void 0,
				now: oldestFirst.at(-1)?.manifest.created ?? 0
			},
			measure: {
				manifest: oldestFirst.at(-1)?.manifest,
				rawAtSource: true
			},
			mostUploadBytes: void 0,
			judge: (kept) => ({
				newEntries: kept.length,
				isEnough: true,
				why: ""
			})
		}, {
			directory: request.tempDirectory,
			out: request.out,
			level: request.level,
			segmentRawBytes: request.segmentRawBytes,
			threads: request.threads,
			signingKey: request.signingKey,
			...request.onProgress && { onProgress: request.onProgress },
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
async function unpackAll(newestFirst, past, means) {
	const version = newestFirst[0]?.manifest.sccacheVersion ?? null;
	const clock = clockOf(newestFirst);
	const seen = /* @__PURE__ */ new Set();
	const entries = [];
	for (const [i, { file, manifest }] of newestFirst.entries()) {
		const directory = join(means.folder, String(i));
		const wanted = ({ name }) => !seen.has(name) && (kindOf(name) === "object" || manifest.sccacheVersion === version);
		const { threads } = means.request;
		for (const { name } of await unpack({
			file,
			manifest,
			directory,
			wanted,
			threads
		}, means.zstd)) {
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
* after all of them. `keys` are those of the job without a matrix. The bundle that an earlier merge made is one of the
* sources, and is deleted when the new one is there. @throws {StoreError}
*/
async function mergeLegs({ config, keys, ref }, catalog, deps) {
	const { family } = keys;
	if (deps.signing?.canSign === false) return {
		kind: "not-saved",
		why: cannotSign
	};
	if (family === null) return {
		kind: "not-saved",
		why: "custom keys do not tell matrix jobs apart"
	};
	const prefix = jobBeginning(family);
	const newest = newestOfEach((await catalog.list(prefix)).bundles, {
		keyPrefix: config.keyPrefix,
		ref
	});
	const legs = newest.filter((leg) => leg.family !== family);
	if (legs.length < 2) return {
		kind: "not-saved",
		why: `bundles of ${legs.length} matrix jobs begin with ${prefix}`
	};
	const phases = openPhases(deps);
	const files = [];
	try {
		const bundles = [];
		for (const [i, { bundle }] of newest.entries()) {
			const file = join(deps.tempDirectory, `matrix-job-${i}.tar.zst`);
			files.push(file);
			const fetched = await phases.run("fetch other bundles", (onProgress) => deps.store.fetch({
				key: bundle.key,
				fallbacks: []
			}, file, { onBytes: (done) => onProgress({
				done,
				total: bundle.bytes
			}) }));
			if (fetched.kind === "miss" || fetched.key !== bundle.key) continue;
			const trust = deps.signing?.trust(fetched);
			if (await isUsable({
				file,
				key: bundle.key,
				trust
			}, deps)) bundles.push({
				file,
				key: bundle.key,
				trust
			});
		}
		if (bundles.length < 2) return {
			kind: "not-saved",
			why: `${newest.length - bundles.length} of ${newest.length} bundles are gone or cannot be used`
		};
		const out = join(deps.tempDirectory, "merged.tar.zst");
		files.push(out);
		const merged = await phases.run("pack", (onProgress) => merge({
			onProgress,
			bundles,
			out,
			tempDirectory: deps.tempDirectory,
			budgetBytes: Math.max(0, config.maxSizeBytes - (deps.signing ? mostSignatureBytes : 0)),
			level: config.compressionLevel,
			segmentRawBytes: config.segmentBytes,
			threads: deps.threads
		}, deps.zstd));
		if (merged.kind !== "packed") return {
			kind: "not-saved",
			why: merged.why
		};
		const { manifest } = merged.packed;
		let { bytes } = merged.packed;
		const keyOf = (digest) => saveKey(keys, digest);
		const { key, stored } = await phases.run("upload", (onProgress) => putUnder(keyOf, manifest, async (key) => {
			bytes = await deps.signing?.sign(out, key) ?? bytes;
			return deps.store.put(key, out, { onBytes: (done) => onProgress({
				done,
				total: bytes
			}) });
		}));
		if (stored.kind === "stored") await tidyUp(key, {
			config,
			keys,
			ref,
			manifest
		}, catalog, deps);
		return {
			kind: stored.kind === "taken" ? "taken" : "saved",
			key,
			legs: legs.length,
			bytes
		};
	} finally {
		for (const file of files) await rm(file, { force: true });
	}
}
/** Whether the bundle can be read; one that is damaged or not signed as it must be is left out, with a notice. */
async function isUsable({ file, key, trust }, { zstd, log }) {
	try {
		await readManifest(file, zstd, trust);
		return true;
	} catch (error) {
		if (!(error instanceof BundleError)) throw error;
		log.notice(`${key} is left out: ${error.message}`);
		return false;
	}
}
/** Deletes what earlier merges made; the matrix jobs' own bundles are theirs. */
async function tidyUp(newestKey, { config, keys, ref, manifest }, catalog, { log, now }) {
	if (!config.deleteSuperseded) return;
	const ancestors = new Set(manifest.ancestors);
	const request = {
		prefix: `${keys.family}-`,
		isAncestor: (key) => ancestors.has(key) && isOfFamily(key, keys),
		ref,
		newestKey,
		keepLast: config.keepLast,
		nowMs: now(),
		ownReadAtMs: now()
	};
	await cleanUp(request, catalog, log);
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
export { merge as n, mergeLegs as t };
