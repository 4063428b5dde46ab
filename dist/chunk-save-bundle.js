import { a as isChurn, c as ageOf, f as lastUseOf, l as evictAgeOf, n as changedEnough, p as unusedSince, s as advanceClock, u as isNearlyRemoved } from "./chunk-worth.js";
import { a as levelsOf, r as digestsByName, t as openPacker } from "./chunk-pack.js";
import { r as reportBudget } from "./chunk-make-report.js";
import { r as freeBytes } from "./chunk-disk.js";
import { a as withTemporary, c as settleUpload, d as survey, f as overlayBudget, i as withCosts, l as roomFor, n as packWithin, o as putUnder, p as wholeBudget, r as measureOf, s as fetchNamed, t as unpackBeside, u as saverOf } from "./chunk-unpack-beside.js";
import { a as originOf, i as lineOf, l as reusable, n as bundlesOf, o as pastOf, r as isOwn, t as ancestorsFrom } from "./chunk-past.js";
import { n as isFailure, r as orFailure, t as asUseless } from "./chunk-failures.js";
import { t as openPhases } from "./chunk-phases.js";
import { i as unsignedBytes, t as cannotSign } from "./chunk-signing.js";
import { a as isOfFamily, i as isFresh, u as saveKey } from "./chunk-native-code.js";
import { i as usableBy, t as namesInBase } from "./chunk-usable.js";
import { t as maySave } from "./chunk-policy.js";
import { r as readManifest } from "./chunk-read-manifest.js";
import { n as findBase } from "./chunk-find-base.js";
import { o as limits } from "./chunk-checks.js";
import { t as creator } from "./chunk-version.js";
import { n as kindOf } from "./chunk-directory.js";
import { a as unused, n as knownEntry } from "./chunk-candidates.js";
import { t as StoreError } from "./chunk-store.js";
import { t as byAge } from "./chunk-stored-bundle.js";
// src/flow/save/news.ts
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
* Whether this job used and made what it would save: no bundle had it; or one had, and it was to be made anew. After an outage that is
* not so: what the job made once more is as good in the bundle that it could not restore.
*/
function isMade({ added, fresh, remade, ...entry }, { config }) {
	if (entry.kind !== "object" || !entry.usedByThisRun) return false;
	return added || remade || fresh && config.restore === "never";
}
/**
* Whether an upload for the sake of this entry makes sense: this job used and made it; or it is so old that the
* next complete run of another job would remove it; or the bundles know its last use from so long ago that half of `max-age`
* has passed, or else jobs of the family that do without it would remove it.
*/
function isNew(entry, facts) {
	const { past, nowMs } = facts;
	const { maxAgeDays } = facts.config;
	if (entry.kind !== "object" || !entry.usedByThisRun) return false;
	if (isMade(entry, facts) || isAboutToGo(entry, facts.config)) return true;
	const before = past.entries.get(entry.name);
	if (maxAgeDays === void 0 || before === void 0) return false;
	const lastUse = lastUseOf(before.lastUse, {
		created: before.created,
		restoredAt: nowMs / 1e3
	});
	return nowMs / 1e3 - lastUse > maxAgeDays * 86400 / 2;
}
/** Whether this job used it, and the next complete run of another job would remove it. */
function isAboutToGo({ kind, usedByThisRun, ageBefore }, { evict }) {
	return kind === "object" && usedByThisRun && isNearlyRemoved(evict, ageBefore);
}
/** The head that the next job like this one restores; undefined where it restores what this one did, or none is known to be that. */
function restoredNext({ restored, heads, newest }, { isFresh }) {
	return heads.find(({ key }) => key === newest && (isFresh(key) || !(restored && isFresh(restored.key))));
}
/**
* The entries of all bundles that were united. What this job made stays new unless the bundle has it that the next job restores: another
* head's is hidden by that one, and would be compiled in every run.
*/
function stillNew(united, own, next) {
	const found = new Set(next?.manifest?.entries.map(({ name }) => name));
	const made = new Set(own.flatMap(({ name, added }) => added && !found.has(name) ? [name] : []));
	return united.map((entry) => made.has(entry.name) ? {
		...entry,
		added: true
	} : entry);
}
function totalOf(entries) {
	return {
		entries: entries.length,
		bytes: entries.reduce((sum, { cost }) => sum + cost, 0),
		ms: entries.reduce((sum, { costMs }) => sum + (costMs ?? 0), 0)
	};
}
// src/flow/save/decide.ts
/** Decides what this job saves; or why it saves nothing, for the user. */
function decideSave(facts) {
	const { config, keys, context, base } = facts;
	if (facts.notUsed !== null) return notAllowed(facts.notUsed);
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
	if (keys.once && restored?.manifest?.run.complete && isFresh(restored.key, keys) && serves(facts)) return nothingNew(`${restored.key} is already saved`);
	const judge = judgeFor(facts, { isEager: config.save === "always" || keys.once || keys.custom });
	const { isEnough, why } = judge(withCosts(facts.entries, measureOf(facts)), []);
	if (!isEnough) return nothingNew(why);
	if (keys.custom && restored?.manifest?.ref === (facts.ownRef ?? null) && isFresh(restored.key, keys)) return nothingNew(`${restored.key} is already saved, and no store saves a key twice: end the key with {run} or {sha}, and give its beginning as restore-keys`);
	return {
		kind: "save",
		as: "base",
		...keys.custom ? {
			prefix: null,
			newest: {
				key: keys.primary,
				fallbacks: keys.fallbacks
			}
		} : {
			prefix: `${keys.family}-`,
			newest: {
				key: `${keys.family}-`,
				fallbacks: []
			}
		},
		isFamily: (key) => isOfFamily(key, keys),
		isFresh: (key) => isFresh(key, keys),
		most: wholeBudget(config),
		keyOf: (digest) => saveKey(keys, digest),
		base: null,
		leftOut: /* @__PURE__ */ new Set(),
		judge
	};
}
/**
* Whether one bundle is enough for this job too: it gave at least half of what was asked for, and no other job is about to remove
* any of that. Otherwise the first job of those that share it, or the flags of its day, would leave the others with nothing. What a
* job that did not succeed asked for tells nothing.
*/
function serves({ status, run, entries, config }) {
	if (status === "failure" || status === "cancelled") return true;
	const { hits, misses } = run.record;
	return (hits ?? 0) >= (misses ?? 0) && !entries.some((entry) => isAboutToGo(entry, config));
}
/** An overlay holds what its base lacks: what the overlay before it had, and what this push adds. */
function decideOverlay(facts, prefix) {
	const { config, past } = facts;
	const leftOut = namesInBase(past, facts.entries);
	if (!facts.entries.some((entry) => isMade(entry, facts) && !leftOut.has(entry.name))) return nothingNew("nothing is new");
	if (config.save !== "always" && isChurn(measureUse(facts))) return nothingNew("the last overlay was not used, and only newer versions of the same crates were compiled: they change with every push");
	const baseBytes = facts.base.kind === "restored" ? facts.base.bundle.bytes : Number.POSITIVE_INFINITY;
	return {
		kind: "save",
		as: "overlay",
		prefix,
		newest: {
			key: prefix,
			fallbacks: []
		},
		isFamily: (key) => key.startsWith(prefix),
		isFresh: (key) => key.startsWith(prefix),
		most: overlayBudget(config, baseBytes),
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
// src/flow/save/fetch-head.ts
/**
* Fetches a bundle and unpacks what this job lacks of it beside sccache's directory. Undefined when the bundle is gone. One
* that is damaged, or not signed as it must be, counts as empty, so that the next save replaces it; so does one that only this
* machine may be unable to read, but it is spared; and an entry that is there already.
* @throws {StoreError}, {BundleError} for a newer format, and what the file system throws
*/
async function fetchHead({ key, has, sccacheVersion, onProgress }, deps) {
	const file = deps.temporary("head.tar.zst");
	const onBytes = (done) => onProgress({
		done,
		total: void 0
	});
	try {
		const bundle = await fetchNamed({
			key,
			file,
			onBytes
		}, deps);
		if (!bundle) return void 0;
		const isUsable = usableBy(sccacheVersion, bundle.manifest);
		const wanted = (entry) => !has(entry.name) && isUsable(entry);
		return {
			bundle,
			...await unpackBeside({
				...bundle,
				wanted
			}, deps)
		};
	} catch (error) {
		const useless = asUseless(error);
		if (useless === void 0) throw error;
		const { why, isCertain } = useless;
		const what = isCertain ? "cannot be used and is being replaced" : "cannot be read here and is left as it is";
		deps.log.notice(`${key} ${what}: ${why}`);
		return {
			bundle: {
				key,
				manifest: void 0,
				file: void 0,
				isSpared: !isCertain
			},
			folder: "",
			entries: [],
			digests: /* @__PURE__ */ new Map()
		};
	}
}
// src/flow/save/late-base.ts
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
	try {
		const fetched = await deps.phases.run("fetch other bundles", (onProgress) => findBase(keys, (chain) => deps.store.fetch(chain, file, { onBytes: (done) => onProgress({
			done,
			total: void 0
		}) })));
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
	} catch (error) {
		const useless = asUseless(error);
		if (useless === void 0) throw error;
		deps.log.notice(`The base cannot be used, so the overlay holds all that this job used: ${useless.why}`);
		return same;
	}
}
// src/flow/save/next-bundle.ts
/** What the next bundle says of itself, and the entries that may go into it, both after this job is counted. */
function agedContents(contents, plan) {
	const { past, run, keys } = contents;
	const known = [plan.as === "base" ? past.base : past.overlay, ...past.heads].filter((bundle) => bundle !== void 0);
	const parents = known.filter(({ isSpared }) => !isSpared);
	const before = unitedRuns(known, keys);
	const after = advanceClock(before, {
		id: run.record.id,
		complete: run.complete
	});
	const about = {
		creator,
		created: run.record.endedAt,
		sccacheVersion: contents.sccacheVersion,
		toolchain: contents.toolchain,
		family: keys.family,
		limitedBy: void 0,
		base: plan.base,
		ref: contents.ownRef ?? null,
		environment: contents.environment,
		parents: parents.map(({ key }) => key).slice(-limits.parents),
		ancestors: ancestorsFrom(parents),
		run: after,
		history: [...before.history, run.record].slice(-limits.history)
	};
	const restored = restoredFrom(past);
	const others = namesOfOthers(past, keys);
	return {
		about,
		entries: contents.entries.filter(({ name }) => !plan.leftOut.has(name)).map((entry) => {
			const lastRun = entry.usedByThisRun ? after.clock : Math.max(0, before.run.clock - entry.ageBefore);
			const lastUse = lastUseIn(entry, contents);
			const heldBy = entry.fresh ? [] : entry.heldBy ?? restored(entry.name);
			const age = ageOf(lastRun, after.clock);
			const isOthers = !entry.usedByThisRun && others.has(entry.name);
			return {
				...entry,
				lastUse,
				lastRun,
				age: isOthers ? Math.max(age, 2) : age,
				heldBy
			};
		})
	};
}
/** Names that only the bundle of another family has, to which this job fell back. */
function namesOfOthers({ base, overlay, heads }, keys) {
	if (!base || isOfFamily(base.key, keys)) return /* @__PURE__ */ new Set();
	const namesIn = (bundle) => bundle?.manifest?.entries.map(({ name }) => name) ?? [];
	const own = new Set([overlay, ...heads].flatMap(namesIn));
	return new Set(namesIn(base).filter((name) => !own.has(name)));
}
/**
* Which segments hold the content of an entry that restore brought. None where both bundles hold it in segments of their own:
* one of the two is in the directory, and which is not known.
*/
function restoredFrom({ base, overlay }) {
	const bundles = [base, overlay].flatMap((bundle) => bundle?.manifest ? [digestsByName(bundle.manifest)] : []);
	return (name) => {
		const digests = new Set(bundles.flatMap((digestOf) => digestOf.get(name) ?? []));
		return digests.size === 1 ? [...digests] : [];
	};
}
/** When an entry was last used, in the words of the next bundle: of `run.record.endedAt`. */
function lastUseIn({ name, lastUse, usedByThisRun }, { past, restoredAtMs, run }) {
	const before = past.entries.get(name);
	if (usedByThisRun || before === void 0 || restoredAtMs === void 0) return lastUse;
	const restoredAt = Math.floor(restoredAtMs / 1e3);
	const known = lastUseOf(before.lastUse, {
		created: before.created,
		restoredAt
	});
	return run.isWhole ? unusedSince(known, run.record.endedAt) : known;
}
/** The run that this one comes after, and the runs of the family before it: the longest memory of the bundles. */
function unitedRuns(parents, keys) {
	const latest = parents.flatMap(({ manifest }) => manifest?.run ?? []).toSorted((a, b) => b.clock - a.clock || Number(b.complete) - Number(a.complete))[0];
	const records = parents.flatMap((one) => one.manifest && isOwn(one, keys) ? one.manifest.history : []);
	const byEnd = new Map(records.map((record) => [JSON.stringify(record), record]));
	return {
		run: latest ?? {
			id: null,
			clock: 0,
			complete: false
		},
		history: [...byEnd.values()].sort((a, b) => a.endedAt - b.endedAt)
	};
}
// src/flow/evidence/absent.ts
/** Names of entries that a bundle has, and no folder. */
function namesOfAbsent(entries) {
	return new Set(entries.flatMap(({ name, isAbsent }) => isAbsent ? [name] : []));
}
/** The restored bundles of which entries are in no folder, and which no other bundle has taken into account. */
function lacking(past, entries) {
	const absent = namesOfAbsent(entries);
	const inHeads = new Set(past.heads.flatMap(lineOf));
	const isLacking = ({ key, manifest }) => !inHeads.has(key) && (manifest?.entries.some(({ name }) => absent.has(name)) ?? false);
	return [past.overlay, past.base].filter((bundle) => bundle !== void 0).filter(isLacking);
}
/** Which bundles of this past are taken into account, and which others by them. */
function accountedFor(past, entries) {
	const missing = new Set(lacking(past, entries));
	const whole = bundlesOf(past).filter((bundle) => !missing.has(bundle));
	const isForgetful = ({ manifest }) => manifest?.ancestors.length === limits.ancestors;
	return {
		known: new Set(whole.flatMap(lineOf)),
		forgetful: new Set(whole.filter(isForgetful).map(({ key }) => key))
	};
}
// src/flow/save/family.ts
/**
* What was saved so long before a bundle that was there when that one was made: it was taken into account. What was not came
* while the job of that one packed and uploaded.
*/
const surelySeenMs = 864e5;
/**
* Looks for the newest bundle of the family that is not `known`: another job may have been quicker, or the restore
* failed, was skipped, or brought only a part. The listing tells, where there is a whole one; else one lookup, which names the newest alone.
* Where nothing is deleted there are more bundles than one can name: those that it has forgotten are not taken for new. Those of
* another version than the newest that is known are not found by this job.
* @throws {StoreError}
*/
async function findFamily({ prefix, newest, isFamily }, { known, forgetful, ref, listing }, deps) {
	const listed = prefix === null ? void 0 : await list(prefix, {
		listing,
		ref
	}, deps);
	const all = listed?.bundles.filter((bundle) => isFamily(bundle.key) && bundle.ref === ref).sort((a, b) => byAge(b, a));
	const ours = all?.find(({ key }) => known.has(key));
	const bundles = ours ? all?.filter(({ version }) => version === ours.version) : all;
	const forgetfulMs = bundles?.flatMap(({ key, savedAtMs }) => forgetful.has(key) ? [savedAtMs] : []) ?? [];
	const sinceMs = Math.max(...forgetfulMs) - surelySeenMs;
	const head = bundles?.find(({ key, savedAtMs }) => !known.has(key) && savedAtMs >= sinceMs)?.key;
	if (listed?.complete) return {
		bundles,
		head,
		newest: bundles?.[0]?.key
	};
	const found = await deps.store.lookup(newest);
	if (!(found.kind === "hit" && (found.ref === void 0 || found.ref === ref) && isFamily(found.key))) return {
		bundles,
		head,
		newest: void 0
	};
	return {
		bundles,
		head: known.has(found.key) ? head : found.key,
		newest: found.key
	};
}
/** The store's bundles with this prefix, and maybe others, or undefined where nobody may list them. */
async function list(prefix, { listing, ref }, { catalog }) {
	if (!catalog || listing === "refused") return void 0;
	if (listing?.complete) return listing;
	try {
		return await catalog.list(prefix, { ref });
	} catch (error) {
		if (error instanceof StoreError && ["denied", "absent"].includes(error.reason)) return void 0;
		throw error;
	}
}
// src/flow/save/unite.ts
/** What this job may save, with the entries of a bundle that were unpacked since; those are for the CPU that it names. */
function unitedEntries(own, { folder, entries, digests }, past) {
	const names = new Set(own.map(({ name }) => name));
	const unpacked = new Map(entries.map((entry) => [entry.name, entry]));
	const placeOf = ({ name, cpu }) => ({
		directory: folder,
		heldBy: [digests.get(name) ?? []].flat(),
		cpu
	});
	const refreshed = own.map((entry) => {
		const use = {
			used: entry.usedByThisRun,
			made: entry.fresh,
			...originOf(entry)
		};
		const found = unpacked.get(entry.name);
		const place = found ? {
			...placeOf(found),
			isAbsent: false
		} : { cpu: entry.cpu };
		return {
			...entry,
			...knownEntry(entry, use, past),
			remade: entry.remade,
			...place
		};
	});
	const brought = entries.flatMap((found) => {
		const { name, bytes, lastUse } = found;
		const kind = kindOf(name);
		if (!kind || names.has(name)) return [];
		return [{
			...knownEntry({
				name,
				kind,
				bytes,
				lastUse
			}, unused, past),
			...placeOf(found)
		}];
	});
	return [...refreshed, ...brought];
}
/** The candidates that are to be saved; what the directory lacks of them is unpacked from the bundles that restore has kept. */
async function withKept({ past, entries }, { leftOut }, deps) {
	let all = entries.filter(({ name, isAbsent }) => !(isAbsent && leftOut.has(name)));
	for (const { file, manifest } of reusable(past)) {
		const absent = namesOfAbsent(all);
		const wanted = ({ name }) => absent.has(name);
		if (!manifest.entries.some(wanted)) continue;
		const kept = await deps.phases.run("unpack", () => orFailure(() => unpackBeside({
			file,
			manifest,
			wanted
		}, deps)));
		if (!isFailure(kept)) all = unitedEntries(all, kept, past);
	}
	return all;
}
/** The past with a bundle that was fetched: a new head, or one that restore has brought, now with its file. */
function withFetched(past, bundle) {
	const known = ["base", "overlay"].find((which) => past[which]?.key === bundle.key);
	if (!known) return pastOf({
		...past,
		heads: [...past.heads, bundle]
	});
	const fetched = bundle.manifest ? bundle : {
		...past[known],
		isSpared: bundle.isSpared
	};
	return pastOf({
		...past,
		[known]: fetched
	});
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
/**
* Takes into account what other jobs of the family have saved meanwhile, and what of the restored bundles is not in the
* directory, so that this save adds to them. Every entry that it returns is in a folder.
*/
async function unite(contents, { plan, found }, deps) {
	const { sccacheVersion, ownRef: ref } = contents;
	let { past } = contents;
	let entries = await withKept(contents, plan, deps);
	let listing = found;
	/** What is listed for a while though it is gone, or for ever though this job's client does not find it. */
	const gone = /* @__PURE__ */ new Set();
	const find = () => deps.phases.run("plan", () => {
		const { known, forgetful } = accountedFor(past, entries);
		return findFamily(plan, {
			known: /* @__PURE__ */ new Set([...known, ...gone]),
			forgetful,
			ref,
			listing
		}, deps);
	});
	/** Whether the bundle was still there. */
	const take = async (key) => {
		const there = new Set(entries.flatMap(({ name, isAbsent }) => isAbsent ? [] : [name]));
		const head = await deps.phases.run("fetch other bundles", (onProgress) => deps.fetchHead({
			key,
			has: (name) => there.has(name),
			sccacheVersion,
			onProgress
		}, deps));
		if (!head) {
			gone.add(key);
			return false;
		}
		past = withFetched(past, head.bundle);
		entries = unitedEntries(entries, head, past);
		const restored = [past.base, past.overlay].find((bundle) => bundle?.key === key);
		const lost = new Set(restored?.manifest?.entries.map(({ name }) => name));
		entries = entries.filter(({ name, isAbsent }) => !(isAbsent && lost.has(name)));
		return true;
	};
	let family = await find();
	let bytes = 0;
	for (let looks = 0; family.head !== void 0 && looks < mostHeads.ever; looks += 1) {
		const { head: key, bundles } = family;
		bytes += bundles?.find((bundle) => bundle.key === key)?.bytes ?? Number.POSITIVE_INFINITY;
		if (looks >= mostHeads.always && bytes > mostHeads.within) break;
		const isThere = await take(key);
		listing = isThere && bundles ? {
			bundles,
			complete: true,
			totalBytes: 0
		} : void 0;
		family = isThere && !bundles ? {
			...family,
			head: void 0
		} : await find();
	}
	for (const { key } of lacking(past, entries)) if (!gone.has(key)) await take(key);
	const next = restoredNext({
		restored: plan.as === "base" ? past.base : past.overlay,
		heads: past.heads,
		newest: family.newest
	}, plan);
	const all = entries.filter(({ isAbsent }) => !isAbsent);
	const united = {
		...contents,
		past,
		entries: stillNew(all, contents.entries, next)
	};
	const isNothingNew = past.heads.length > contents.past.heads.length && plan.judge(withCosts(united.entries, measureOf(united)), []).newEntries === 0;
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
		}), means.phases.doing));
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
	const { past, ownRef: ref, context, nowMs } = united.contents;
	const { most, isFamily } = plan;
	const { defaultBranch } = context;
	const saving = {
		config,
		bundles: bundlesOf(past),
		defaultBranch,
		isFamily,
		ref,
		nowMs
	};
	const saver = saverOf({
		...saving,
		most
	}, deps);
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
	const { run, config } = contents;
	const { budgetBytes, limitedBy, why } = planned.room;
	const evictAge = evictAgeOf(config.evict, run);
	const out = deps.temporary("saved");
	const within = await packPlanned(contents, planned, {
		out,
		evictAge
	}, deps);
	deps.packer.close();
	const unused = {
		drop: evictAge !== void 0,
		why: run.why
	};
	const budget = reportBudget(within.plan, {
		budgetBytes,
		limit: limitedBy,
		limitedBy: why ?? null,
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
	return {
		budget,
		dropped: packed.dropped,
		...await upload({
			packed,
			out
		}, contents, planned, deps)
	};
}
/** Packs what the room allows into `out`, if enough of it is new. */
async function packPlanned(contents, { plan, room: { budgetBytes, limitedBy } }, { out, evictAge }, deps) {
	const { config, past, run, status } = contents;
	const { about, entries } = agedContents(contents, plan);
	return deps.phases.run("pack", async (onProgress) => packWithin(entries, {
		plan: {
			budgetBytes: unsignedBytes(budgetBytes, deps.signing),
			evictAge,
			maxAgeDays: run.isWhole ? config.maxAgeDays : void 0,
			now: about.created
		},
		limitedBy,
		levels: levelsOf(config),
		measure: measureOf(contents),
		mostUploadBytes: status === "cancelled" ? shortUploadBytes : void 0,
		freeBytes: await freeBytes(out),
		judge: plan.judge
	}, {
		directory: contents.directory,
		out,
		about,
		segmentRawBytes: config.segmentBytes,
		known: past.entries,
		reuse: reusable(past),
		onProgress
	}, deps.packer.pack));
}
/** Uploads what was packed, and tidies up after it. */
async function upload({ packed, out }, { config, past, ownReadAtMs }, { plan, found, saver, family }, deps) {
	const { manifest } = packed;
	const put = await deps.phases.run("upload", (onProgress) => orFailure(() => putUnder(plan.keyOf, {
		file: out,
		packed,
		onProgress
	}, deps), "upload"));
	if (isFailure(put)) return { outcome: put };
	const { key, kind, bytes } = put;
	if (kind === "taken") return {
		outcome: {
			kind,
			key
		},
		manifest
	};
	const ancestors = family.bundles?.length === 0 ? [] : manifest.ancestors;
	const request = {
		config,
		found,
		saver,
		prefix: plan.prefix,
		ownReadAtMs
	};
	const settled = await deps.phases.run("clean up", () => settleUpload({
		key,
		bytes,
		ancestors
	}, request, deps));
	if (settled.kind === "withdrawn") return { outcome: {
		kind: settled.kind,
		key,
		why: settled.why
	} };
	const { deleted } = settled;
	return {
		outcome: {
			kind: "saved",
			key,
			bundleBytes: bytes,
			entries: manifest.entries.length,
			as: plan.as,
			united: past.heads.flatMap(({ key, isSpared }) => isSpared ? [] : [key])
		},
		manifest,
		...deleted && { deleted }
	};
}
/** A cancelled job has a few minutes to end: what takes longer to upload is left for the next one. */
const shortUploadBytes = 2e8;
export { saveBundle as t };
