import { C as saveKey, E as chooseDirectory, S as planKeys, d as openDeps, f as actionLog, g as gatherIngredients, h as readContext, l as publishSave, m as GithubError, n as reportTrouble, p as localDirectory, r as makeTempDirectory, u as findSccache, v as orTrouble, w as fingerprint, x as isOfFamily, y as openPool } from "./chunk-run-step.js";
import { a as endOfTar, f as kindOf, l as limits, o as memberBytes } from "./chunk-open.js";
import { a as manifestFromJson, o as manifestToJson, s as formatSize, t as encodeTail } from "./chunk-frames.js";
import { t as creator } from "./chunk-version.js";
import { n as StoreError } from "./chunk-disk-trouble.js";
import { createHash, randomBytes } from "node:crypto";
import { homedir } from "node:os";
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
// src/flow/past.ts
/** Reads the manifests that restore left. One that cannot be had is as if it had not been restored, with a notice. */
async function readPast({ restored, overlay }, log) {
	const [base, laidOver] = await Promise.all([read(restored, log), read(overlay, log)]);
	const entries = [...base?.entries ?? [], ...laidOver?.entries ?? []];
	return {
		base,
		overlay: laidOver,
		entries: new Map(entries.map((entry) => [entry.name, entry]))
	};
}
async function read(bundle, log) {
	if (!bundle) return void 0;
	try {
		return manifestFromJson(await readFile(bundle.manifestFile, "utf8"));
	} catch (error) {
		log.notice(`What was restored from ${bundle.key} is no longer known, so it counts as new: ${error.message}`);
		return;
	}
}
// src/budget/completeness.ts
/** A build that used less than this share of what the one before it used did only a part of the work. */
const leastShare = .5;
/**
* Whether what this run did not use may go at once, and if not, why not. On a straight history (the same job on the
* same ref, run after run) a complete build uses all that the next one needs: docs/budget.md. Alternating branches,
* shared families, failed and partial builds prove nothing, so older entries stay as long as the budget lasts.
*/
function mayDropUnused(policy, evidence) {
	if (policy === "budget-only") return {
		drop: false,
		why: "evict is budget-only"
	};
	if (policy === "unused") return {
		drop: true,
		why: "evict is unused"
	};
	const doubt = findDoubt(evidence);
	return doubt === void 0 ? {
		drop: true,
		why: "the build was complete"
	} : {
		drop: false,
		why: doubt
	};
}
function findDoubt(evidence) {
	const { status, compileFails, used, usedBefore, shared, otherRef, useKnown } = evidence;
	if (!useKnown) return "use cannot be told on this file system";
	if (status !== void 0 && status !== "success") return `the job's status is ${status}`;
	if (compileFails === void 0) return "there are no statistics of the build";
	if (compileFails > 0) return `${compileFails} compilations failed`;
	if (usedBefore !== void 0 && used < usedBefore * leastShare) return `this run used ${used} entries, the one before ${usedBefore}`;
	if (shared) return "other jobs share this bundle";
	return otherRef ? "another branch saved what was restored" : void 0;
}
// src/budget/superseded.ts
/** A bundle that was read this recently may still be on its way to another job. */
const readingMs = 3e5;
/**
* The bundles that a new one makes superfluous: older ones of its family and ref, beyond the newest `keep`, the oldest
* first. One that was read within the last minutes stays: a job may be downloading it, and the next run collects it.
*/
function superseded(versions, options) {
	const { isFamily, ref, newestKey, keep, nowMs } = options;
	return versions.filter((version) => (version.ref === void 0 || version.ref === ref) && isFamily(version.key) && version.key !== newestKey).sort((a, b) => b.savedAtMs - a.savedAtMs || (a.key < b.key ? -1 : 1)).slice(Math.max(0, keep - 1)).filter(({ lastReadAtMs = 0 }) => nowMs - lastReadAtMs > readingMs).reverse();
}
// src/flow/clean-up.ts
/**
* Deletes the bundles that the one just saved supersedes, and returns how many. To be called only once the new one is
* surely there. Trouble is a notice: what stays is collected by the next run.
*/
async function cleanUp(request, catalog, log) {
	let removed = 0;
	try {
		for (const bundle of superseded(await catalog.list(request.prefix), request)) {
			if (await catalog.remove(bundle) === "removed") removed += 1;
			log.info(`Deleted the superseded bundle ${bundle.key}`);
		}
	} catch (error) {
		if (!(error instanceof StoreError || error instanceof GithubError)) throw error;
		const denied = error.reason === "denied";
		log.notice(denied ? "The token may not delete caches, so superseded bundles stay until GitHub evicts them: `permissions: actions: write` lets them go." : `Superseded bundles stay for now: ${error.message}`);
	}
	return removed;
}
// src/flow/evidence.ts
/**
* Whether hits leave traces in the directory. Where the server tells of hits and not one restored entry was touched, the
* file system does not keep times (noatime, in client mode): then nothing tells what was used.
*/
function isUseKnown(entries, statistics) {
	return (statistics?.hits.total ?? 0) === 0 || entries.some(({ added, usedByThisRun }) => usedByThisRun && !added);
}
/** Gathers what tells whether this build used all that the next one will need. */
function gatherEvidence({ handoff, context, status, statistics, entries, past }) {
	const { config, keys, restored } = handoff;
	return {
		status,
		compileFails: statistics?.compileFails,
		used: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
		usedBefore: past.base?.used,
		shared: config.share === "name" || restored !== null && !isOfFamily(restored.key, keys),
		otherRef: past.base !== void 0 && past.base.ref !== (context.ref ?? null),
		useKnown: isUseKnown(entries, statistics)
	};
}
// src/budget/worth.ts
/** Days after which an unused entry is worth half as much. */
const halfLifeDays = 7;
const secondsPerDay = 86400;
/**
* How much a byte of the budget is worth when it goes to this entry. What the last run used comes before all else: on
* real builds every hit was on such an entry (docs/budget.md). Within that, and among the rest, expected uses per
* square root of size: an entry that many runs used is likely to be used again, and the small one leaves room for
* others, though a large one saves more work.
*/
function worth({ usedByThisRun, runs, lastUse, cost }, now) {
	const ageDays = Math.max(0, now - lastUse) / secondsPerDay;
	return (usedByThisRun ? 1 + Math.log2(runs) : Math.log2(1 + runs) * 2 ** (-ageDays / halfLifeDays)) / Math.sqrt(cost);
}
/** Orders candidates by worth, best first; any two different names have an order. */
function byWorth(now) {
	return (a, b) => Number(b.usedByThisRun) - Number(a.usedByThisRun) || worth(b, now) - worth(a, now) || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
}
// src/budget/plan.ts
/**
* Chooses what goes into a bundle. Entries stay in order of worth as long as the budget lasts, and no further: a
* larger budget therefore keeps all that a smaller one keeps, and more. Equal inputs give equal plans, in whatever
* order the candidates come.
*/
function planBudget(candidates, options) {
	const { budgetBytes, now } = options;
	const keep = [];
	const evict = [];
	let expectedBytes = 0;
	let full = false;
	for (const entry of candidates.toSorted(byWorth(now))) {
		const outdated = whyOutdated(entry, options);
		full ||= outdated === void 0 && expectedBytes + entry.cost > budgetBytes;
		if (outdated) evict.push({
			entry,
			reason: outdated
		});
		else if (full) evict.push({
			entry,
			reason: entry.cost > budgetBytes ? "larger" : "over-budget"
		});
		else {
			keep.push({
				entry,
				reason: entry.usedByThisRun ? "used" : "used-before"
			});
			expectedBytes += entry.cost;
		}
	}
	return {
		keep,
		evict,
		expectedBytes
	};
}
function whyOutdated({ usedByThisRun, lastUse }, { dropUnused, maxAgeDays, now }) {
	if (usedByThisRun) return void 0;
	if (dropUnused) return "unused";
	return maxAgeDays !== void 0 && now - lastUse > maxAgeDays * 86400 ? "too-old" : void 0;
}
// src/bundle/in-order.ts
/**
* Starts `work` on each item, at most `ahead` at once, and yields the results in the order of the items. When one
* fails, or the caller stops early, nothing more is started; what is under way is left to end, unheard.
*/
async function* inOrder(items, ahead, work) {
	const started = [];
	let next = 0;
	const startMore = () => {
		for (const item of items.slice(next, next + ahead - started.length)) {
			const result = work(item);
			result.catch(() => void 0);
			started.push(result);
			next += 1;
		}
	};
	for (startMore(); started.length > 0; startMore()) {
		const result = started.shift();
		if (result) yield await result;
	}
}
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
// src/bundle/write-bundle.ts
/** Writes the runs as the segments of a bundle, which appears at `request.out` when it is whole. */
async function writeBundle(request, packing) {
	const partial = `${request.out}.partial`;
	const file = await open(partial, "w");
	try {
		const packed = await writeTo(file, request, packing);
		await file.close();
		await rename(partial, request.out);
		return packed;
	} catch (error) {
		await file.close();
		await rm(partial, { force: true });
		throw error;
	}
}
async function writeTo(file, { directory, level, about, onProgress }, { runs, pool, zstd }) {
	const segments = [];
	const entries = [];
	const dropped = [];
	const total = runs.flat().reduce((sum, { rawBytes }) => sum + rawBytes, 0);
	let done = 0;
	let offset = 0;
	const encode = async (run) => {
		const wanted = run.map(({ name, bytes, lastUse }) => ({
			name,
			bytes,
			lastUse
		}));
		return [run, await pool.run("encode", {
			directory,
			entries: wanted,
			level
		})];
	};
	for await (const [run, encoded] of inOrder(runs, pool.threads + 1, encode)) {
		const { frame, rawBytes, sha256 } = encoded;
		dropped.push(...encoded.dropped);
		done += run.reduce((sum, entry) => sum + entry.rawBytes, 0);
		onProgress?.({
			done,
			total
		});
		if (frame.length === 0) continue;
		await file.writeFile(frame);
		entries.push(...bundled(run, encoded, segments.length));
		segments.push({
			offset,
			bytes: frame.length,
			rawBytes,
			sha256
		});
		offset += frame.length;
	}
	const manifest = readable({
		...about,
		segments,
		entries
	});
	const end = zstd.compress(endOfTar, {
		level: 1,
		checksum: true
	});
	const tail = encodeTail(manifest, [...segments, {
		bytes: end.length,
		rawBytes: endOfTar.length
	}], zstd);
	await file.writeFile(Buffer.concat([end, tail]));
	return {
		manifest,
		bytes: offset + end.length + tail.length,
		dropped
	};
}
/** The entries of a run that made it into the segment number `segment`. */
function bundled(run, encoded, segment) {
	const lost = new Set(encoded.dropped.map(({ name }) => name));
	return run.filter(({ name }) => !lost.has(name)).map(({ rawBytes, ...entry }) => ({
		...entry,
		segment
	}));
}
/** The manifest as a reader will see it. @throws {BundleError} when no reader would take it. */
function readable(manifest) {
	return manifestFromJson(manifestToJson(manifest));
}
// src/bundle/pack.ts
/**
* Packs entries of a directory into a bundle. Equal entries, history and `about` give equal bytes, in whatever order
* the entries come, and on any number of threads; how sccache compressed them shows in the manifest's `storedBytes`
* alone. @throws {BundleError} when there is more than a bundle may hold, and what writing throws; then there is no
* file `out`.
*/
async function pack(request, zstd) {
	const pool = openPool(request.threads, zstd);
	try {
		const { entries, dropped } = await examine(request, pool);
		const packed = await writeBundle(request, {
			runs: cutIntoRuns(entries.toSorted(byLikeness), request.segmentRawBytes),
			pool,
			zstd
		});
		return {
			...packed,
			dropped: [...dropped, ...packed.dropped]
		};
	} finally {
		await pool.close();
	}
}
/** Finds out what entries are called and how large they become. */
async function examine(request, pool) {
	const past = new Map(request.entries.map((entry) => [entry.name, entry]));
	const entries = [];
	const dropped = [];
	const examined = inOrder(batches(request), pool.threads * 2, (task) => pool.run("examine", task));
	for await (const batch of examined) {
		dropped.push(...batch.dropped);
		for (const { name, ...sound } of batch.sound) {
			const { lastUse = 0, runs = 1 } = past.get(name) ?? {};
			const lastSecond = Math.min(Math.max(0, Math.floor(lastUse)), limits.seconds);
			entries.push({
				name,
				...sound,
				lastUse: lastSecond,
				runs,
				rawBytes: memberBytes(sound.bytes)
			});
		}
	}
	return {
		entries,
		dropped
	};
}
/** Entries that go to a thread at once, so that asking costs little beside reading. */
const batchEntries = 64;
function batches({ directory, entries, known }) {
	const asked = entries.map(({ name }) => ({
		name,
		remembered: known.get(name)
	}));
	return Array.from({ length: Math.ceil(asked.length / batchEntries) }, (_, i) => ({
		directory,
		entries: asked.slice(i * batchEntries, (i + 1) * batchEntries)
	}));
}
// src/flow/costs.ts
/** What a line of the manifest and a tar header take, compressed. */
const perEntryBytes = 64;
/** Bundle bytes per byte of an entry as sccache stores it, before anything was measured: 0.55 to 0.82 on real builds. */
const usualRatio = .75;
/**
* Expects of each entry what it took in the bundle `measured`, by its own segment's ratio; of an entry that is not in
* there, what entries took on the whole. `margin` multiplies all, for a second try after the first came out too large.
*/
function withCosts(entries, measured, margin = 1) {
	const segmentRatios = (measured?.segments ?? []).map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes));
	const expected = new Map((measured?.entries ?? []).map(({ name, bytes, segment }) => [name, bytes * (segmentRatios[segment] ?? 1)]));
	const ratio = measured ? overallRatio(measured) : usualRatio;
	return entries.map((entry) => {
		const bytes = expected.get(entry.name) ?? entry.bytes * ratio;
		return {
			...entry,
			cost: Math.ceil(bytes * margin) + perEntryBytes
		};
	});
}
/** Bundle bytes per byte of what sccache stored. */
function overallRatio({ segments, entries }) {
	const bundled = segments.reduce((sum, { bytes }) => sum + bytes, 0);
	const stored = entries.reduce((sum, { storedBytes }) => sum + storedBytes, 0);
	return stored === 0 ? usualRatio : Math.min(1, bundled / stored);
}
// src/flow/pack-within.ts
/** How much more than measured to expect of entries in each try after the first. */
const margins = [1.01, 1.1];
/**
* Packs what the budget allows. What entries take is known only afterwards: the first plan goes by what they took in
* the bundle before, and when the result is over the budget, the next by what they have just taken. Nothing over the
* budget is ever left at `request.out`.
*/
async function packWithin(entries, { plan: options, before }, request, zstd) {
	let plan = planBudget(withCosts(entries, before), options);
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
		if (margin !== void 0) plan = planBudget(withCosts(entries, packed.manifest, margin), options);
	}
	await rm(request.out, { force: true });
	return {
		plan,
		packed: void 0
	};
}
// src/budget/room.ts
/**
* The budget that lets nobody else pay: what the repository's limit leaves beside others' entries and the reserve. What
* the new bundle supersedes is deleted only after the upload, so until then it takes room: the reserve lends it, and
* where it is larger than the reserve, it counts in its place. So the repository is at no moment over its limit.
*/
function roomFor({ others, own }, options) {
	const { maxSizeBytes, repositoryLimitBytes, reserveBytes } = options;
	const left = Math.max(0, repositoryLimitBytes - others - Math.max(reserveBytes, own));
	return {
		budgetBytes: Math.min(maxSizeBytes, left),
		limitedByRepository: left < maxSizeBytes
	};
}
// src/flow/room.ts
/**
* Asks the repository how much room it has, where the store is GitHub's and a token may ask. Trouble is no reason to
* give up the bundle: max-size alone counts then, and a notice says what is missing.
*/
async function surveyRoom(config, own, { log, repository }) {
	const unlimited = {
		budgetBytes: config.maxSizeBytes,
		why: void 0
	};
	if (!repository) return unlimited;
	try {
		const { total, known } = await repository.survey();
		const ours = sum(known.filter(({ key, ref }) => ref === own.ref && own.isFamily(key)));
		const room = roomFor({
			others: Math.max(total, sum(known)) - ours,
			own: ours
		}, config);
		if (!room.limitedByRepository) return unlimited;
		const others = formatSize(Math.max(total, sum(known)) - ours);
		return {
			budgetBytes: room.budgetBytes,
			why: `others hold ${others} of the repository's ${formatSize(config.repositoryLimitBytes)}`
		};
	} catch (error) {
		if (!(error instanceof GithubError)) throw error;
		log.notice(roomNotice(error));
		return unlimited;
	}
}
function roomNotice({ reason, message }) {
	if (reason === "unavailable") return `${message}: the repository's room is not known, and max-size alone counts.`;
	return "The token may not list the repository's caches, so max-size alone counts. With `permissions: actions: read` the bundle also stays within what the repository has left, and with `actions: write` superseded ones are deleted.";
}
function sum(caches) {
	return caches.reduce((total, { bytes }) => total + bytes, 0);
}
// src/budget/threshold.ts
/** A new bundle is worth its upload when what is new takes this much of it, or this share of the one before. */
const enoughBytes = 5e6;
const enoughShare = .02;
/** Whether the set of entries changed enough for an upload; if not, why not, for the user. */
function changedEnough({ newEntries, newBytes, bundleBytes }) {
	if (newEntries === 0) return {
		enough: false,
		why: "nothing is new"
	};
	if (bundleBytes === void 0) return {
		enough: true,
		why: "nothing was restored"
	};
	const least = Math.min(enoughBytes, bundleBytes * enoughShare);
	const said = `${newEntries} new ${newEntries === 1 ? "entry" : "entries"}, about ${formatSize(newBytes)}`;
	const threshold = `the threshold is ${formatSize(Math.floor(least))}, 2 % of the restored bundle and at most 5 MB`;
	return {
		enough: newBytes >= least,
		why: `${said}: ${threshold}`
	};
}
// src/flow/save-policy.ts
/**
* Events whose jobs run the repository's own code. Others can run a stranger's in the scope of the default branch, where
* a bundle would be everybody's: https://docs.github.com/en/actions/reference/security/secure-use
*/
const trustedEvents = /* @__PURE__ */ new Set([
	"push",
	"schedule",
	"workflow_dispatch",
	"repository_dispatch",
	"release",
	"create"
]);
/**
* Decides by policy, event and ref alone. A failed job may save: finished compilations stay valid. A cancelled one may
* not: a compilation may have been cut short.
*/
function maySave({ save, pullRequest }, context, status) {
	const { event, ref, defaultBranch } = context;
	if (save === "never") return none("save is never");
	if (status === "cancelled") return none("the job was cancelled");
	if (save === "default-branch" && (defaultBranch === void 0 || ref !== `refs/heads/${defaultBranch}`)) return none(`save is default-branch, and this is ${ref ?? "no branch"}`);
	if (event === "pull_request") {
		if (pullRequest === "none") return none("pull-request is none, and this is a pull request");
		return { kind: pullRequest === "overlay" ? "overlay" : "base" };
	}
	if (save === "always") return { kind: "base" };
	if (event !== void 0 && !trustedEvents.has(event)) return none(`save is ${save}, and the event is ${event}`);
	return ref?.startsWith("refs/tags/") ? none(`save is ${save}, and this is a tag`) : { kind: "base" };
}
function none(why) {
	return {
		kind: "none",
		why
	};
}
// src/flow/save-plan.ts
/** An overlay may take half of its base, and this much in any case. */
const overlayShare = .5;
const overlayLeastBytes = 2e7;
/** Decides what this job saves; or why it saves nothing, for the user. */
function planSave(facts) {
	const { handoff, context, status, entries } = facts;
	if (!handoff.sccache) return { why: "there was no sccache" };
	if (handoff.noStore) return { why: "there is no store here, as restore found" };
	const verdict = maySave(handoff.config, context, status);
	if (verdict.kind === "none") return verdict;
	if (handoff.config.maxSizeBytes === 0) return { why: "max-size is 0" };
	if (entries.length === 0) return { why: "sccache's directory holds no entries" };
	return verdict.kind === "overlay" && handoff.keys.overlay !== null ? planOverlay(facts, handoff.keys.overlay) : planBase(facts);
}
function planBase({ handoff, entries, past }) {
	const { keys, config, restored } = handoff;
	if (!keys.digest && restored?.key === keys.primary) return { why: `${keys.primary} is already saved` };
	const change = measureChange(entries, past, restored);
	const eager = config.save === "always" || !keys.digest;
	if (change.newEntries === 0 || !(eager || changedEnough(change).enough)) return { why: changedEnough(change).why };
	return {
		kind: "base",
		candidates: entries,
		mostBytes: config.maxSizeBytes,
		keyOf: (digest) => saveKey(keys, digest),
		prefix: keys.family === "" ? "" : `${keys.family}-`,
		isFamily: (key) => isOfFamily(key, keys),
		base: null
	};
}
/** An overlay holds what the job used and the base lacks, whether the job made it or an earlier overlay had it. */
function planOverlay({ handoff, entries, past }, prefix) {
	const inBase = new Set(past.base?.entries.map(({ name }) => name));
	const candidates = entries.filter(({ name, usedByThisRun }) => usedByThisRun && !inBase.has(name));
	if (!candidates.some(({ kind, added }) => kind === "object" && added)) return { why: "nothing is new" };
	const { restored, config } = handoff;
	const share = Math.max(overlayLeastBytes, (restored?.bytes ?? Number.POSITIVE_INFINITY) * overlayShare);
	return {
		kind: "overlay",
		candidates,
		mostBytes: Math.min(config.maxSizeBytes, share),
		keyOf: (digest) => `${prefix}-${digest}`,
		prefix: `${prefix}-`,
		isFamily: (key) => key.startsWith(`${prefix}-`),
		base: restored?.key ?? null
	};
}
function measureChange(entries, past, restored) {
	const added = withCosts(entries, past.base).filter(({ kind, added }) => kind === "object" && added);
	return {
		newEntries: added.length,
		newBytes: added.reduce((sum, { cost }) => sum + cost, 0),
		bundleBytes: restored?.bytes
	};
}
// src/flow/save-bundle.ts
/** Decides whether there is anything to save, and if so packs it within the budget, uploads it and tidies up. */
async function saveBundle(facts, deps) {
	const plan = planSave(facts);
	if ("why" in plan) return notSaved(plan.why);
	const room = await surveyRoom({
		...facts.handoff.config,
		maxSizeBytes: plan.mostBytes
	}, {
		isFamily: plan.isFamily,
		ref: facts.context.ref
	}, deps);
	if (room.budgetBytes === 0) return notSaved(`there is no room: ${room.why}`);
	const out = join(deps.tempDirectory, `saved-${randomBytes(4).toString("hex")}.tar.zst`);
	try {
		const ending = await orTrouble(() => packAndPut(facts, {
			plan,
			room,
			out
		}, deps));
		return "kind" in ending ? { outcome: ending } : ending;
	} finally {
		await rm(out, { force: true });
	}
}
async function packAndPut(facts, { plan, room, out }, deps) {
	const { handoff, past } = facts;
	const { budgetBytes } = room;
	const unused = mayDropUnused(handoff.config.evict, gatherEvidence(facts));
	const options = {
		budgetBytes,
		dropUnused: unused.drop,
		maxAgeDays: handoff.config.maxAgeDays,
		now: Math.floor(deps.now() / 1e3)
	};
	const measured = plan.kind === "overlay" ? past.overlay ?? past.base : past.base;
	const within = await packWithin(plan.candidates, {
		plan: options,
		before: measured
	}, packRequest(facts, plan, {
		out,
		now: options.now,
		threads: deps.threads
	}), deps.zstd);
	const budget = {
		room: room.why,
		budgetBytes,
		unused,
		plan: within.plan
	};
	if (!within.packed) return {
		...notSaved(`nothing fits into ${formatSize(budgetBytes)}`),
		budget
	};
	const outcome = await put(within.packed, {
		plan,
		out
	}, facts, deps);
	if (outcome.kind === "saved") await tidyUp(outcome.key, plan, facts, deps);
	return {
		outcome,
		budget,
		dropped: within.packed.dropped
	};
}
async function put({ manifest, bytes }, { plan, out }, { handoff: { restored, overlay } }, { store }) {
	const key = plan.keyOf(digestOf(manifest.entries));
	if (key === restored?.key || key === overlay?.key) return {
		kind: "not-saved",
		why: "nothing is new that the budget has room for"
	};
	if ((await store.put(key, out)).kind === "taken") return {
		kind: "taken",
		key
	};
	return {
		kind: "saved",
		key,
		bundleBytes: bytes,
		entries: manifest.entries.length,
		as: plan.kind
	};
}
async function tidyUp(newestKey, plan, { handoff, context }, deps) {
	const { cleanup, keep } = handoff.config;
	if (!cleanup || plan.prefix === "" || !deps.catalog) return;
	const { prefix, isFamily } = plan;
	await cleanUp({
		prefix,
		isFamily,
		ref: context.ref,
		newestKey,
		keep,
		nowMs: deps.now()
	}, deps.catalog, deps.log);
}
function packRequest({ handoff, context, past, entries, environment }, { base }, { out, now, threads }) {
	const { config, directory, sccache, toolchain } = handoff;
	return {
		directory,
		out,
		level: config.level,
		segmentRawBytes: config.segmentBytes,
		threads,
		known: past.entries,
		about: {
			creator,
			created: now,
			sccacheVersion: sccache?.version ?? null,
			toolchain,
			base,
			ref: context.ref ?? null,
			used: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
			environment
		}
	};
}
function notSaved(why) {
	return { outcome: {
		kind: "not-saved",
		why
	} };
}
// src/flow/save.ts
/**
* Saves what the job left in sccache's directory as one bundle, when that is allowed and enough is new. The server is
* asked for its statistics and stopped first, so that the directory is complete and still. No trouble with the cache is
* thrown.
*/
async function save(request, deps) {
	const started = deps.now();
	const { handoff } = request;
	const statistics = await deps.sccache?.statistics();
	if (statistics) noteBypass(statistics, handoff, deps);
	const stopped = await deps.sccache?.stop();
	const past = await readPast(handoff, deps.log);
	const scanned = await orTrouble(() => scan(handoff.directory));
	const entries = "kind" in scanned ? [] : withHistory(scanned.entries, past.entries, handoff.readyAtMs);
	const trouble = "kind" in scanned ? scanned : findTrouble(stopped);
	const ending = trouble ? { outcome: trouble } : await saveBundle({
		...request,
		statistics,
		entries,
		past
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
			totalBytes: entries.reduce((total, { bytes }) => total + bytes, 0),
			usedByThisRun: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
			added: entries.filter(({ added }) => added).length,
			dropped: ending.dropped ?? []
		},
		budget: ending.budget,
		budgetBytes: ending.budget?.budgetBytes ?? handoff.config.maxSizeBytes,
		seconds: (deps.now() - started) / 1e3
	};
}
/** A server that still runs may still write: what it has under way would be packed half-done. */
function findTrouble(stopped) {
	if (stopped?.kind !== "failed") return void 0;
	return {
		kind: "trouble",
		why: `the sccache server does not stop: ${stopped.why}`
	};
}
/** The server itself tells where it kept its entries: the one proof that it used our directory. */
function noteBypass(statistics, { directory }, { log }) {
	if (statistics.cacheLocation === "" || localDirectory(statistics) === directory) return;
	log.notice(`sccache kept its entries elsewhere (${statistics.cacheLocation}), not in ${directory}: start the build in the environment that the restore step set, and set no other backend.`);
}
// src/key/environment-print.ts
/**
* Variables that sccache folds into the key of a Rust compilation, or that rustc and cargo read themselves: nearly every
* CARGO_*, and flags. https://github.com/mozilla/sccache/blob/main/src/compiler/rust.rs (`generate_hash_key`)
*/
const relevant = /^(CARGO_.*|RUSTFLAGS|RUSTC_.*|RUSTUP_TOOLCHAIN|CC|CXX|CFLAGS|CXXFLAGS|LDFLAGS|SOURCE_DATE_EPOCH)$/;
/** Names of what is, or may be, a secret: not even a fingerprint of it leaves the machine. */
const secret = /TOKEN|SECRET|PASSW|CREDENTIAL|PRIVATE|_KEY$|AUTH/i;
/** What changes from run to run and from machine to machine without touching a key. */
const harmless = /^CARGO_(HOME|INSTALL_ROOT|MAKEFLAGS)$/;
/**
* Names and fingerprints of the variables that decide whether a later run can hit: when it misses, the one that differs
* is the reason. At most 100, in order of name; values are never kept.
*/
function printEnvironment(env) {
	const names = Object.keys(env).filter((name) => relevant.test(name) && !secret.test(name) && !harmless.test(name) && name.length <= 100).sort().slice(0, 100);
	return Object.fromEntries(names.map((name) => [name, fingerprint(env[name] ?? "")]));
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
		status: readStatus(core.getInput("job-status")),
		environment: printEnvironment(env)
	}, deps);
	await publishSave(core, report, {
		log: actionLog(core),
		summary: config.summary
	});
	reportTrouble(core, report.outcome, config.strict);
}
/** What restore would have left, where no restore ran before a save: every entry counts as new, and as used. */
async function coldHandoff(core, config, env) {
	const context = readContext(core.getInput, env);
	const ingredients = await gatherIngredients(config, context, Date.now());
	const path = await findSccache(core, config, env);
	return {
		format: 1,
		config,
		directory: chooseDirectory(config.directory, {
			workspace: context.workspace,
			env,
			home: homedir(),
			platform: process.platform
		}),
		keys: planKeys(ingredients, config),
		toolchain: ingredients.toolchain?.title ?? null,
		readyAtMs: 0,
		sccache: path === void 0 ? null : {
			path,
			version: null
		},
		noStore: false,
		restored: null,
		overlay: null
	};
}
/** The runner evaluates the input's default `${{ job.status }}` again for the post step. */
function readStatus(text) {
	return [
		"success",
		"failure",
		"cancelled"
	].find((status) => status === text);
}
export { saveStep as n, coldHandoff as t };
