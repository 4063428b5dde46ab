import { n as makeReport } from "./chunk-make-report.js";
import { r as scan } from "./chunk-directory.js";
import { r as readBuildLog } from "./chunk-log.js";
import { a as reportOfBuild, n as serversOf, r as environmentOf, t as countsOf } from "./chunk-server-counts.js";
import { r as readUse } from "./chunk-candidates.js";
import { c as readPast } from "./chunk-past.js";
// src/flow/evidence/so-far.ts
/** What a save would report of a build at this moment, beside the save. The server keeps running, so that both may follow. */
async function reportSoFar({ handoff, ...place }, { log: messages, cpu }) {
	const { server, directory, config } = handoff;
	const past = await readPast(handoff, {
		log: messages,
		cpu
	});
	const answer = await serversOf(handoff, place.env).asked?.statistics();
	const log = server?.logFile ? await readBuildLog(server.logFile) : void 0;
	const { entries: scanned } = await scan(directory);
	const isLogOfAll = log?.endedAtMs === null;
	const told = {
		log,
		isLogOfAll,
		statistics: countsOf(answer, {
			log,
			isLogOfAll
		})
	};
	const use = readUse(scanned, {
		handoff,
		past,
		...told,
		nowMs: Date.now()
	});
	const environment = await environmentOf(handoff, place, told.statistics);
	const build = reportOfBuild({
		handoff,
		past,
		...told,
		...use,
		environment
	});
	return makeReport({
		...build,
		store: config.store.kind
	});
}
export { reportSoFar };
