import { c as changedEnough, g as lastUseOf, l as isChurn, m as isNearlyRemoved, p as evictAgeOf } from "./chunk-plan.js";
import { t as openPacker } from "./chunk-pack.js";
import { r as reportBudget } from "./chunk-make-report.js";
import { a as withTemporary, n as openPhases, r as orFailure, t as isFailure } from "./chunk-deps.js";
import { c as usableBy, i as pastOf, l as withCosts, n as ancestorsOf, o as reusable, r as originOf } from "./chunk-past.js";
import { E as freeBytes, t as BundleError } from "./chunk-checks.js";
import { _t as kindOf, a as cannotSign, g as readManifest, l as unsignedBytes, o as maySave } from "./chunk-handoff.js";
import { A as saveKey, O as parseKey, T as isOfFamily, a as roomIn, n as mustTakeBack, o as sumBytes, p as formatSize, t as findSuperseded, w as isFresh } from "./chunk-room.js";
import { a as putUnder, c as unused, i as findFamily, n as packWithin, r as cleanUp, s as knownEntry, t as agedContents } from "./chunk-next-bundle.js";
import { t as StoreError } from "./chunk-store.js";
import { t as unpack } from "./chunk-unpack.js";
// src/flow/save/decide.ts
/** An overlay may take half of its base, and this much in any case. */
const overlayShare = .5;
const overlayLeastBytes = 2e7;
/** Decides what this job saves; or why it saves nothing, for the user. */
function decideSave(facts) {
	const { config, keys, context, base } = facts;
	if (!facts.hasSccache) return notAllowed("there was no sccache");
	if (base.kind === "failed" && base.failure === "no-store") return notAllowed("there is no store here, as restore found");
	const newer = [base, facts.overlay].find((part) => part.kind === "failed" && part.failure === "newer-format");
	if (newer?.kind === "failed") return notAllowed(`${newer.key} was saved by a newer version: ${newer.why}`);
	const verdict = maySave(config, context);
	if (verdict.kind === "none") return notAllowed(verdict.why);
	if (config.maxSizeBytes === 0) return notAllowed("max-size is 0");
	if (facts.entries.length === 0) return nothingNew("sccache's directory holds no entries that this job restored, used or made");
	return verdict.kind === "overlay" && keys.overlay !== null ? decideOverlay(facts, keys.overlay) : decideBase(facts);
}
function decideBase(facts) {
	const { config, keys, past } = facts;
	const restored = past.base;
	if (keys.once && restored?.manifest?.run.complete && isFresh(restored.key, keys)) return nothingNew(`${restored.key} is already saved`);
	const judge = judgeFor(facts, { isEager: config.save === "always" || keys.once || keys.custom });
	const { isEnough, why } = judge(withCosts(facts.entries, measureOf(facts)), []);
	if (!isEnough) return nothingNew(why);
	return {
		kind: "save",
		as: "base",
		prefix: keys.family === null ? null : `${keys.family}-`,
		isFamily: (key) => isOfFamily(key, keys),
		mostBytes: config.maxSizeBytes,
		keyOf: (digest) => saveKey(keys, digest),
		base: null,
		leftOut: /* @__PURE__ */ new Set(),
		judge
	};
}
/** An overlay holds what its base lacks: what the overlay before it had, and what this push adds. */
function decideOverlay(facts, prefix) {
	const { config, past } = facts;
	const leftOut = new Set(past.base?.manifest?.entries.map(({ name }) => name));
	if (!facts.entries.some(({ kind, name, added, usedByThisRun }) => kind === "object" && added && usedByThisRun && !leftOut.has(name))) return nothingNew("nothing is new");
	if (config.save !== "always" && isChurn(measureUse(facts))) return nothingNew("the last overlay was not used, and only newer versions of the same crates were compiled: they change with every push");
	const baseBytes = facts.base.kind === "restored" ? facts.base.bundle.bytes : Number.POSITIVE_INFINITY;
	return {
		kind: "save",
		as: "overlay",
		prefix,
		isFamily: (key) => key.startsWith(prefix),
		mostBytes: Math.min(config.maxSizeBytes, Math.max(overlayLeastBytes, baseBytes * overlayShare)),
		keyOf: (digest) => `${prefix}${digest}`,
		base: past.base?.key ?? null,
		leftOut,
		judge: judgeFor(facts, { isEager: true })
	};
}
function measureUse({ status, entries, past, nowMs }) {
	const base = past.base?.manifest;
	const overlay = past.overlay?.manifest;
	const inBase = new Set(base?.entries.map(({ name }) => name));
	const laidOver = new Set(overlay?.entries.map(({ name }) => name));
	const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
	const unused = entries.filter(({ usedByThisRun }) => !usedByThisRun);
	const added = used.filter((entry) => entry.added && entry.kind === "object");
	return {
		status,
		ageMs: overlay && nowMs - overlay.created * 1e3,
		used: used.filter(({ name }) => laidOver.has(name) && !inBase.has(name)).length,
		inBase: [...laidOver].filter((name) => inBase.has(name)).length,
		missedOfBase: unused.filter(({ name, runs }) => inBase.has(name) && runs > 1).length,
		made: added.length,
		unused: Math.max(unused.filter(({ name }) => inBase.has(name)).length, unused.filter(({ name }) => laidOver.has(name)).length)
	};
}
/** Tells what is new. With `isEager` one new entry is enough. */
function judgeFor(facts, { isEager }) {
	const { base } = facts;
	return (entries, displaced) => {
		const news = entries.filter((entry) => isNew(entry, facts));
		const gained = totalOf(news);
		const { enough, why } = changedEnough({
			newEntries: gained.entries,
			newBytes: gained.bytes,
			newMs: gained.ms,
			displaced: totalOf(displaced.filter((entry) => entry.usedByThisRun && !entry.added)),
			bundleBytes: base.kind === "restored" ? base.bundle.bytes : void 0
		});
		return {
			newEntries: news.length,
			isEnough: news.length > 0 && (isEager || enough),
			why
		};
	};
}
/**
* Whether an upload for the sake of this entry makes sense: this job used it, and no bundle had it; or it is so old that the
* next complete run of another job would remove it; or the bundles know its last use from so long ago that half of `max-age`
* has passed, or else jobs of the family that do without it would remove it.
*/
function isNew({ name, kind, usedByThisRun, added, ageBefore }, { config: { evict, maxAgeDays }, past, nowMs }) {
	if (kind !== "object" || !usedByThisRun) return false;
	if (added || isNearlyRemoved(evict, ageBefore)) return true;
	const before = past.entries.get(name);
	if (maxAgeDays === void 0 || before === void 0) return false;
	const now = nowMs / 1e3;
	return now - lastUseOf(before.lastUse, {
		created: before.created,
		restoredAt: now
	}) > maxAgeDays * 86400 / 2;
}
function totalOf(entries) {
	return {
		entries: entries.length,
		bytes: entries.reduce((sum, { cost }) => sum + cost, 0),
		ms: entries.reduce((sum, { costMs }) => sum + (costMs ?? 0), 0)
	};
}
/** What the entries of the next bundle are measured by: the newest bundle that this job knows. */
function measureOf({ past, rawAtSource }) {
	const { overlay, heads, base } = past;
	return {
		manifest: overlay?.manifest ?? heads.at(-1)?.manifest ?? base?.manifest,
		rawAtSource
	};
}
function nothingNew(why) {
	return {
		kind: "nothing-new",
		why
	};
}
function notAllowed(why) {
	return {
		kind: "not-allowed",
		why
	};
}
// src/flow/save/room.ts
/** The saver of a job that may save `plan`. */
function saverOf(contents, plan, { store }) {
	const { config, past, ownRef, context, nowMs } = contents;
	const { defaultBranch } = context;
	return {
		config,
		mostBytes: Math.min(plan.mostBytes, store.traits.maxBytes ?? plan.mostBytes),
		ancestors: ancestorsOf(past),
		ref: ownRef,
		defaultRef: defaultBranch === void 0 ? void 0 : `refs/heads/${defaultBranch}`,
		nowMs
	};
}
/**
* Asks what the repository holds, where the store is GitHub's and a token may ask. A failure does not stop the save:
* `max-size` alone counts then, and a notice says what is missing.
*/
async function survey({ repositoryLimitBytes, reserveBytes, maxSizeBytes }, { log, repository }) {
	if (!repository) return void 0;
	const isEnough = (bytes) => bytes + reserveBytes + maxSizeBytes <= repositoryLimitBytes;
	try {
		const { known, complete, leastBytes, mostBytes } = await repository.survey();
		const all = {
			bundles: known,
			complete,
			totalBytes: mostBytes
		};
		if (leastBytes === mostBytes || isEnough(mostBytes)) return all;
		const totalBytes = Math.min(mostBytes, Math.max(leastBytes, await repository.usage()));
		if (isEnough(totalBytes)) return {
			...all,
			totalBytes
		};
		return {
			...united(known, await repository.leastRecent()),
			complete,
			totalBytes
		};
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		log.notice(noticeOf(error));
		return "refused";
	}
}
/** Each entry once, and as the same object in both: entries are told apart by what they are. */
function united(known, oldest) {
	const byId = new Map([...oldest, ...known].map((bundle) => [bundle.id, bundle]));
	return {
		bundles: [...byId.values()],
		leastRecent: oldest.map((bundle) => byId.get(bundle.id) ?? bundle)
	};
}
function noticeOf({ reason, message }) {
	if (reason !== "denied") return `${message}: the repository's free space is not known, so max-size alone limits this bundle, and superseded bundles are not deleted now.`;
	return "The token may not list the repository's caches, so max-size alone limits this bundle. With `permissions: actions: read` the bundle also fits into what the repository has left; with `actions: write` superseded bundles are deleted.";
}
/** The most that this bundle may take so that GitHub would evict nothing of anybody else's for it. */
function roomFor(found, saver) {
	const { config, mostBytes } = saver;
	if (found === void 0 || found === "refused") return {
		budgetBytes: mostBytes,
		limitedByRepository: false,
		why: void 0,
		report: void 0
	};
	const superseded = supersededIn(found, saver);
	const room = roomIn(listingOf(found), superseded, {
		...config,
		maxSizeBytes: mostBytes
	});
	const oursBytes = sumBytes(superseded);
	const limitBytes = config.repositoryLimitBytes;
	const othersBytes = found.totalBytes - oursBytes;
	const freeBytes = Math.max(0, limitBytes - found.totalBytes);
	const why = `others hold ${formatSize(othersBytes)} of the repository's ${formatSize(limitBytes)}`;
	const report = {
		othersBytes,
		oursBytes,
		limitBytes,
		freeBytes
	};
	return {
		...room,
		why: room.limitedByRepository ? why : void 0,
		report
	};
}
/** So many jobs of a matrix may end together, each having found the same room. */
const togetherJobs = 20;
/** Whether others that end together with this job could fill the repository, so that a look after the upload is due. */
function isTight(found, { repositoryLimitBytes }, bytes) {
	if (found === void 0 || found === "refused") return false;
	return found.totalBytes + togetherJobs * bytes > repositoryLimitBytes;
}
/**
* The bundle that was just uploaded, when it has to be deleted again: jobs that ended together have filled the repository
* above its limit, and this one was not among the first.
*/
function findExcess(found, key, saver) {
	const own = found.bundles.find((bundle) => bundle.key === key && bundle.ref === saver.ref);
	if (!own) return void 0;
	const superseded = supersededIn(found, saver);
	const { repositoryLimitBytes: limitBytes } = saver.config;
	return mustTakeBack(listingOf(found), own, {
		superseded,
		limitBytes
	}) ? own : void 0;
}
/**
* Looks at the repository once more where jobs that end together could fill it, and deletes the new bundle again if it is
* one too many. Returns what was found, or undefined where it was not asked.
*/
async function lookAfter({ key, bytes }, { found, saver }, { repository, catalog, log }) {
	if (!repository || !catalog || !isTight(found, saver.config, bytes)) return void 0;
	try {
		const { known, complete, leastBytes } = await repository.survey();
		const after = {
			bundles: known,
			complete,
			totalBytes: leastBytes
		};
		const excess = findExcess(after, key, saver);
		if (!excess) return after;
		await catalog.remove(excess);
		return "withdrawn";
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		log.notice(`The repository's free space after the upload is not known: ${error.message}`);
		return;
	}
}
/** Bundles of ours that nobody needs any more, but for those that `keep-last` keeps. */
function supersededIn({ bundles }, saver) {
	const { config, ref, defaultRef, nowMs } = saver;
	const ancestors = new Set(saver.ancestors);
	const identify = (key) => parseKey(key, config.keyPrefix);
	const found = findSuperseded(bundles, {
		identify,
		ancestors,
		ref,
		defaultRef,
		nowMs
	});
	const kept = [...found].filter((bundle) => ancestors.has(bundle.key) && bundle.ref === ref).sort((a, b) => b.savedAtMs - a.savedAtMs).slice(0, config.keepLast - 1);
	for (const bundle of kept) found.delete(bundle);
	return found;
}
function listingOf({ bundles, totalBytes, leastRecent }) {
	return {
		entries: bundles,
		unlistedBytes: Math.max(0, totalBytes - sumBytes(bundles)),
		leastRecent
	};
}
// src/flow/save/unite.ts
/**
* Fetches a bundle and unpacks what this job lacks of it beside sccache's directory. Undefined when the bundle is gone. One
* that is damaged, or not signed as it must be, counts as empty, so that the next save replaces it; so does an entry that is there already.
* @throws {StoreError}, {BundleError} for a newer format, and what the file system throws
*/
async function fetchHead({ key, has, sccacheVersion, onProgress }, deps) {
	const file = deps.temporary("head.tar.zst");
	const folder = deps.temporary("head");
	const onBytes = (done) => onProgress({
		done,
		total: void 0
	});
	const fetched = await deps.store.fetch({
		key,
		fallbacks: []
	}, file, { onBytes });
	if (fetched.kind === "miss" || fetched.key !== key) return void 0;
	try {
		const manifest = await readManifest(file, deps.zstd, deps.signing?.trust(fetched));
		const isUsable = usableBy(sccacheVersion, manifest);
		const wanted = (entry) => !has(entry.name) && isUsable(entry);
		const { zstd, threads } = deps;
		const entries = await unpack({
			file,
			manifest,
			directory: folder,
			wanted,
			threads
		}, zstd);
		return {
			bundle: {
				key,
				manifest,
				file
			},
			folder,
			entries
		};
	} catch (error) {
		if (!(error instanceof BundleError) || error.fault === "unknown-version") throw error;
		deps.log.notice(`${key} cannot be used and is being replaced: ${error.message}`);
		return {
			bundle: {
				key,
				manifest: void 0,
				file: void 0
			},
			folder,
			entries: []
		};
	}
}
/** What this job may save, with the entries of a bundle that it has united with. */
function unitedEntries(own, { folder, entries }, past) {
	const refreshed = own.map((entry) => {
		const use = {
			used: entry.usedByThisRun,
			made: entry.fresh,
			...originOf(entry)
		};
		return {
			...entry,
			...knownEntry(entry, use, past)
		};
	});
	const brought = entries.flatMap(({ name, bytes, lastUse }) => {
		const kind = kindOf(name);
		return kind ? [{
			...knownEntry({
				name,
				kind,
				bytes,
				lastUse
			}, unused, past),
			directory: folder
		}] : [];
	});
	return [...refreshed, ...brought];
}
/**
* An overlay holds what its base lacks, so the base has to be known: where restore could not bring it, it is asked for
* again.
*/
async function withLateBase(contents, plan, deps) {
	const { base, past, keys } = contents;
	const same = {
		contents,
		decision: {
			...plan,
			kind: "save"
		}
	};
	if (plan.as !== "overlay" || past.base || base.kind === "missed") return same;
	const file = deps.temporary("base");
	const fetched = await deps.phases.run("fetch other bundles", (onProgress) => deps.store.fetch({
		key: keys.primary,
		fallbacks: keys.fallbacks
	}, file, { onBytes: (done) => onProgress({
		done,
		total: void 0
	}) }));
	if (fetched.kind === "miss") return same;
	const manifest = await readManifest(file, deps.zstd, deps.signing?.trust(fetched));
	const known = {
		...past,
		base: {
			key: fetched.key,
			manifest,
			file
		}
	};
	const later = {
		...contents,
		past: known
	};
	return {
		contents: later,
		decision: decideSave(later)
	};
}
/**
* How many bundles a save unites with; more are left for the next one, since each costs a download. Jobs that share a
* family by the dozen end together, and their bundles are small as a rule: those are not left.
*/
const mostHeads = {
	always: 3,
	within: 256e6,
	ever: 32
};
/** Takes what other jobs of the family have saved meanwhile into account, so that this save adds to it. */
async function unite(contents, { plan, found }, deps) {
	const { sccacheVersion } = contents;
	let { past, entries } = contents;
	let listing = found;
	const find = () => deps.phases.run("plan", () => findFamily(plan, {
		past,
		ref: contents.ownRef,
		listing
	}, deps));
	let family = await find();
	let bytes = 0;
	for (let looks = 0; family.head !== void 0 && looks < mostHeads.ever; looks += 1) {
		const names = new Set(entries.map(({ name }) => name));
		const { head: key, bundles } = family;
		bytes += bundles?.find((bundle) => bundle.key === key)?.bytes ?? Number.POSITIVE_INFINITY;
		if (looks >= mostHeads.always && bytes > mostHeads.within) break;
		const head = await deps.phases.run("fetch other bundles", (onProgress) => deps.fetchHead({
			key,
			has: (name) => names.has(name),
			sccacheVersion,
			onProgress
		}, deps));
		if (head) {
			past = pastOf({
				...past,
				heads: [...past.heads, head.bundle]
			});
			entries = unitedEntries(entries, head, past);
		}
		listing = head && bundles ? {
			bundles,
			complete: true,
			totalBytes: 0
		} : void 0;
		family = head && !bundles ? {
			bundles,
			head: void 0
		} : await find();
	}
	const united = {
		...contents,
		past,
		entries
	};
	const isNothingNew = past.heads.length > contents.past.heads.length && plan.judge(withCosts(entries, measureOf(united)), []).newEntries === 0;
	return {
		contents: united,
		family,
		isNothingNew
	};
}
// src/flow/save/save-bundle.ts
/** Decides whether there is anything to save; if so unites it with what others saved, packs, uploads and tidies up. */
async function saveBundle(contents, deps, { openPacker, fetchHead } = real) {
	const decision = decideSave(contents);
	if (decision.kind !== "save") return { outcome: decision };
	if (deps.signing?.canSign === false) return { outcome: {
		kind: "not-allowed",
		why: cannotSign
	} };
	const packer = openPacker(deps.threads, deps.zstd);
	const means = {
		phases: openPhases(deps),
		...deps,
		packer,
		fetchHead
	};
	try {
		const end = await withTemporary(deps.tempDirectory, (temporary) => orFailure(() => saveDecided(contents, decision, {
			...means,
			temporary
		})));
		return isFailure(end) ? { outcome: end } : end;
	} finally {
		await packer.close();
	}
}
const real = {
	openPacker,
	fetchHead
};
async function saveDecided(contents, decided, deps) {
	const late = await withLateBase(contents, decided, deps);
	if (late.decision.kind !== "save") return { outcome: late.decision };
	const plan = late.decision;
	const { config } = contents;
	const found = await deps.phases.run("plan", () => survey(config, deps));
	const united = await unite(late.contents, {
		plan,
		found
	}, deps);
	if (united.isNothingNew) return { outcome: {
		kind: "nothing-new",
		why: "another job has saved all of it already"
	} };
	const saver = saverOf(united.contents, plan, deps);
	const room = roomFor(found, saver);
	const repository = room.report && { repository: room.report };
	if (room.budgetBytes === 0) {
		const why = `the repository is full: ${room.why}`;
		deps.log.warning(`Not saved: ${why}. Remove caches, or raise repository-limit`, "too-small");
		return {
			outcome: {
				kind: "too-small",
				why
			},
			...repository
		};
	}
	const { family } = united;
	return {
		...await packAndPut(united.contents, {
			plan,
			found,
			saver,
			room,
			family
		}, deps),
		...repository
	};
}
async function packAndPut(contents, planned, deps) {
	const { config, past, run, status } = contents;
	const { plan, room } = planned;
	const { about, entries } = agedContents(contents, plan);
	const { budgetBytes } = room;
	const evictAge = evictAgeOf(config.evict, run);
	const out = deps.temporary("saved");
	const within = await deps.phases.run("pack", async (onProgress) => packWithin(entries, {
		plan: {
			budgetBytes: unsignedBytes(budgetBytes, deps.signing),
			evictAge,
			maxAgeDays: run.isWhole ? config.maxAgeDays : void 0,
			now: about.created
		},
		measure: measureOf(contents),
		mostUploadBytes: status === "cancelled" ? shortUploadBytes : void 0,
		freeBytes: await freeBytes(out),
		judge: plan.judge
	}, {
		directory: contents.directory,
		out,
		about,
		level: config.compressionLevel,
		segmentRawBytes: config.segmentBytes,
		known: past.entries,
		reuse: reusable(past),
		onProgress
	}, deps.packer.pack));
	deps.packer.close();
	const unused = {
		drop: evictAge !== void 0,
		why: run.why
	};
	const budget = reportBudget(within.plan, {
		budgetBytes,
		limitedBy: room.why ?? null,
		unused
	});
	if (within.kind === "no-room") return {
		outcome: {
			kind: "failed",
			failure: within.kind,
			why: within.why
		},
		budget
	};
	if (within.kind !== "packed") return {
		outcome: {
			kind: within.kind,
			why: within.why
		},
		budget
	};
	const { packed } = within;
	const { manifest, dropped } = packed;
	const { key, kind, bytes } = await deps.phases.run("upload", (onProgress) => putUnder(plan.keyOf, {
		file: out,
		packed,
		onProgress
	}, deps));
	if (kind === "taken") return {
		outcome: {
			kind,
			key
		},
		budget,
		dropped,
		manifest
	};
	const after = await deps.phases.run("clean up", () => lookAfter({
		key,
		bytes
	}, planned, deps));
	if (after === "withdrawn") return {
		outcome: {
			kind: "withdrawn",
			key,
			why: "jobs that ended together have filled the repository above its limit"
		},
		budget,
		dropped
	};
	const deleted = await deps.phases.run("clean up", () => tidyUp({
		key,
		manifest
	}, contents, {
		...planned,
		after
	}, deps));
	return {
		outcome: {
			kind: "saved",
			key,
			bundleBytes: bytes,
			entries: manifest.entries.length,
			as: plan.as,
			united: past.heads.map((head) => head.key)
		},
		budget,
		dropped,
		manifest,
		...deleted && { deleted }
	};
}
/** A cancelled job has a few minutes to end: what takes longer to upload is left for the next one. */
const shortUploadBytes = 2e8;
async function tidyUp({ key, manifest }, { config, ownRef, ownReadAtMs }, { plan: { prefix, isFamily }, found, family, after }, { catalog, log, now }) {
	if (!config.deleteSuperseded || prefix === null || !catalog || found === "refused") return void 0;
	if (manifest.ancestors.length === 0 || family.bundles?.length === 0) return void 0;
	const request = {
		prefix,
		isFamily,
		ancestors: manifest.ancestors,
		ref: ownRef,
		newestKey: key,
		keepLast: config.keepLast,
		nowMs: now(),
		ownReadAtMs,
		listed: after?.complete ? after.bundles : void 0
	};
	return cleanUp(request, catalog, log);
}
export { saveBundle as t };
