import { o as sumBytes } from "./chunk-room.js";
import { n as makeReport } from "./chunk-make-report.js";
import { $ as openServer, nt as placeOf, vt as scan } from "./chunk-handoff.js";
import { n as readBuildLog } from "./chunk-log.js";
import { n as openPhases, r as orFailure, t as isFailure } from "./chunk-deps.js";
import { n as reportOfBuild, t as contentsOf } from "./chunk-build.js";
import { a as readPast, o as reusable } from "./chunk-past.js";
import { l as useOf, o as knownEntries } from "./chunk-next-bundle.js";
import { t as saveBundle } from "./chunk-save-bundle.js";
import { resolve } from "node:path";
import { realpath, rm } from "node:fs/promises";
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
	const ended = {
		...about,
		statistics,
		source: use.source,
		entries,
		past,
		nowMs: deps.now()
	};
	const end = failed ? { outcome: failed } : await saveBundle(contentsOf(handoff, ended), {
		...deps,
		phases
	});
	await orFailure(() => Promise.all(reusable(past).map(({ file }) => rm(file, { force: true }))));
	const hits = entries.filter(({ fresh, usedByThisRun }) => usedByThisRun && !fresh);
	const compilations = use.source === "log" ? found.log?.compilations : void 0;
	const hitEntries = use.source === "unknown" ? void 0 : hits.map(({ name }) => name);
	const build = reportOfBuild({
		...ended,
		handoff,
		compilations,
		hitEntries
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
				totalBytes: sumBytes(entries),
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
/** The entries that are there, without those that a container's root has written, for example: this user may not read them. */
async function readDirectory(directory, { log }) {
	const { entries, unreadable } = await scan(directory);
	const [first] = unreadable;
	if (!first) return entries;
	const more = unreadable.length > 1 ? ` and ${unreadable.length - 1} more folders` : "";
	log.warning(`${first.path}${more} cannot be read, so their entries are not saved: owned by user ${first.owner ?? "unknown"}, and this job runs as user ${process.getuid?.() ?? "unknown"}. Save as the user who builds, or give them away with chown`, "file-system");
	return entries;
}
/** Whether two paths lead to one directory, by way of links too. */
async function isSame(one, other) {
	const real = (path) => realpath(path).catch(() => resolve(path));
	return await real(one) === await real(other);
}
export { save };
