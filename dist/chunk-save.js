import { _ as placeOf, h as openServer, k as isOfFamily } from "./chunk-job.js";
import { a as reportBuild, r as makeReport } from "./chunk-make-report.js";
import { l as scan, u as limits } from "./chunk-tar.js";
import { n as readBuildLog } from "./chunk-log.js";
import { M as scopesOf, r as restoredBy } from "./chunk-parse-config.js";
import { i as openPhases } from "./chunk-unpack.js";
import { n as restoreReportOf, t as explainBuild } from "./chunk-explain.js";
import { d as judgeRun, i as reusable, r as readPast } from "./chunk-past.js";
import { d as useOf, u as knownEntries } from "./chunk-next-bundle.js";
import { n as orFailure, t as isFailure } from "./chunk-failure.js";
import { t as saveBundle } from "./chunk-save-bundle.js";
import { resolve } from "node:path";
import { realpath, rm } from "node:fs/promises";
// src/flow/evidence/run-end.ts
/** Judges the build of this job, and records it. */
function runEnd(facts) {
	const { statistics, entries, base, status } = facts;
	const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
	const failed = statistics && statistics.compileFails + statistics.errors.total;
	const verdict = judgeRun({
		status,
		counts: statistics && {
			hits: statistics.hits.total,
			misses: statistics.misses.total,
			failed: failed ?? 0
		},
		useKnown: facts.source !== "unknown",
		used: used.length,
		restored: base?.manifest?.entries.length ?? 0,
		history: facts.isOfFamily ? base?.manifest?.history ?? [] : []
	}, facts.config.evict);
	const costs = used.filter(({ fresh, added }) => !fresh && !added).flatMap(({ costMs }) => costMs ?? []);
	const record = {
		id: facts.context.run?.id ?? null,
		endedAt: Math.floor(facts.nowMs / 1e3),
		complete: verdict.complete,
		used: used.length,
		hits: statistics?.hits.total ?? null,
		misses: statistics?.misses.total ?? null,
		compileFails: failed ?? null,
		savedMs: costs.length === 0 ? null : costs.reduce((sum, ms) => sum + ms, 0),
		restoreMs: Math.min(limits.count, Math.max(0, Math.round(facts.restoreMs))),
		bundleBytes: facts.restoredBytes
	};
	return {
		...verdict,
		record
	};
}
// src/flow/save/save.ts
/**
* Saves what the job used and made as one bundle, when that is allowed and enough is new. The server is asked for its
* statistics and stopped first, so that the directory is complete and still. No failure of the cache is thrown.
*/
async function save(request, deps) {
	const started = deps.now();
	const phases = openPhases(deps);
	const { handoff } = request;
	const logFile = handoff.server?.logFile ?? null;
	const server = handoff.server ? openServer(handoff.server) : deps.sccache;
	const statistics = server && await phases.run("read the statistics", () => server.statistics());
	if (statistics) await noteBypass(statistics, handoff, deps);
	const stopped = server && await phases.run("stop the server", () => server.stop());
	const past = await readPast(handoff, deps.log);
	const read = await phases.run("read the directory", () => orFailure(async () => ({
		scanned: await readDirectory(handoff.directory, deps),
		log: logFile === null ? void 0 : await readBuildLog(logFile)
	})));
	const found = isFailure(read) ? {
		scanned: [],
		log: void 0
	} : read;
	const use = useOf(found.scanned, {
		log: found.log,
		statistics,
		readyAtMs: handoff.readyAtMs,
		restoredBytes: (name) => past.entries.get(name)?.bytes
	});
	const entries = knownEntries(found.scanned, past, use);
	const failed = isFailure(read) ? read : whyNotStopped(stopped);
	const end = failed ? { outcome: failed } : await saveBundle(contentsOf(request, {
		statistics,
		use,
		entries,
		past
	}, deps), {
		...deps,
		phases
	});
	await orFailure(() => Promise.all(reusable(past).map(({ file }) => rm(file, { force: true }))));
	const hits = entries.filter(({ fresh, usedByThisRun }) => usedByThisRun && !fresh);
	const compilations = use.source === "log" ? found.log?.compilations : void 0;
	const { environment } = request;
	const { context } = request.handoff;
	const { workspace } = context;
	return makeReport({
		step: "save",
		restore: restoreReportOf({
			handoff,
			past
		}),
		explanation: await explainBuild({
			handoff,
			past,
			statistics,
			compilations,
			workspace,
			environment
		}) ?? null,
		key: handoff.keys,
		store: deps.store.label,
		repository: end.repository ?? null,
		history: end.manifest?.history ?? past.base?.manifest?.history ?? [],
		build: reportBuild({
			statistics,
			compilations,
			hitEntries: use.source === "unknown" ? void 0 : hits.map(({ name }) => name),
			costMs: (name) => past.entries.get(name)?.costMs
		}),
		save: {
			outcome: end.outcome,
			seconds: (deps.now() - started) / 1e3,
			phases: phases.list(),
			entries: {
				total: entries.length,
				totalBytes: entries.reduce((total, { bytes }) => total + bytes, 0),
				usedByThisRun: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
				added: entries.filter(({ added }) => added).length,
				dropped: end.dropped ?? []
			},
			budget: end.budget ?? null,
			maxSizeBytes: handoff.config.maxSizeBytes,
			deleted: end.deleted ?? {
				bundles: 0,
				bytes: 0
			}
		}
	});
}
function contentsOf({ handoff, status, environment }, found, deps) {
	const { config, context, keys, base, overlay, rawAtSource, directory, toolchain } = handoff;
	const { statistics, use, entries, past } = found;
	const nowMs = deps.now();
	const bundles = [base, overlay].flatMap((part) => restoredBy(part) ?? []);
	const run = runEnd({
		config,
		context,
		status,
		statistics,
		source: use.source,
		entries,
		base: past.base,
		isOfFamily: past.base !== void 0 && isOfFamily(past.base.key, keys),
		restoreMs: handoff.restoreMs,
		restoredBytes: bundles.length === 0 ? null : bundles.reduce((sum, { bytes }) => sum + bytes, 0),
		nowMs
	});
	return {
		config,
		keys,
		context,
		status,
		base,
		overlay,
		past,
		entries,
		rawAtSource,
		nowMs,
		directory,
		ownRef: scopesOf(context).own,
		toolchain,
		environment,
		run,
		restoredAtMs: handoff.readyAtMs ?? nowMs,
		hasSccache: handoff.sccache !== null,
		sccacheVersion: handoff.sccache?.version ?? null,
		ownReadAtMs: Math.max(...[base, overlay].map(readAtMsOf))
	};
}
/** A bundle that came damaged was read by this job too. */
function readAtMsOf(part) {
	return restoredBy(part)?.readAtMs ?? (part.kind === "failed" ? part.readAtMs : null) ?? 0;
}
/** A server that still runs may still write: what it is writing would be packed half-done. */
function whyNotStopped(stopped) {
	if (stopped?.kind !== "failed") return void 0;
	return {
		kind: "failed",
		failure: "server",
		why: `the sccache server does not stop: ${stopped.why}`
	};
}
/** The server itself tells where it kept its entries: the one proof that it used our directory. */
async function noteBypass(statistics, { directory }, { log }) {
	const place = placeOf(statistics);
	if (place.kind !== "elsewhere" && (place.kind !== "directory" || await isSame(place.path, directory))) return;
	log.notice(`sccache kept its entries elsewhere (${statistics.cacheLocation}), not in ${directory}: start the build in the environment that the restore step set, and set no other backend.`);
}
async function readDirectory(directory, deps) {
	const { entries, unreadable } = await scan(directory);
	noteUnreadable(unreadable, deps);
	return entries;
}
/** Entries that a container's root has written, for example, and that the user of this job may not read. */
function noteUnreadable(unreadable, { log }) {
	const [first] = unreadable;
	if (!first) return;
	const more = unreadable.length > 1 ? ` and ${unreadable.length - 1} more folders` : "";
	log.warning(`${first.path}${more} cannot be read, so their entries are not saved: owned by user ${first.owner ?? "unknown"}, and this job runs as user ${process.getuid?.() ?? "unknown"}. Save as the user who builds, or give them away with chown`, "file-system");
}
/** Whether two paths lead to one directory, by way of links too. */
async function isSame(one, other) {
	const real = (path) => realpath(path).catch(() => resolve(path));
	return await real(one) === await real(other);
}
export { save as t };
