import { n as makeReport } from "./chunk-make-report.js";
import { r as scan } from "./chunk-directory.js";
import { t as samePlace } from "./chunk-same-place.js";
import { a as placeOf, s as endByForce } from "./chunk-server.js";
import { r as readBuildLog } from "./chunk-log.js";
import { n as sumBytes } from "./chunk-size.js";
import { a as reportOfBuild, i as contentsOf, n as serversOf, r as environmentOf, t as countsOf } from "./chunk-server-counts.js";
import { i as isUnasked, r as readUse } from "./chunk-candidates.js";
import { c as readPast, l as reusable } from "./chunk-past.js";
import { n as isFailure, r as orFailure } from "./chunk-failures.js";
import { t as openPhases } from "./chunk-phases.js";
import { t as saveBundle } from "./chunk-save-bundle.js";
import { rm } from "node:fs/promises";
// src/flow/save/save.ts
/**
* Saves what the job used and made as one bundle, when that is allowed and enough is new. The server is asked for its
* statistics and, if restore started it, stopped first, so that the directory is complete and still. No failure of the cache is thrown.
*/
async function save({ handoff, status, ...place }, deps) {
	const started = deps.now();
	const phases = openPhases(deps);
	const past = await readPast(handoff, deps);
	const { scanned, failed, ...told } = await endBuild(handoff, place.env, {
		...deps,
		phases
	});
	const { statistics, log, isLogOfAll } = told;
	const nowMs = deps.now();
	const use = readUse(scanned ?? [], {
		handoff,
		past,
		...told,
		nowMs
	});
	const entries = scanned ? use.entries : [];
	const ended = {
		status,
		environment: await environmentOf(handoff, place, statistics),
		statistics,
		source: use.source,
		entries,
		past,
		nowMs
	};
	const contents = contentsOf(handoff, ended);
	const end = failed ? { outcome: failed } : await saveBundle(contents, {
		...deps,
		phases
	});
	await orFailure(() => Promise.all(reusable(past).map(({ file }) => rm(file, { force: true }))));
	if (handoff.server && log?.endedAtMs === null && !isLogOfAll) await endByForce(handoff.server.address);
	const build = reportOfBuild({
		...ended,
		handoff,
		log
	});
	return makeReport({
		...build,
		store: deps.store.label,
		repository: end.repository ?? null,
		history: end.manifest?.history ?? [...build.history, contents.run.record],
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
/**
* What the job's server and its directory tell of the build; a server that restore started is stopped. Where that, or reading the
* directory, has failed, nothing may be saved.
*/
async function endBuild(handoff, env, deps) {
	const { phases } = deps;
	const logFile = handoff.server?.logFile ?? null;
	const { own, asked } = serversOf(handoff, env);
	const answer = asked && await phases.run("read the statistics", () => asked.statistics());
	if (answer) await noteBypass(answer, handoff, deps);
	const endingMs = deps.now();
	const stopped = own && await phases.run("stop the server", () => own.stop());
	const read = await phases.run("read the directory", () => orFailure(async () => ({
		scanned: await readDirectory(handoff.directory, deps),
		log: logFile === null ? void 0 : await readBuildLog(logFile)
	})));
	const { scanned, log } = isFailure(read) ? {} : read;
	const isLogOfAll = (log?.endedAtMs ?? 0) >= endingMs;
	if (log && answer && !isLogOfAll) deps.log.notice(isUnasked(log) ? replacedUnasked : notTheFirst);
	return {
		scanned,
		statistics: countsOf(answer, {
			log,
			isLogOfAll
		}),
		log,
		isLogOfAll,
		failed: isFailure(read) ? read : whyNotStopped(stopped)
	};
}
const notTheFirst = "The sccache server of this job ended before the job did, a step started another one in its place, or its log found no room on the disk. The statistics are of the last server alone, and no entry is removed as unused. Save after the last build, call no `sccache --stop-server` or `--start-server`, leave room in the temporary folder, and raise SCCACHE_IDLE_TIMEOUT where it is set";
const replacedUnasked = "Another sccache server took the place of this job's before the build, such as by `sccache --start-server`. It writes no log, so what compilations cost and why they missed is not known. Leave the server running that restore has started";
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
	if (place.kind !== "elsewhere" && (place.kind !== "directory" || samePlace(place.path, directory))) return;
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
export { save };
