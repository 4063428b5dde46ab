import { t as formatSize } from "./chunk-size.js";
import { i as saveKey, n as isOfFamily } from "./chunk-strategy.js";
import { n as StoreError } from "./chunk-disk-trouble.js";
import { t as orTrouble } from "./chunk-trouble.js";
import { s as manifestFromJson } from "./chunk-frames.js";
import { c as asBundle, l as GithubError } from "./chunk-install.js";
import { n as withCosts, r as digestOf, t as packWithin } from "./chunk-pack-within.js";
import { t as creator } from "./chunk-version.js";
import { n as superseded, t as replaceable } from "./chunk-superseded.js";
import { randomBytes } from "node:crypto";
import { join } from "node:path";
import { readFile, rm } from "node:fs/promises";
// src/flow/save/past.ts
/** Reads the manifests that restore left. One that cannot be had is as if it had not been restored, with a notice. */
async function readPast({ restored, overlay }, log) {
	const [base, laidOver] = await Promise.all([read(restored, log), read(overlay, log)]);
	const entries = [...base?.entries ?? [], ...laidOver?.entries ?? []];
	return {
		base,
		overlay: laidOver,
		entries: new Map(entries.map((entry) => [entry.name, entry])),
		reusable: [...reusable(restored, base), ...reusable(overlay, laidOver)]
	};
}
function reusable(bundle, manifest) {
	return bundle?.bundleFile && manifest ? [{
		file: bundle.bundleFile,
		manifest
	}] : [];
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
/**
* How many entries a complete build uses, for the next run to be measured against. One that did only a part of the work
* sets no measure: beside a cache of `target`, such as rust-cache, run after run may ask for little but what changed.
*/
function measureOfUse({ used, usedBefore = 0 }, complete) {
	return complete ? used : Math.max(used, usedBefore);
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
// src/flow/save/clean-up.ts
/** An older list may miss a job that has begun to download one of them since. */
const freshMs = 6e4;
/**
* Deletes the bundles that the one just saved supersedes, and returns how many. To be called only once the new one is
* surely there. Trouble is a notice: what stays is collected by the next run.
*/
async function cleanUp(request, catalog, log) {
	let removed = 0;
	try {
		for (const bundle of await findSuperseded(request, catalog)) {
			if (await catalog.remove(bundle) === "gone") continue;
			removed += 1;
			log.info(`Deleted the superseded bundle ${bundle.key}`);
		}
	} catch (error) {
		if (!(error instanceof StoreError || error instanceof GithubError)) throw error;
		const denied = error.reason === "denied";
		log.notice(denied ? "The token may not delete caches, so superseded bundles stay until GitHub evicts them: `permissions: actions: write` lets them go." : `Superseded bundles stay for now: ${error.message}`);
	}
	return removed;
}
async function findSuperseded(request, catalog) {
	const { listing, nowMs, prefix } = request;
	if (listing) {
		const found = superseded(listing.bundles, request);
		const isFresh = nowMs - listing.atMs <= freshMs;
		if (found.length === 0 ? listing.complete : isFresh) return found;
	}
	return superseded(await catalog.list(prefix), request);
}
// src/flow/save/evidence.ts
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
// src/flow/save/room.ts
/**
* Asks the repository how much room it has, where the store is GitHub's and a token may ask. Trouble is no reason to
* give up the bundle: max-size alone counts then, and a notice says what is missing.
*/
async function surveyRoom(config, own, { log, repository, now }) {
	const unlimited = {
		budgetBytes: config.maxSizeBytes,
		why: void 0
	};
	if (!repository) return {
		...unlimited,
		listing: void 0
	};
	try {
		const atMs = now();
		const { known, leastBytes, mostBytes } = await repository.survey();
		const complete = leastBytes === mostBytes;
		const listing = {
			bundles: known.map(asBundle),
			complete,
			atMs
		};
		const ours = config.cleanup ? sum(replaceable(known, {
			...own,
			keep: config.keep - 1
		})) : 0;
		const roomIn = (total) => roomFor({
			others: total - ours,
			own: ours
		}, config);
		if (!roomIn(mostBytes).limitedByRepository) return {
			...unlimited,
			listing
		};
		const total = complete ? mostBytes : Math.min(mostBytes, Math.max(leastBytes, await repository.usage()));
		const room = roomIn(total);
		if (!room.limitedByRepository) return {
			...unlimited,
			listing
		};
		const why = `others hold ${formatSize(total - ours)} of the repository's ${formatSize(config.repositoryLimitBytes)}`;
		return {
			budgetBytes: room.budgetBytes,
			why,
			listing
		};
	} catch (error) {
		if (!(error instanceof GithubError)) throw error;
		log.notice(roomNotice(error));
		return {
			...unlimited,
			listing: "refused"
		};
	}
}
function roomNotice({ reason, message }) {
	if (reason === "unavailable") return `${message}: the repository's room is not known, so max-size alone counts, and superseded bundles stay for now.`;
	return "The token may not list the repository's caches, so max-size alone counts. With `permissions: actions: read` the bundle also stays within what the repository has left, and with `actions: write` superseded ones are deleted.";
}
function sum(caches) {
	return caches.reduce((total, { bytes }) => total + bytes, 0);
}
// src/budget/churn.ts
/** An overlay this old is replaced in any case: what changed with every push then may have come to rest since. */
const longestMs = 216e5;
/**
* Whether a new overlay would share the fate of the one before it: nothing of that was used, and all that this run had to
* compile stands for entries that no second run of the base had used either. Such crates change with every push, and an
* upload of them brings the next push nothing. Not after a failure, which is run again as it was.
*/
function isChurn({ status, ageMs, used, inBase, missedOfBase }) {
	if (status !== "success" || ageMs === void 0 || ageMs < 0 || ageMs >= longestMs) return false;
	return used === 0 && inBase === 0 && missedOfBase === 0;
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
// src/flow/save/save-policy.ts
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
// src/flow/save/save-plan.ts
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
function planOverlay(facts, prefix) {
	const { handoff, entries, past } = facts;
	const inBase = new Set(past.base?.entries.map(({ name }) => name));
	const candidates = entries.filter(({ name, usedByThisRun }) => usedByThisRun && !inBase.has(name));
	if (!candidates.some(({ kind, added }) => kind === "object" && added)) return { why: "nothing is new" };
	const { restored, overlay, config } = handoff;
	if (config.save !== "always" && isChurn(measureUse(facts, inBase))) return { why: "what is new replaces what the last push saved, of which nothing was used: it changes with every push" };
	const share = Math.max(overlayLeastBytes, (restored?.bytes ?? Number.POSITIVE_INFINITY) * overlayShare);
	return {
		kind: "overlay",
		candidates,
		mostBytes: Math.min(config.maxSizeBytes, share),
		keyOf: (digest) => `${prefix}-${digest}`,
		prefix: overlay ? `${prefix}-` : "",
		isFamily: (key) => key.startsWith(`${prefix}-`),
		base: restored?.key ?? null
	};
}
function measureUse({ handoff, status, entries, past: { overlay } }, base) {
	const laidOver = new Set(overlay?.entries.map(({ name }) => name));
	const unused = entries.filter(({ usedByThisRun }) => !usedByThisRun);
	const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
	return {
		status,
		ageMs: overlay && handoff.readyAtMs - overlay.created * 1e3,
		used: used.filter(({ name }) => laidOver.has(name) && !base.has(name)).length,
		inBase: [...laidOver].filter((name) => base.has(name)).length,
		missedOfBase: unused.filter(({ name, runs }) => base.has(name) && runs > 1).length
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
// src/flow/save/save-bundle.ts
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
	if (room.budgetBytes === 0) {
		const why = `there is no room: ${room.why}`;
		deps.log.warning(`Not saved: ${why}. Fewer or smaller caches, or a larger repository-limit, make room.`);
		return notSaved(why);
	}
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
	const evidence = gatherEvidence(facts);
	const unused = mayDropUnused(handoff.config.evict, evidence);
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
		threads: deps.threads,
		used: measureOfUse(evidence, unused.drop)
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
	if (outcome.kind === "saved") await tidyUp(outcome.key, {
		plan,
		room
	}, facts, deps);
	return {
		outcome,
		budget,
		dropped: within.packed.dropped,
		manifest: within.packed.manifest
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
async function tidyUp(newestKey, { plan: { prefix, isFamily }, room: { listing } }, { handoff, context }, deps) {
	const { cleanup, keep } = handoff.config;
	if (!cleanup || prefix === "" || !deps.catalog || listing === "refused") return;
	await cleanUp({
		prefix,
		isFamily,
		ref: context.ref,
		newestKey,
		keep,
		nowMs: deps.now(),
		listing
	}, deps.catalog, deps.log);
}
function packRequest({ handoff, context, past, environment }, { base }, { out, now, threads, used }) {
	const { config, directory, sccache, toolchain } = handoff;
	return {
		directory,
		out,
		level: config.level,
		segmentRawBytes: config.segmentBytes,
		threads,
		known: past.entries,
		reuse: past.reusable,
		about: {
			creator,
			created: now,
			sccacheVersion: sccache?.version ?? null,
			toolchain,
			base,
			ref: context.ref ?? null,
			used,
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
export { readPast as n, saveBundle as t };
