import { S as addressVariables, _ as openSccache, b as run } from "./chunk-handoff.js";
import { i as duration } from "./chunk-parse-config.js";
import { n as formatSize } from "./chunk-config-error.js";
import { t as creator } from "./chunk-version.js";
// src/report/explain/advice.ts
/** A rate below this says that something is wrong, not just new. */
const lowRate = .5;
/** Too few calls to be worth a word. */
const someCalls = 5;
/** The one most useful thing to change, or null: what keeps the cache from working at all comes first. */
function advise(report) {
	for (const adviser of advisers) {
		const advice = adviser(report);
		if (advice) return advice;
	}
	return null;
}
const advisers = [
	({ build, restore }) => build?.counts?.requests === 0 && restore?.outcome.kind !== "skipped" ? {
		kind: "never-called",
		text: "sccache was never called. Is RUSTC_WRAPPER overridden (in .cargo/config.toml, or by env)? For C or C++, set wrap: cmake."
	} : void 0,
	({ build }) => build && !build.counts ? {
		kind: "server-died",
		text: "sccache's server ended before the save, so nothing is known of the build. Let nothing stop it (sccache --stop-server), and start the build in the environment that the restore step set."
	} : void 0,
	({ restore }) => restore?.outcome.kind === "failed" && restore.outcome.failure === "no-room" ? {
		kind: "no-room",
		text: "Free disk space before the restore step: the bundle does not fit."
	} : void 0,
	({ save }) => save?.outcome.kind === "failed" && save.outcome.failure === "denied" ? {
		kind: "denied",
		text: `The store refused the upload: ${save.outcome.why}. Set save: never here, or grant the right to write.`
	} : void 0,
	({ save, repository }) => save?.outcome.kind === "too-small" ? {
		kind: "too-small",
		text: repository ? "The repository's cache is full: delete caches that nobody needs, or raise repository-limit if the repository has more than 10 GB." : "Nothing fits in max-size: raise it."
	} : void 0,
	incremental,
	lowHits,
	budgetTooSmall,
	({ build }) => {
		const first = (build?.counts?.notCacheable ?? []).find(({ remedy, calls }) => remedy !== null && calls >= someCalls);
		return first ? {
			kind: "not-cacheable",
			text: `${first.calls} calls were not cacheable: ${first.meaning}. ${first.remedy}`
		} : void 0;
	},
	costsMore
];
function incremental({ build }) {
	const found = build?.counts?.notCacheable.find(({ reason }) => reason.startsWith("incremental"));
	if (!found?.remedy || found.calls < someCalls) return void 0;
	return {
		kind: "incremental",
		text: `${found.calls} calls were incremental, which sccache does not cache. ${found.remedy}`
	};
}
function lowHits({ build, explanation }) {
	const counts = build?.counts;
	if (!counts || counts.misses === 0 || counts.hits / (counts.hits + counts.misses) >= lowRate) return void 0;
	const cause = explanation?.causes.find(({ remedy }) => remedy !== null);
	return cause?.remedy ? {
		kind: cause.class,
		text: `${cause.detail}. ${cause.remedy}`
	} : void 0;
}
function budgetTooSmall({ save }) {
	const budget = save?.budget;
	const cut = budget?.evicted.filter(({ reason }) => reason === "over-budget" || reason === "larger") ?? [];
	const all = budget?.curve.at(-1);
	if (!budget || !all || cut.length === 0) return void 0;
	const kept = budget.curve.findLast(({ budgetBytes }) => budgetBytes <= budget.budgetBytes)?.hitShare ?? 0;
	if (kept > .98) return void 0;
	if (budget.limitedBy !== null) return void 0;
	return {
		kind: "budget",
		text: `max-size is too small for this build: it keeps ${Math.floor(kept * 100)} % of the hits. Set max-size to ${formatSize(all.budgetBytes).replace(/\s/g, "").replace("B", "").toUpperCase()}.`
	};
}
/** Run after run, not once: a first run always costs more than it saves. */
function costsMore({ history }) {
	const known = history.slice(-5).filter(({ savedMs, restoreMs, hits }) => savedMs !== null && restoreMs !== null && (hits ?? 0) > 0);
	if (known.length < 3) return void 0;
	const saved = known.reduce((sum, { savedMs }) => sum + (savedMs ?? 0), 0);
	const cost = known.reduce((sum, { restoreMs }) => sum + (restoreMs ?? 0), 0);
	if (saved >= cost) return void 0;
	return {
		kind: "costs-more",
		text: `The last ${known.length} runs spent ${duration(cost / 1e3)} on restoring and saved ${duration(saved / 1e3)} of compiling: this job is too small to gain from a cache.`
	};
}
// src/report/make-report.ts
/** The report of a step, with the advice that follows from it. */
function makeReport(parts) {
	const { primary, fallbacks, explanation } = parts.key;
	const report = {
		version: 1,
		creator,
		step: parts.step,
		store: parts.store,
		key: {
			primary,
			fallbacks,
			explanation
		},
		restore: parts.restore ?? null,
		build: parts.build ?? null,
		save: parts.save ?? null,
		repository: parts.repository ?? null,
		explanation: parts.explanation ?? null,
		history: (parts.history ?? []).slice(-30),
		advice: null
	};
	return {
		...report,
		advice: advise(report)
	};
}
// src/sccache/server/job-server.ts
/** The server that a restore of the same job started. Does nothing by itself and starts no other. */
function openServer(server, { callMs = 1e4 } = {}) {
	const env = {
		...addressVariables(server.address),
		HOME: "/",
		SCCACHE_CONF: "/nonexistent/sccache-config"
	};
	const sccache = openSccache({
		path: server.sccachePath,
		env,
		limits: { callMs }
	});
	return {
		statistics: () => sccache.statistics(),
		async zero() {
			await run(server.sccachePath, ["--zero-stats"], {
				env,
				limitMs: callMs
			});
		},
		stop: async () => server.isOurs ? await sccache.stop() : { kind: "not-running" }
	};
}
export { makeReport as n, openServer as t };
