import { t as BundleError } from "./chunk-bundle-error.js";
import { n as parseConfig } from "./chunk-inputs.js";
import { t as formatSize } from "./chunk-size.js";
import { t as readManifest } from "./chunk-read-manifest.js";
import { r as unpack, t as adopt } from "./chunk-adopt.js";
import { n as kindOf } from "./chunk-layout.js";
import { t as creator } from "./chunk-version.js";
import { r as digestOf, t as packWithin } from "./chunk-pack-within.js";
import { t as familyOf } from "./chunk-prune.js";
import { i as saveKey } from "./chunk-strategy.js";
import { l as GithubError } from "./chunk-install.js";
import { n as StoreError } from "./chunk-disk-trouble.js";
import { t as openZstd } from "./chunk-open.js";
import { t as UsageError } from "./chunk-args.js";
import { c as configFlags, l as readConfig } from "./chunk-state.js";
import { n as readContext, t as contextFlags } from "./chunk-context.js";
import { r as openDeps } from "./chunk-deps.js";
import { n as writingTo } from "./chunk-disk-error.js";
import { n as prepareKeys } from "./chunk-prepare.js";
import { randomBytes } from "node:crypto";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { mkdtemp, rm } from "node:fs/promises";
// src/flow/merge.ts
/**
* Unites bundles into one. Of an entry that several hold, the newest bundle's content stays; its last use is the latest,
* and the runs that used it are added up. What is over the budget goes, least worth first; undefined when nothing fits.
* Equal bundles give equal bytes, in whatever order they come. @throws {BundleError} when one of them cannot be read
*/
async function merge$1(request, zstd) {
	const newestFirst = (await Promise.all(request.files.map(async (file) => ({
		file,
		manifest: await readManifest(file, zstd)
	})))).toSorted((a, b) => b.manifest.created - a.manifest.created || (a.file < b.file ? -1 : 1));
	const directory = join(request.tempDirectory, `merging-${randomBytes(4).toString("hex")}`);
	try {
		const { version, entries } = unite(newestFirst.map(({ manifest }) => manifest));
		const missing = new Set(entries.map(({ name }) => name));
		for (const [i, { file, manifest }] of newestFirst.entries()) {
			const unpacked = `${directory}.${i}`;
			const wanted = ({ name }) => missing.has(name) && (kindOf(name) === "object" || manifest.sccacheVersion === version);
			const names = (await unpack({
				file,
				manifest,
				directory: unpacked,
				wanted,
				threads: request.threads
			}, zstd)).map(({ name }) => name);
			for (const name of names) missing.delete(name);
			await adopt(unpacked, directory);
		}
		return await packAll(request, {
			directory,
			manifests: newestFirst.map(({ manifest }) => manifest),
			entries
		}, zstd);
	} finally {
		await rm(directory, {
			recursive: true,
			force: true
		});
	}
}
async function packAll(request, { directory, manifests, entries }, zstd) {
	const { out, level, segmentRawBytes, threads, budgetBytes } = request;
	const [newest] = manifests;
	const now = newest?.created ?? 0;
	const about = {
		creator,
		created: now,
		sccacheVersion: newest?.sccacheVersion ?? null,
		toolchain: newest?.toolchain ?? null,
		base: null,
		ref: newest?.ref ?? null,
		used: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
		environment: newest?.environment ?? {}
	};
	const known = new Map(manifests.toReversed().flatMap((manifest) => manifest.entries.map((e) => [e.name, e])));
	const { packed } = await packWithin(entries, {
		plan: {
			budgetBytes,
			dropUnused: false,
			maxAgeDays: void 0,
			now
		},
		measure: {
			manifest: newest,
			rawAtSource: true
		}
	}, {
		directory,
		out,
		level,
		segmentRawBytes,
		threads,
		known,
		about
	}, zstd);
	return packed;
}
/** The entries of all, with their history; preprocessor files only of the newest bundle's sccache. */
function unite(newestFirst) {
	const version = newestFirst[0]?.sccacheVersion ?? null;
	const united = /* @__PURE__ */ new Map();
	for (const { entries, used, sccacheVersion } of newestFirst) {
		const recent = new Set(entries.toSorted((a, b) => b.lastUse - a.lastUse).slice(0, used));
		for (const entry of entries) {
			const kind = kindOf(entry.name);
			if (kind === void 0 || kind === "preprocessor" && sccacheVersion !== version) continue;
			const other = united.get(entry.name);
			united.set(entry.name, {
				name: entry.name,
				kind,
				bytes: other?.bytes ?? entry.bytes,
				lastUse: Math.max(entry.lastUse, other?.lastUse ?? 0),
				runs: entry.runs + (other?.runs ?? 0),
				usedByThisRun: recent.has(entry) || (other?.usedByThisRun ?? false),
				added: false
			});
		}
	}
	return {
		version,
		entries: [...united.values()]
	};
}
// src/flow/merge-legs.ts
/**
* Unites the newest bundle of each leg of a job's matrix into one that any leg falls back to: for a job that runs after
* all of them. `keys` are those of the job without a leg.
*/
async function mergeLegs({ config, keys, ref }, catalog, deps) {
	const prefix = keys.family.replace(/any$/, "");
	const legs = newestOfEach(await catalog.list(prefix), {
		name: config.name,
		ref,
		own: keys.family
	});
	if (legs.length < 2) return {
		kind: "not-saved",
		why: `${legs.length} legs begin with ${prefix}`
	};
	const files = [];
	try {
		for (const [i, { key }] of legs.entries()) {
			const file = join(deps.tempDirectory, `leg-${i}.tar.zst`);
			if ((await deps.store.fetch({
				key,
				fallbacks: []
			}, file)).kind === "hit") files.push(file);
		}
		const out = join(deps.tempDirectory, "merged.tar.zst");
		files.push(out);
		const packed = await merge$1({
			files: files.slice(0, -1),
			out,
			tempDirectory: deps.tempDirectory,
			budgetBytes: config.maxSizeBytes,
			level: config.level,
			segmentRawBytes: config.segmentBytes,
			threads: deps.threads
		}, deps.zstd);
		if (!packed) return {
			kind: "not-saved",
			why: "nothing fits into max-size"
		};
		const key = saveKey(keys, digestOf(packed.manifest.entries));
		return {
			kind: (await deps.store.put(key, out)).kind === "taken" ? "taken" : "saved",
			key,
			legs: files.length - 1,
			bytes: packed.bytes
		};
	} finally {
		for (const file of files) await rm(file, { force: true });
	}
}
/** Of each leg its newest bundle; those of other refs, and what was merged before, left out. */
function newestOfEach(bundles, { name, ref, own }) {
	const newest = /* @__PURE__ */ new Map();
	for (const bundle of bundles) {
		const family = familyOf(bundle.key, name);
		if (family === "" || family === own) continue;
		if (bundle.ref !== void 0 && ref !== void 0 && bundle.ref !== ref) continue;
		if ((newest.get(family)?.savedAtMs ?? -1) < bundle.savedAtMs) newest.set(family, bundle);
	}
	return [...newest.values()];
}
// src/cli/commands/merge.ts
/** Several bundles into one: files, or the legs of a job's matrix in the store. */
const merge = {
	positionals: ["FILE..."],
	flags: [
		{
			name: "output",
			short: "o",
			value: "FILE",
			about: "the bundle to write, when FILEs are given"
		},
		...configFlags,
		...contextFlags
	],
	async run(args, terminal) {
		const files = args.rest().map((file) => resolve(terminal.workingDirectory, file));
		try {
			return await (files.length > 0 ? mergeGiven(files, args, terminal) : mergeStored(args, terminal));
		} catch (error) {
			if (!(error instanceof BundleError || error instanceof StoreError || error instanceof GithubError)) throw error;
			terminal.say(`warning: ${error.message}`);
			return 1;
		}
	}
};
async function mergeGiven(files, args, terminal) {
	if (args.flag("output") === "") throw new UsageError("--output says where the merged bundle goes");
	const out = resolve(terminal.workingDirectory, args.flag("output"));
	const config = parseConfig((name) => args.flag(name));
	const tempDirectory = await mkdtemp(join(dirname(out), ".sccache-bundle-merge-"));
	try {
		const request = {
			files,
			out,
			tempDirectory,
			budgetBytes: config.maxSizeBytes,
			level: config.level,
			segmentRawBytes: config.segmentBytes,
			threads: config.threads ?? availableParallelism()
		};
		const packed = await writingTo(out, () => merge$1(request, openZstd().zstd));
		if (!packed) terminal.say(`warning: nothing fits into ${formatSize(config.maxSizeBytes)}`);
		else terminal.say(`${packed.manifest.entries.length} entries of ${files.length} bundles, ${formatSize(packed.bytes)}`);
		return packed ? 0 : 1;
	} finally {
		await rm(tempDirectory, {
			recursive: true,
			force: true
		});
	}
}
async function mergeStored(args, terminal) {
	const config = readConfig(args, terminal);
	const context = {
		...await readContext(args, terminal),
		matrix: void 0
	};
	const tempDirectory = await mkdtemp(join(tmpdir(), "sccache-bundle-merge-"));
	try {
		const deps = openDeps(terminal, {
			config,
			sccachePath: void 0,
			tempDirectory
		});
		if (!deps.catalog) throw new UsageError("this store cannot be listed, so its legs are not known");
		const { keys } = await prepareKeys(config, context, terminal);
		const merged = await mergeLegs({
			config,
			keys,
			ref: context.ref
		}, deps.catalog, deps);
		if (merged.kind === "not-saved") terminal.say(`Nothing merged: ${merged.why}`);
		else terminal.say(`Merged ${merged.legs} legs as ${merged.key}, ${formatSize(merged.bytes)}`);
		return 0;
	} finally {
		await rm(tempDirectory, {
			recursive: true,
			force: true
		});
	}
}
export { merge };
