import { n as kindOf, s as passingRef } from "./chunk-directory.js";
import { c as parseKey } from "./chunk-native-code.js";
import { t as StoreError } from "./chunk-store.js";
import { t as byAge } from "./chunk-stored-bundle.js";
import { t as DamagedBundleError } from "./chunk-error-kinds.js";
import { n as sumBytes, t as formatSize } from "./chunk-size.js";
import { t as isBeingRead } from "./chunk-prune.js";
import { o as limits } from "./chunk-checks.js";
import { r as readManifest } from "./chunk-read-manifest.js";
import { r as freeBytes } from "./chunk-disk.js";
import { o as shareOf } from "./chunk-worth.js";
import { i as lineOf } from "./chunk-past.js";
import { i as manifestRoom, o as ratioBetween, r as digestsByName } from "./chunk-pack.js";
import { i as isForWantOfRoom, o as planBudget } from "./chunk-plan.js";
import { i as shortName } from "./chunk-reason.js";
import { t as unpack } from "./chunk-unpack.js";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { rm } from "node:fs/promises";
// src/budget/budget.ts
/** The smaller of two budgets; the first where they are the same. */
function tighter(one, other) {
	return other.budgetBytes < one.budgetBytes ? other : one;
}
/** What a whole bundle may take. */
function wholeBudget({ maxSizeBytes }) {
	return {
		budgetBytes: maxSizeBytes,
		limitedBy: "max-size"
	};
}
/** An overlay may take half of its base, and this much in any case. */
const overlayShare = .5;
const overlayLeastBytes = 2e7;
/** What an overlay on a base of so many bytes may take. */
function overlayBudget(config, baseBytes) {
	const budgetBytes = Math.max(overlayLeastBytes, baseBytes * overlayShare);
	return tighter(wholeBudget(config), {
		budgetBytes,
		limitedBy: "overlay"
	});
}
// src/budget/room.ts
/**
* Tells which bundles a new one replaces: its ancestors of its own family and ref. A bundle that a job has only fallen back to is
* an ancestor too, but another job still needs it.
*/
function replacedBy({ ancestors, isFamily, ref }) {
	const own = new Set(ancestors.filter(isFamily));
	return (bundle) => bundle.ref === ref && own.has(bundle.key);
}
/** A bundle that a newer one of its family and ref hides may still be on its way to a job that began before. */
const hiddenMs = 36e5;
/** A toolchain, a matrix job or a ref without a read for so long is taken for gone. */
const goneMs = 864e5;
/**
* The bundles of ours that nobody needs any more, so that it is no loss when GitHub evicts them: what the new bundle replaces;
* bundles that a newer one of their family and ref hides; those of another tag or another try of a merge queue; once nobody
* has read them for a day, bundles of a toolchain that a newer one of the same job and ref has followed, and of refs other than
* this job's and the default branch; and those of a matrix job without which its job has run since, from one day to the next.
*/
function findSuperseded(entries, facts) {
	const { identify, isReplaced, ref, defaultRef, nowMs } = facts;
	const ours = entries.flatMap((entry) => {
		const identity = identify(entry.key);
		return identity ? [{
			entry,
			...identity
		}] : [];
	});
	const newestOfFamily = newest(ours, ({ family }) => family);
	const newestOfJob = newest(ours, ({ job }) => job);
	const newestBefore = newest(ours.filter(({ entry }) => nowMs - entry.savedAtMs > goneMs), ({ wholeJob }) => wholeJob);
	const unneeded = ours.filter(({ entry, family, job, wholeJob }) => {
		const usedAtMs = Math.max(entry.savedAtMs, entry.lastReadAtMs ?? 0);
		const unreadMs = nowMs - usedAtMs;
		if (newestOfFamily(entry, family) > entry.savedAtMs && unreadMs > hiddenMs) return true;
		const isOtherRef = entry.ref !== void 0 && entry.ref !== ref && entry.ref !== defaultRef;
		if (isOtherRef && passingRef(entry.ref) !== void 0) return true;
		if (newestBefore(entry, wholeJob) > usedAtMs + goneMs) return true;
		return unreadMs > goneMs && (isOtherRef || newestOfJob(entry, job) > entry.savedAtMs);
	});
	return /* @__PURE__ */ new Set([...entries.filter(isReplaced), ...unneeded.map(({ entry }) => entry)]);
}
/** When the newest one of the same group, ref and version was saved. */
function newest(ours, groupOf) {
	const at = /* @__PURE__ */ new Map();
	const nameOf = ({ ref = "", version = "" }, group) => `${group}\n${ref}\n${version}`;
	for (const one of ours) {
		const name = nameOf(one.entry, groupOf(one));
		at.set(name, Math.max(at.get(name) ?? 0, one.entry.savedAtMs));
	}
	return (entry, group) => at.get(nameOf(entry, group)) ?? 0;
}
/**
* Bytes that GitHub would free, the least recently used first across everybody, before it came to an entry that is not in
* `superseded`. None where entries are not listed and nothing tells which are the first: it may be any of them.
*/
function reclaimableBytes(listing, superseded) {
	let bytes = 0;
	for (const entry of inOrderOfEviction(listing)) {
		if (!superseded.has(entry)) return bytes;
		bytes += entry.bytes;
	}
	return bytes;
}
/** The first entries that GitHub evicts, as far as they are known. */
function inOrderOfEviction(listing) {
	const { entries, unlistedBytes, leastRecent } = listing;
	if (leastRecent) return leastRecent;
	const usedAt = ({ savedAtMs, lastReadAtMs = 0 }) => Math.max(savedAtMs, lastReadAtMs);
	return unlistedBytes > 0 ? [] : entries.toSorted((a, b) => usedAt(a) - usedAt(b));
}
/**
* The most bytes with which nobody else pays: for an upload of that size GitHub would evict nothing but `superseded`, and
* once those are gone, the reserve is free. The same whether the token may delete or not: deleting only makes room sooner.
*/
function roomIn(listing, superseded, { repositoryLimitBytes, reserveBytes }) {
	const held = sumBytes(listing.entries) + listing.unlistedBytes;
	const freeNow = repositoryLimitBytes - held + reclaimableBytes(listing, superseded);
	const freeLater = repositoryLimitBytes - held + sumBytes(superseded) - reserveBytes;
	return {
		budgetBytes: Math.max(0, Math.min(freeNow, freeLater)),
		limitedBy: "repository"
	};
}
/**
* Whether the bundle that was just uploaded has to be deleted again: jobs that end together each find the same room. What was
* saved up to that moment decides, so the first ones stay and the others are taken back. `own` is in the listing.
*/
function mustTakeBack({ entries, unlistedBytes }, own, { superseded, limitBytes }) {
	const before = {
		entries: entries.filter((entry) => byArrival(entry, own) <= 0),
		unlistedBytes
	};
	return sumBytes(before.entries) + unlistedBytes - reclaimableBytes(before, superseded) > limitBytes;
}
/** As `byAge`, but among entries of one instant by their numbers first, where they have any. */
function byArrival(a, b) {
	const byNumber = Number(a.id ?? NaN) - Number(b.id ?? NaN);
	return a.savedAtMs - b.savedAtMs || byNumber || byAge(a, b);
}
// src/flow/new-bundle/clean-up.ts
/** Clocks of a service and a runner differ. */
const clockSlackMs = 5e3;
/**
* Deletes the ancestors of the bundle that was just saved, and returns what they took. To be called only once the new one is
* there. It lists anew, so that a job that has begun to read one of them meanwhile is seen. A failure is a notice: what
* is left is collected by the next save.
*/
async function cleanUp(request, catalog, log) {
	let deleted = {
		bundles: 0,
		bytes: 0
	};
	try {
		const listed = request.listed ?? (await catalog.list(request.prefix, { ref: request.ref })).bundles;
		for (const bundle of deletable(listed, request)) {
			if (await catalog.remove(bundle) === "gone") continue;
			deleted = {
				bundles: deleted.bundles + 1,
				bytes: deleted.bytes + bundle.bytes
			};
			log.info(`Deleted the superseded bundle ${bundle.key}`);
		}
	} catch (error) {
		if (!(error instanceof StoreError)) throw error;
		log.notice(`Superseded bundles were not deleted: ${error.message}`);
	}
	return deleted;
}
/**
* What is replaced and no other job is reading, beyond those that are kept, the oldest first. Of another version than the new one it is
* all that another job finds.
*/
function deletable(bundles, { newestKey, keepLast, nowMs, ownReadAtMs, ...replacing }) {
	const isReplaced = replacedBy(replacing);
	const isNewest = ({ key, ref }) => key === newestKey && ref === replacing.ref;
	const savedAtMs = (bundle) => bundle.key === newestKey ? Number.MAX_VALUE : bundle.savedAtMs;
	const saved = bundles.filter(isNewest).sort(byAge).at(-1);
	const newestFirst = bundles.filter((bundle) => isNewest(bundle) || isReplaced(bundle)).filter(({ version }, _, all) => saved ? version === saved.version : isOneVersion(all)).sort((a, b) => savedAtMs(b) - savedAtMs(a) || (a.key < b.key ? -1 : 1));
	const isOwnRead = ({ lastReadAtMs = Number.POSITIVE_INFINITY }) => lastReadAtMs <= ownReadAtMs + clockSlackMs;
	const isFree = (bundle) => {
		const successor = newestFirst[newestFirst.indexOf(bundle) - 1];
		return isOwnRead(bundle) || !isBeingRead(bundle, {
			successor,
			nowMs
		});
	};
	return newestFirst.filter(({ key }) => key !== newestKey).slice(Math.max(0, keepLast - 1)).filter(isFree).reverse();
}
function isOneVersion(bundles) {
	return new Set(bundles.map(({ version }) => version)).size === 1;
}
// src/flow/new-bundle/room.ts
/** What a save or a merge is, as far as others' room goes; `most` is what the bundle may take wherever it is stored. */
function saverOf({ bundles, defaultBranch, most, ...saving }, { store }) {
	const { maxBytes: budgetBytes = Number.POSITIVE_INFINITY } = store.traits;
	return {
		...saving,
		most: tighter(most, {
			budgetBytes,
			limitedBy: "store"
		}),
		ancestors: bundles.flatMap((bundle) => bundle.isSpared ? [] : lineOf(bundle)),
		defaultRef: defaultBranch === void 0 ? void 0 : `refs/heads/${defaultBranch}`
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
	const { config, most } = saver;
	if (found === void 0 || found === "refused") return {
		...most,
		why: whyLimited[most.limitedBy],
		report: void 0
	};
	const superseded = supersededIn(found, saver);
	const room = tighter(most, roomIn(listingOf(found), superseded, config));
	const limitBytes = config.repositoryLimitBytes;
	const oursBytes = sumBytes(found.bundles.filter(({ key }) => parseKey(key, config.keyPrefix)));
	const othersBytes = Math.max(0, found.totalBytes - oursBytes);
	const freeBytes = Math.max(0, limitBytes - found.totalBytes);
	const usedBytes = found.totalBytes - sumBytes(superseded);
	const held = `caches in use hold ${formatSize(usedBytes)} of the repository's ${formatSize(limitBytes)}`;
	const report = {
		othersBytes,
		oursBytes,
		limitBytes,
		freeBytes
	};
	return {
		...room,
		why: room.limitedBy === "repository" ? held : whyLimited[room.limitedBy],
		report
	};
}
const whyLimited = {
	"max-size": void 0,
	overlay: "an overlay may take half of what its base takes, or 20 MB",
	store: "that is all that the store's own max-size lets its bundles take together",
	repository: "the repository's cache has no more room"
};
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
	const own = found.bundles.filter((bundle) => bundle.key === key && bundle.ref === saver.ref).sort(byAge).at(-1);
	if (!own) return void 0;
	const superseded = supersededIn(found, saver);
	const { repositoryLimitBytes: limitBytes } = saver.config;
	return mustTakeBack(listingOf(found), own, {
		superseded,
		limitBytes
	}) ? own : void 0;
}
/** Bundles of ours that nobody needs any more, but for those that `keep-last` keeps. */
function supersededIn({ bundles }, saver) {
	const { config, ref, defaultRef, nowMs } = saver;
	const isReplaced = replacedBy(saver);
	const identify = (key) => parseKey(key, config.keyPrefix);
	const found = findSuperseded(bundles, {
		identify,
		isReplaced,
		ref,
		defaultRef,
		nowMs
	});
	const kept = [...found].filter(isReplaced).sort((a, b) => byAge(b, a)).slice(0, config.keepLast - 1);
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
// src/flow/new-bundle/after-upload.ts
/**
* What follows an upload, of a save and of a merge: where jobs that end together could fill the repository it looks once more, and
* takes the new bundle back if that is one too many; else it deletes what the new one replaces. No failure of the store is thrown.
*/
async function settleUpload(uploaded, { config, found, saver, prefix, ownReadAtMs }, deps) {
	const after = await lookAfter(uploaded, {
		found,
		saver
	}, deps);
	if (after === "withdrawn") return {
		kind: after,
		why: "jobs that ended together have filled the repository above its limit"
	};
	const { catalog, log, now } = deps;
	const { key: newestKey, ancestors } = uploaded;
	if (!config.deleteSuperseded || prefix === null || !catalog || found === "refused") return { kind: "stays" };
	if (ancestors.length === 0) return { kind: "stays" };
	return {
		kind: "stays",
		deleted: await cleanUp({
			prefix,
			isFamily: saver.isFamily,
			ref: saver.ref,
			ancestors,
			newestKey,
			keepLast: config.keepLast,
			nowMs: now(),
			ownReadAtMs,
			listed: after?.complete ? after.bundles : void 0
		}, catalog, log)
	};
}
/** What the repository holds now, or undefined where it was not asked; `withdrawn` when the new bundle had to be deleted again. */
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
// src/flow/new-bundle/fetch-named.ts
/**
* The bundle of exactly this key, or undefined when it is gone: a store then finds others that begin like it.
* @throws {StoreError}, {BundleError}, and what the file system throws
*/
async function fetchNamed({ key, file, onBytes }, { store, zstd, signing }) {
	try {
		const fetched = await store.fetch({
			key,
			fallbacks: []
		}, file, { onBytes });
		if (fetched.kind === "miss" || fetched.key !== key) return void 0;
		return {
			key,
			file,
			manifest: await readManifest(file, zstd, signing?.trust(fetched))
		};
	} catch (error) {
		if (error instanceof DamagedBundleError && error.key !== key) return void 0;
		throw error;
	}
}
// src/flow/new-bundle/put-under.ts
/**
* Signs the bundle that was packed into `file`, and uploads it under the key of its contents. Where an upload holds that key
* whose job was killed, or that is under way, a second one is used: otherwise the same contents could not be saved until
* the store forgets the first. @throws {StoreError} when nothing is saved
*/
async function putUnder(keyOf, { file, packed, onProgress }, { store, signing }) {
	const { entries, parents } = packed.manifest;
	const first = keyOf(digestOf(entries, parents));
	const second = keyOf(digestOf(entries, [first]));
	for (const key of /* @__PURE__ */ new Set([first, second])) {
		const bytes = await signing?.sign(file, key) ?? packed.bytes;
		const { kind } = await store.put(key, file, { onBytes: (done) => onProgress({
			done,
			total: bytes
		}) });
		if (kind !== "reserved") return {
			key,
			kind,
			bytes
		};
	}
	throw new StoreError(`The key ${first} is reserved by an upload that has not ended, so nothing was saved`, { reason: "unavailable" });
}
/**
* 12 hex digits that stand for a set of entries and the bundles that it was made from: two jobs that did the same from the
* same parents agree on them, and an earlier set of entries that comes again gets others. Preprocessor files do not count,
* since their content changes under the same name.
*/
function digestOf(entries, parents) {
	const text = `${[...entries].map(({ name }) => name).filter((name) => kindOf(name) === "object").sort().join("\n")}\n\n${parents.toSorted().join("\n")}`;
	return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
// src/flow/temporary.ts
/** What `work` returns. It names new files and folders in `folder`, which are removed when it ends. */
async function withTemporary(folder, work) {
	const made = [];
	try {
		return await work((name) => {
			const path = join(folder, `${name}-${randomBytes(4).toString("hex")}`);
			made.push(path);
			return path;
		});
	} finally {
		for (const path of made) await rm(path, {
			recursive: true,
			force: true
		});
	}
}
// src/flow/evidence/costs.ts
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
/** What the entries of the next bundle are measured by: the newest bundle that this job knows. */
function measureOf({ past, rawAtSource }) {
	const { overlay, heads, base } = past;
	return {
		manifest: overlay?.manifest ?? heads.at(-1)?.manifest ?? base?.manifest,
		rawAtSource
	};
}
/**
* Expects of each entry what it took in the measured bundle, by its own segment's ratio; of an entry that is not in there,
* what entries took on the whole. `margin` multiplies all, for a second try after the first came out too large.
*/
function withCosts(entries, measure, margin = 1) {
	const { manifest } = measure;
	const share = manifest && shareOf(manifest);
	const expected = new Map(manifest?.entries.map((entry) => [entry.name, share?.(entry) ?? 0]));
	const ratio = overallRatio(measure);
	return entries.map((entry) => {
		const bytes = expected.get(entry.name) ?? entry.bytes * ratio;
		return {
			...entry,
			cost: Math.ceil(bytes * margin) + perEntryBytes
		};
	});
}
/** Bundle bytes per byte on disk of an entry that sccache has just written. */
function overallRatio({ manifest, rawAtSource }) {
	const usual = rawAtSource ? usualRatio.raw : usualRatio.compact;
	if (!manifest) return usual;
	const bundled = sumBytes(manifest.segments);
	const onDisk = manifest.entries.reduce((sum, { bytes, storedBytes }) => sum + (rawAtSource ? bytes : storedBytes), 0);
	return onDisk === 0 ? usual : Math.min(1, bundled / onDisk);
}
// src/flow/new-bundle/evicted.ts
/** What a plan leaves out, for the next run to know why it misses: what took longest to compile comes first. */
function evictedBy({ evict }, limitedBy) {
	if (evict.length === 0) return {};
	const dearest = evict.toSorted((a, b) => (b.entry.costMs ?? 0) - (a.entry.costMs ?? 0)).slice(0, limits.evicted);
	const namesOf = (group) => group.map(({ entry }) => shortName(entry.name));
	const byRule = Map.groupBy(dearest, ({ reason }) => reason);
	return {
		evicted: Object.fromEntries([...byRule].map(([reason, group]) => [reason, namesOf(group)])),
		limitedBy
	};
}
// src/flow/new-bundle/pack-within.ts
/** How much more than measured to expect of entries in each try after the first at a level. */
const margins = [1.01, 1.1];
/**
* Packs what the budget allows, if enough of that is new, and at the tight level if not all fits at the usual one. What entries take is
* known only afterwards: the first plan goes by what they took in the bundle before, and when the result is over the
* budget, the next by what they have just taken. Only a bundle within the budget becomes `request.out`; otherwise what
* was there before stays.
*/
async function packWithin(entries, { plan, limitedBy, levels, measure, ...limits }, request, pack) {
	const options = {
		...plan,
		list: manifestRoom(request.about, entries)
	};
	const planAt = (level, { measured = measure, margin = 1, fixedBytes = 0 } = {}) => {
		const ratio = margin * ratioBetween(measured.manifest?.level ?? levels.usual, level);
		const budgetBytes = options.budgetBytes - fixedBytes;
		return {
			level,
			...planBudget(withCosts(entries, measured, ratio), {
				...options,
				budgetBytes
			})
		};
	};
	const { usual, tight } = levels;
	let last;
	try {
		let next = planAt(usual);
		if (usual !== tight && next.evict.some(({ reason }) => isForWantOfRoom(reason))) next = planAt(tight);
		const marginsLeft = next.level === tight ? [...margins] : [1, ...margins];
		for (;;) {
			const not = whyNot(next, options, limits);
			if (not !== void 0) return {
				...not,
				plan: next
			};
			const packed = await pack(requestFor(next, request, {
				last,
				limitedBy,
				mostBytes: options.budgetBytes
			}));
			if (packed.bytes <= options.budgetBytes) return {
				kind: "packed",
				plan: next,
				packed
			};
			await discard(last);
			last = packed;
			const margin = marginsLeft.shift();
			if (margin === void 0) return {
				...nothingFits(options),
				plan: next
			};
			const measured = {
				...measure,
				manifest: packed.manifest
			};
			const costs = withCosts(packed.manifest.entries, measured).map(({ cost }) => cost);
			next = planAt(tight, {
				measured,
				margin,
				fixedBytes: Math.max(0, packed.bytes - costs.reduce((sum, cost) => sum + cost, 0))
			});
		}
	} finally {
		await discard(last);
	}
}
/** How to pack what `plan` keeps. After a try that was too large, only what loses an entry is packed again: it is a few of many. */
function requestFor(plan, request, { last, limitedBy, mostBytes }) {
	const digests = last && digestsByName(last.manifest);
	const kept = plan.keep.map(({ entry }) => entry);
	const entries = digests ? kept.map((entry) => ({
		...entry,
		heldBy: [...entry.heldBy ?? [], digests.get(entry.name) ?? []].flat()
	})) : kept;
	const reuse = [...last ? [last] : [], ...request.reuse ?? []];
	return {
		...request,
		level: plan.level,
		mostBytes,
		entries,
		reuse,
		about: {
			...request.about,
			...evictedBy(plan, limitedBy)
		}
	};
}
/** Removes what a try that was too large has left. */
async function discard(packed) {
	if (packed) await rm(packed.file, { force: true });
}
/** Known before anything is packed: whatever a plan keeps that is not new is in a bundle already. */
function whyNot({ keep, evict, expectedBytes }, options, { mostUploadBytes, freeBytes, judge }) {
	if (keep.length === 0) return nothingFits(options);
	const displaced = evict.filter(({ reason }) => isForWantOfRoom(reason) || reason === "too-many");
	const { newEntries, isEnough, why } = judge(keep.map(({ entry }) => entry), displaced.map(({ entry }) => entry));
	if (!isEnough) {
		const budget = formatSize(options.budgetBytes);
		const some = `too little of what is new fits into ${budget}: ${why}`;
		return {
			kind: "nothing-new",
			why: newEntries === 0 ? `nothing new fits into ${budget}` : some
		};
	}
	if (mostUploadBytes !== void 0 && expectedBytes > mostUploadBytes) return {
		kind: "nothing-new",
		why: `the job was cancelled, and about ${formatSize(expectedBytes)} take too long to upload`
	};
	if (freeBytes !== void 0 && expectedBytes > freeBytes) {
		const [needed, free] = [formatSize(expectedBytes), formatSize(freeBytes)];
		return {
			kind: "no-room",
			why: `the disk has too little room to save the bundle: it needs about ${needed}, and the temporary folder has ${free} free`
		};
	}
}
function nothingFits({ budgetBytes }) {
	return {
		kind: "too-small",
		why: `nothing fits into ${formatSize(budgetBytes)}`
	};
}
// src/flow/new-bundle/unpack-beside.ts
/** Of what is free on the disk, for entries as they are: the next bundle needs some of it too. */
const share = .5;
/**
* Unpacks wanted entries in a new folder, compressed again where the disk has too little room for them as they are in the bundle.
* @throws as `unpack`
*/
async function unpackBeside(bundle, { zstd, threads, temporary }) {
	const folder = temporary("unpacked");
	const compact = sumBytes(bundle.manifest.entries.filter(bundle.wanted)) > await freeBytes(folder) * share;
	return {
		folder,
		entries: await unpack({
			...bundle,
			directory: folder,
			compact,
			threads
		}, zstd),
		digests: digestsByName(bundle.manifest)
	};
}
export { withTemporary as a, settleUpload as c, survey as d, overlayBudget as f, withCosts as i, roomFor as l, packWithin as n, putUnder as o, wholeBudget as p, measureOf as r, fetchNamed as s, unpackBeside as t, saverOf as u };
