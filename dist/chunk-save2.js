import { r as makeReport } from "./chunk-make-report.js";
import { d as limits, l as scan } from "./chunk-tar.js";
import { n as readBuildLog } from "./chunk-log.js";
import { A as scopesOf, M as openServer, P as placeOf, at as isOfFamily, r as restoredBy } from "./chunk-handoff.js";
import { n as openPhases, r as orFailure, t as isFailure } from "./chunk-deps.js";
import { t as reportOfBuild } from "./chunk-explain.js";
import { o as readPast, s as reusable } from "./chunk-past.js";
import { o as knownEntries, s as useOf } from "./chunk-family.js";
import { a as judgeRun } from "./chunk-age.js";
import { a as sumBytes } from "./chunk-room.js";
import { t as saveBundle } from "./chunk-save-bundle.js";
import { resolve } from "node:path";
import { realpath, rm } from "node:fs/promises";
// src/flow/save/contents.ts
/** All of that for a job that its restore knew as `job`. */
function contentsOf(job, { statistics, source, ...end }) {
	const { config, context, keys, directory, toolchain, rawAtSource, base, overlay, sccache } = job;
	return {
		config,
		context,
		keys,
		directory,
		toolchain,
		rawAtSource,
		base,
		overlay,
		...end,
		hasSccache: sccache !== null,
		sccacheVersion: sccache?.version ?? null,
		run: runEnd(job, {
			statistics,
			source,
			...end
		}),
		restoredAtMs: job.readyAtMs ?? end.nowMs,
		ownReadAtMs: Math.max(...[base, overlay].map(readAtMsOf)),
		ownRef: scopesOf(context).own
	};
}
/** A bundle that came damaged was read by this job too. */
function readAtMsOf(part) {
	return restoredBy(part)?.readAtMs ?? (part.kind === "failed" ? part.readAtMs : null) ?? 0;
}
/** Judges the build of a job, and records it. */
function runEnd({ config, context, keys, base, overlay, restoreMs }, { status, statistics, source, entries, past, nowMs }) {
	const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
	const hits = statistics?.hits.total ?? null;
	const misses = statistics?.misses.total ?? null;
	const failed = statistics ? statistics.compileFails + statistics.errors.total : null;
	const before = past.base && isOfFamily(past.base.key, keys) ? past.base.manifest : void 0;
	const verdict = judgeRun({
		status,
		counts: statistics && {
			hits: hits ?? 0,
			misses: misses ?? 0,
			failed: failed ?? 0
		},
		useKnown: source !== "unknown",
		used: used.length,
		restored: past.base?.manifest?.entries.length ?? 0,
		history: before?.history ?? []
	}, config.evict);
	const costs = used.filter(({ fresh, added }) => !fresh && !added).flatMap(({ costMs }) => costMs ?? []);
	const bundles = [base, overlay].flatMap((part) => restoredBy(part) ?? []);
	const record = {
		id: context.run?.id ?? null,
		endedAt: Math.floor(nowMs / 1e3),
		complete: verdict.complete,
		used: used.length,
		hits,
		misses,
		compileFails: failed,
		savedMs: costs.length === 0 ? null : costs.reduce((sum, ms) => sum + ms, 0),
		restoreMs: Math.min(limits.count, Math.max(0, Math.round(restoreMs))),
		bundleBytes: bundles.length === 0 ? null : sumBytes(bundles)
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
async function save({ handoff, ...about }, deps) {
	const started = deps.now();
	const phases = openPhases(deps);
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
	const end = failed ? { outcome: failed } : await saveBundle(contentsOf(handoff, {
		...about,
		statistics,
		source: use.source,
		entries,
		past,
		nowMs: deps.now()
	}), {
		...deps,
		phases
	});
	await orFailure(() => Promise.all(reusable(past).map(({ file }) => rm(file, { force: true }))));
	const hits = entries.filter(({ fresh, usedByThisRun }) => usedByThisRun && !fresh);
	const compilations = use.source === "log" ? found.log?.compilations : void 0;
	const hitEntries = use.source === "unknown" ? void 0 : hits.map(({ name }) => name);
	const { environment } = about;
	const build = await reportOfBuild({
		handoff,
		past,
		statistics,
		compilations,
		hitEntries,
		environment
	});
	return makeReport({
		...build,
		store: deps.store.label,
		repository: end.repository ?? null,
		history: end.manifest?.history ?? build.history,
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
export { save };
