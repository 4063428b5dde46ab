import { t as formatSize } from "./chunk-size.js";
import { n as kindOf } from "./chunk-layout.js";
import { a as isOfFamily, c as fingerprint, s as saveKey } from "./chunk-handoff.js";
import { s as manifestFromJson } from "./chunk-frames.js";
import { n as StoreError } from "./chunk-disk-trouble.js";
import { f as localDirectory, g as orTrouble, h as GithubError } from "./chunk-text.js";
import { n as scan, t as pack } from "./chunk-pack.js";
import { t as creator } from "./chunk-version.js";
import { createHash, randomBytes } from "node:crypto";
import { join } from "node:path";
import { readFile, rm } from "node:fs/promises";
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
// src/flow/costs.ts
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
/**
* Expects of each entry what it took in the measured bundle, by its own segment's ratio; of an entry that is not in there,
* what entries took on the whole. `margin` multiplies all, for a second try after the first came out too large.
*/
function withCosts(entries, measure, margin = 1) {
	const expected = expectations(measure.manifest);
	const ratio = overallRatio(measure);
	return entries.map((entry) => {
		const bytes = expected.get(entry.name) ?? entry.bytes * ratio;
		return {
			...entry,
			cost: Math.ceil(bytes * margin) + perEntryBytes
		};
	});
}
function expectations(manifest) {
	const ratios = manifest?.segments.map(({ bytes, rawBytes }) => bytes / Math.max(1, rawBytes)) ?? [];
	return new Map(manifest?.entries.map(({ name, bytes, segment }) => [name, bytes * (ratios[segment] ?? 1)]));
}
/** Bundle bytes per byte on disk of an entry that sccache has just written. */
function overallRatio({ manifest, rawAtSource }) {
	const usual = rawAtSource ? usualRatio.raw : usualRatio.compact;
	if (!manifest) return usual;
	const bundled = manifest.segments.reduce((sum, { bytes }) => sum + bytes, 0);
	const onDisk = manifest.entries.reduce((sum, { bytes, storedBytes }) => sum + (rawAtSource ? bytes : storedBytes), 0);
	return onDisk === 0 ? usual : Math.min(1, bundled / onDisk);
}
// src/flow/pack-within.ts
/** How much more than measured to expect of entries in each try after the first. */
const margins = [1.01, 1.1];
/**
* Packs what the budget allows. What entries take is known only afterwards: the first plan goes by what they took in
* the bundle before, and when the result is over the budget, the next by what they have just taken. Nothing over the
* budget is ever left at `request.out`.
*/
async function packWithin(entries, { plan: options, measure }, request, zstd) {
	let plan = planBudget(withCosts(entries, measure), options);
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
		if (margin !== void 0) plan = planBudget(withCosts(entries, {
			...measure,
			manifest: packed.manifest
		}, margin), options);
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
	const change = measureChange(entries, past, handoff);
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
function measureChange(entries, past, { restored, rawAtSource }) {
	const added = withCosts(entries, {
		manifest: past.base,
		rawAtSource
	}).filter(({ kind, added }) => kind === "object" && added);
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
	const measure = {
		manifest: plan.kind === "overlay" ? past.overlay ?? past.base : past.base,
		rawAtSource: handoff.rawAtSource
	};
	const within = await packWithin(plan.candidates, {
		plan: options,
		measure
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
export { save as n, printEnvironment as t };
