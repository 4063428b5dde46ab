import { a as info, t as core_exports } from "./chunk-core.js";
import { _ as saveKey, a as takeHandoff, c as publishSave, d as actionLog, f as readContext, m as orTrouble, n as reportTrouble, r as makeTempDirectory, t as runStep, u as openDeps, v as openPool } from "./chunk-run-step.js";
import { a as manifestFromJson, s as formatSize, t as encodeTail } from "./chunk-frames.js";
import { n as checkOutline, r as ZstdError, s as kindOf } from "./chunk-open.js";
import { t as creator } from "./chunk-version.js";
import { a as memberBytes, i as endOfTar, n as listStoredZip, r as rawFrameBytes } from "./chunk-tasks.js";
import { createHash, randomBytes } from "node:crypto";
import "node:os";
import path, { join } from "node:path";
import { lstat, open, readFile, readdir, rename, rm } from "node:fs/promises";
// src/sccache/scan.ts
/** More does not pay: libuv has four threads for this. */
const CONCURRENT_STATS = 16;
/**
* Lists sccache's entries in `directory` without opening any of them, so that their times stay as the build left
* them. A directory that does not exist is empty. A file that vanishes meanwhile is as if it had never been there.
* @throws the system's error when the directory, or one below it, cannot be read.
*/
async function scan(directory) {
	const { names, foreign } = await list(directory);
	return {
		entries: (await statAll(directory, names)).sort((a, b) => a.name < b.name ? -1 : 1),
		foreign
	};
}
async function list(directory) {
	if (!await exists(directory)) return {
		names: [],
		foreign: 0
	};
	const found = await readdir(directory, {
		withFileTypes: true,
		recursive: true
	});
	const names = [];
	let foreign = 0;
	for (const item of found) {
		if (item.isDirectory()) continue;
		const name = path.relative(directory, path.join(item.parentPath, item.name)).replaceAll(path.sep, "/");
		if (item.isFile() && kindOf(name) !== void 0) names.push(name);
		else foreign += 1;
	}
	return {
		names,
		foreign
	};
}
async function exists(directory) {
	try {
		await lstat(directory);
		return true;
	} catch (error) {
		return missing(error, false);
	}
}
async function statAll(directory, names) {
	const entries = [];
	const queue = names.values();
	await Promise.all(Array.from({ length: CONCURRENT_STATS }, async () => {
		for (const name of queue) {
			const entry = await statEntry(directory, name);
			if (entry !== void 0) entries.push(entry);
		}
	}));
	return entries;
}
async function statEntry(directory, name) {
	const kind = kindOf(name);
	if (kind === void 0) return void 0;
	try {
		const { size, mtimeMs, atimeMs } = await lstat(path.join(directory, name));
		return {
			name,
			kind,
			bytes: size,
			mtimeMs,
			atimeMs
		};
	} catch (error) {
		return missing(error, void 0);
	}
}
/** `value` when `error` says that there is no such file; throws `error` otherwise. */
function missing(error, value) {
	if (error instanceof Error && "code" in error && error.code === "ENOENT") return value;
	throw error;
}
// src/flow/history.ts
/** File systems and clocks round differently; what a build used, it used longer than this after the restore. */
const clockSlackMs = 500;
/**
* Joins what is on disk with what the restored bundle told. An entry was used by this run when a hit touched it, or
* the build wrote it, after `readyAtMs`: a hit sets the modification time, or through relatime the access time.
*/
function withHistory(scanned, restored, readyAtMs) {
	const past = new Map(restored.map((entry) => [entry.name, entry]));
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
// src/budget/plan.ts
/**
* Chooses what to leave out so that the rest is expected to fit `budgetBytes` of a bundle, where a byte on disk
* takes `ratio` bytes of it. Most recently used stays, ties by name; an entry that does not fit makes room for
* smaller ones after it. Equal inputs give equal plans, in whatever order the candidates come.
*/
function planBudget(candidates, { budgetBytes, ratio }) {
	const keep = [];
	const evict = [];
	let expected = 0;
	for (const candidate of candidates.toSorted(byWorth)) {
		const bytes = (candidate.bytes + perEntryBytes) * ratio;
		const fits = expected + bytes <= budgetBytes;
		(fits ? keep : evict).push(candidate);
		if (fits) expected += bytes;
	}
	return {
		keep,
		evict,
		expectedBytes: Math.ceil(expected)
	};
}
/** What an entry takes beside its content: a tar header and its line of the manifest, before compression. */
const perEntryBytes = 700;
function byWorth(a, b) {
	return b.lastUse - a.lastUse || (a.name < b.name ? -1 : 1);
}
// src/sccache/inspect.ts
/** Looks at an entry's outline. Never fails: what is damaged is found out when it is packed. */
function inspectEntry(content) {
	const parsed = listStoredZip(content);
	if (parsed.kind !== "zip") return {
		label: null,
		rawBytes: content.length
	};
	try {
		const rawBytes = parsed.members.reduce((sum, member) => sum + rawFrameBytes(checkOutline(member.content)) + 200, 0);
		return {
			label: labelOf(parsed.members.map(({ name }) => name)),
			rawBytes
		};
	} catch (error) {
		if (error instanceof ZstdError) return {
			label: null,
			rawBytes: content.length
		};
		throw error;
	}
}
/**
* The crate that rustc's output files are named after, from any of them: `lib<crate>-<hash>.rlib`, `<crate>-<hash>.d`;
* null when none is named so.
*/
function labelOf(memberNames) {
	for (const name of memberNames.toSorted()) {
		const match = /^(?:lib)?([A-Za-z0-9_]{1,200})(?:-[0-9a-f]{8,})?\.(?:rlib|rmeta|d|so|dylib|dll|a|o)$/.exec(name);
		if (match?.[1] && !generic.has(name)) return match[1];
	}
	return null;
}
/** What sccache calls the members of C and C++ entries, whatever the source was called. */
const generic = /* @__PURE__ */ new Set([
	"d",
	"obj",
	"stderr",
	"stdout"
]);
// src/bundle/order.ts
/**
* The order in which entries compress best: versions and profiles of one crate side by side, where the compressor's
* window reaches from one to the next; what has no name by size, as alike things are alike in size. docs/format.md
* has the measurements. Any two different names have an order, so that equal sets always come out alike.
*/
function byLikeness(a, b) {
	return compare(a.label ?? "", b.label ?? "") || a.rawBytes - b.rawBytes || compare(a.name, b.name);
}
/**
* Cuts ordered entries into runs of at most `runBytes`; a larger entry is a run of its own. Which entries share a run
* depends on the entries alone.
*/
function cutIntoRuns(ordered, runBytes) {
	const runs = [];
	let room = 0;
	for (const entry of ordered) {
		const run = runs.at(-1);
		if (run && entry.rawBytes <= room) {
			run.push(entry);
			room -= entry.rawBytes;
		} else {
			runs.push([entry]);
			room = runBytes - entry.rawBytes;
		}
	}
	return runs;
}
function compare(a, b) {
	return a < b ? -1 : a > b ? 1 : 0;
}
// src/bundle/pack.ts
/**
* Packs entries of a directory into a bundle. Equal entries, history and `about` give equal bytes, in whatever order
* the entries come, and on any number of threads. @throws what writing throws; then there is no file `out`.
*/
async function pack(request, zstd) {
	const partial = `${request.out}.partial`;
	const runs = cutIntoRuns((await describe(request)).toSorted(byLikeness), request.segmentRawBytes);
	const pool = openPool(Math.min(request.threads, runs.length), zstd);
	const file = await open(partial, "w");
	try {
		const packed = await packInto(file, {
			request,
			runs,
			pool,
			zstd
		});
		await file.close();
		await rename(partial, request.out);
		return packed;
	} catch (error) {
		await file.close();
		await rm(partial, { force: true });
		throw error;
	} finally {
		await pool.close();
	}
}
/** Finds out what an entry is called and how large it becomes, where no earlier bundle tells. */
async function describe({ directory, entries, known }) {
	const described = [];
	for (const { name, lastUse, runs } of entries) {
		const before = known.get(name);
		const { label, rawBytes } = before ? {
			label: before.label,
			rawBytes: before.bytes
		} : inspectEntry(await readOrEmpty(join(directory, name)));
		described.push({
			name,
			lastUse,
			runs,
			label,
			rawBytes: memberBytes(rawBytes)
		});
	}
	return described;
}
/** An entry that cannot be read is dropped when its turn comes, with the reason. */
async function readOrEmpty(path) {
	try {
		return await readFile(path);
	} catch {
		return Buffer.alloc(0);
	}
}
async function packInto(file, { request, runs, pool, zstd }) {
	const segments = [];
	const entries = [];
	const dropped = [];
	let offset = 0;
	for await (const { run, described } of encodeInOrder(request, runs, pool)) {
		dropped.push(...run.dropped);
		for (const segment of run.segments) {
			await file.write(segment.frame);
			entries.push(...bundledEntries(segment, segments.length, described));
			segments.push({
				offset,
				bytes: segment.frame.length,
				rawBytes: segment.rawBytes,
				sha256: segment.sha256
			});
			offset += segment.frame.length;
		}
	}
	const manifest = {
		...request.about,
		segments,
		entries
	};
	const end = zstd.compress(endOfTar, {
		level: 1,
		checksum: true
	});
	const tail = encodeTail(manifest, [...segments, {
		bytes: end.length,
		rawBytes: endOfTar.length
	}], zstd);
	await file.write(end);
	await file.write(tail);
	return {
		manifest,
		bytes: offset + end.length + tail.length,
		dropped
	};
}
/** Encodes all runs and yields them in order; never more than a thread's worth ahead of what was taken. */
async function* encodeInOrder({ directory, segmentRawBytes, level }, runs, pool) {
	const started = [];
	for (const [i, described] of runs.entries()) {
		while (started.length < Math.min(runs.length, i + pool.threads + 1)) {
			const entries = (runs[started.length] ?? []).map(({ name, lastUse }) => ({
				name,
				lastUse
			}));
			const encoding = pool.run("encode", {
				directory,
				entries,
				segmentRawBytes,
				level
			});
			encoding.catch(() => void 0);
			started.push(encoding);
		}
		const run = await started[i];
		started[i] = Promise.resolve({
			segments: [],
			dropped: []
		});
		yield {
			run,
			described
		};
	}
}
function bundledEntries({ members }, segment, described) {
	const byName = new Map(described.map((entry) => [entry.name, entry]));
	return members.flatMap((member) => {
		const entry = byName.get(member.name);
		return entry ? [{
			...member,
			lastUse: entry.lastUse,
			runs: entry.runs,
			label: entry.label,
			segment
		}] : [];
	});
}
// src/flow/pack-within.ts
/** How often a bundle is packed until it fits. */
const tries = 3;
/**
* Packs what the budget allows. How well entries compress is known only afterwards: `ratio` is the first guess of
* bundle bytes per byte on disk, and a bundle that came out too large is packed again with the ratio that was
* measured. Returns undefined, and leaves no file, when even the last try is over `budgetBytes`.
*/
async function packWithin(entries, budget, request, zstd) {
	let { ratio } = budget;
	for (let attempt = 0; attempt < tries; attempt += 1) {
		const { keep, evict } = planBudget(entries, {
			budgetBytes: budget.budgetBytes,
			ratio
		});
		if (keep.length === 0) return void 0;
		const packed = await pack({
			...request,
			entries: keep
		}, zstd);
		if (packed.bytes <= budget.budgetBytes) return {
			...packed,
			evicted: evict
		};
		const bytes = keep.reduce((sum, entry) => sum + entry.bytes, 0);
		ratio = Math.max(ratio, packed.bytes / bytes) * 1.05;
	}
	await rm(request.out, { force: true });
}
// src/flow/save-policy.ts
/**
* Decides by policy, event and ref alone. A failed job may save: finished compilations stay valid. A cancelled one
* may not: a compilation may have been cut short.
*/
function maySave(policy, context, status) {
	if (policy === "never") return no("save is never");
	if (status === "cancelled") return no("the job was cancelled");
	if (policy === "always") return { save: true };
	const { event, ref, defaultBranch } = context;
	if (event?.startsWith("pull_request")) return no(`save is ${policy}, and this is a pull request`);
	if (event === "merge_group") return no(`save is ${policy}, and this is a merge queue`);
	if (ref?.startsWith("refs/tags/")) return no(`save is ${policy}, and this is a tag`);
	if (policy === "default-branch" && ref !== `refs/heads/${defaultBranch}`) return no(`save is default-branch, and this is ${ref ?? "no branch"}`);
	return { save: true };
}
function no(why) {
	return {
		save: false,
		why
	};
}
// src/flow/save.ts
/**
* Saves what the job left in sccache's directory as one bundle, when that is allowed and anything is new. The server
* is asked for its statistics and stopped first, so that the directory is complete and still. No trouble with the
* cache is thrown.
*/
async function save(request, deps) {
	const started = deps.now();
	const { handoff } = request;
	const statistics = await deps.sccache?.statistics();
	const stopped = await deps.sccache?.stop();
	const before = await readRestored(handoff, deps);
	const scanned = await orTrouble(() => scan(handoff.directory));
	const entries = "kind" in scanned ? [] : withHistory(scanned.entries, before?.entries ?? [], handoff.readyAtMs);
	const ending = stopped?.kind === "failed" ? { outcome: {
		kind: "trouble",
		why: `the sccache server does not stop: ${stopped.why}`
	} } : "kind" in scanned ? { outcome: scanned } : await saveEntries(request, {
		entries,
		before
	}, deps);
	return {
		step: "save",
		keys: handoff.keys,
		storeLabel: deps.store.label,
		outcome: ending.outcome,
		statistics,
		restored: handoff.restored,
		entries: {
			total: entries.length,
			totalBytes: sum(entries),
			usedByThisRun: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
			added: entries.filter(({ added }) => added).length,
			evicted: ending.evicted ?? 0,
			dropped: ending.dropped ?? []
		},
		budgetBytes: handoff.config.maxSizeBytes,
		seconds: (deps.now() - started) / 1e3
	};
}
async function saveEntries({ handoff, context, status }, { entries, before }, deps) {
	const { config, directory, keys, restored } = handoff;
	if (!handoff.sccache) return notSaved("there was no sccache");
	const verdict = maySave(config.save, context, status);
	if (!verdict.save) return notSaved(verdict.why);
	if (entries.length === 0) return notSaved("sccache's directory holds no entries");
	if (!entries.some(({ kind, added }) => kind === "object" && added)) return notSaved("nothing is new");
	if (config.maxSizeBytes === 0) return notSaved("max-size is 0");
	const out = join(deps.tempDirectory, `saved-${randomBytes(4).toString("hex")}.tar.zst`);
	const about = {
		creator,
		created: Math.floor(deps.now() / 1e3),
		sccacheVersion: handoff.sccache?.version ?? null,
		toolchain: handoff.toolchain,
		base: null,
		environment: {}
	};
	const ratio = restored && before ? restored.bytes / Math.max(1, sum(before.entries)) : 1;
	const ending = await orTrouble(async () => {
		const packed = await packWithin(entries, {
			budgetBytes: config.maxSizeBytes,
			ratio: Math.min(1, ratio)
		}, {
			directory,
			out,
			about,
			level: config.level,
			segmentRawBytes,
			threads: deps.threads,
			known: new Map((before?.entries ?? []).map((entry) => [entry.name, entry]))
		}, deps.zstd);
		if (!packed) return notSaved(`not even the entries used last fit into max-size ${formatSize(config.maxSizeBytes)}`);
		const fate = {
			evicted: packed.evicted.length,
			dropped: packed.dropped
		};
		const key = saveKey(keys, digestOf(packed.manifest.entries));
		if (key === restored?.key) return {
			...notSaved("nothing is new that the budget has room for"),
			...fate
		};
		const stored = await deps.store.put(key, out);
		const saved = {
			key,
			bundleBytes: packed.bytes,
			entries: packed.manifest.entries.length
		};
		return {
			outcome: stored.kind === "taken" ? {
				kind: "taken",
				key
			} : {
				kind: "saved",
				...saved
			},
			...fate
		};
	});
	await rm(out, { force: true });
	return "kind" in ending ? { outcome: ending } : ending;
}
const segmentRawBytes = 128e6;
function notSaved(why) {
	return { outcome: {
		kind: "not-saved",
		why
	} };
}
/** The manifest of the bundle that this job began with, or undefined when there is none to be had. */
async function readRestored({ restored }, { log }) {
	if (!restored) return void 0;
	try {
		return manifestFromJson(await readFile(restored.manifestFile, "utf8"));
	} catch (error) {
		log.notice(`What was restored is no longer known, so every entry counts as new: ${error.message}`);
		return;
	}
}
function sum(entries) {
	return entries.reduce((total, { bytes }) => total + bytes, 0);
}
// src/action/save-step.ts
/** The save half: what the job left in sccache's directory becomes one bundle, if anything is new. */
async function saveStep(core, handoff, env) {
	const { config, sccache } = handoff;
	const deps = openDeps(core, {
		config,
		env,
		sccachePath: sccache?.path,
		tempDirectory: makeTempDirectory(env)
	});
	const report = await save({
		handoff,
		context: readContext(core.getInput, env),
		status: readStatus(core.getInput("job-status"))
	}, deps);
	await publishSave(core, report, {
		log: actionLog(core),
		summary: config.summary
	});
	reportTrouble(core, report.outcome, config.strict);
}
/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text) {
	return [
		"success",
		"failure",
		"cancelled"
	].find((status) => status === text);
}
// src/action/post.ts
await runStep(core_exports, async () => {
	const handoff = takeHandoff(core_exports);
	if (handoff) await saveStep(core_exports, handoff, process.env);
	else info("The restore step did not finish, so there is nothing to save.");
});
export {};
