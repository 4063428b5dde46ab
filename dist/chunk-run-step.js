import { t as ConfigError } from "./chunk-config-error.js";
import { t as formatSize } from "./chunk-size.js";
import { t as openZstd } from "./chunk-open.js";
import { i as hitRate, n as SccacheUnavailable, o as openListings, r as openSccache, s as openStore, t as findSccache$1 } from "./chunk-install.js";
import { n as curvePoints, r as curveTable } from "./chunk-curve-text.js";
import { a as saveLines, i as restoreLines, n as entryCount, r as percent, t as describeSave } from "./chunk-text.js";
import { t as parseHandoff } from "./chunk-handoff.js";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { mkdtempSync, readFileSync, writeFileSync } from "node:fs";
// src/action/context.ts
/**
* Who runs where, from the variables that every runner sets and the inputs whose defaults the runner fills in.
* https://docs.github.com/en/actions/reference/workflows-and-actions/variables
*/
function readContext(getInput, env) {
	return {
		workspace: env["GITHUB_WORKSPACE"] || process.cwd(),
		os: (env["RUNNER_OS"] || process.platform).toLowerCase(),
		arch: (env["RUNNER_ARCH"] || process.arch).toLowerCase(),
		job: env["GITHUB_JOB"] || void 0,
		matrix: readMatrix(getInput("matrix")),
		event: env["GITHUB_EVENT_NAME"] || void 0,
		ref: env["GITHUB_REF"] || void 0,
		defaultBranch: readDefaultBranch(env["GITHUB_EVENT_PATH"]),
		sha: env["GITHUB_SHA"] || void 0,
		run: env["GITHUB_RUN_ID"] || void 0,
		pullRequest: /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1]
	};
}
/** A job without a matrix sees `null`. */
function readMatrix(text) {
	return text === "" || text === "null" || text === "{}" ? void 0 : text;
}
/** From the event that started the run; some events, such as a schedule's, have no file worth reading. */
function readDefaultBranch(path) {
	if (!path) return void 0;
	try {
		const branch = JSON.parse(readFileSync(path, "utf8")).repository?.default_branch;
		return typeof branch === "string" ? branch : void 0;
	} catch {
		return;
	}
}
// src/action/log.ts
/** The step's log, with notices and warnings that also show at the head of the run. */
function actionLog(core) {
	return {
		debug: (message) => core.debug(message),
		info: (message) => core.info(message),
		notice: (message) => core.notice(message, { title: "sccache-bundle" }),
		warning: (message) => core.warning(message, { title: "sccache-bundle" })
	};
}
// src/action/deps.ts
/** Everything that the use cases need on a runner. `sccachePath` undefined means that there is no sccache. */
function openDeps(core, { config, env, sccachePath, tempDirectory }) {
	const log = actionLog(core);
	const { zstd, fallbackReason } = openZstd();
	if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
	return {
		log,
		store: openStore(config.store, { log }),
		zstd,
		...openListings(config.store, {
			token: core.getInput("token"),
			env,
			log
		}),
		threads: config.threads ?? availableParallelism(),
		now: Date.now,
		tempDirectory,
		sccache: sccachePath === void 0 ? void 0 : openSccache({
			path: sccachePath,
			env
		})
	};
}
// src/action/find-sccache.ts
/**
* Path of the sccache that the job uses, installed where it must be, or undefined when none can be had: that is one
* warning, and the build goes on without, unless `strict` is set.
*/
async function findSccache(core, config, env) {
	const toolsFolder = join(env["RUNNER_TOOL_CACHE"] || tmpdir(), "sccache-bundle");
	const { platform, arch } = process;
	const log = actionLog(core);
	const wanted = {
		policy: config.sccache,
		version: config.sccacheVersion,
		sha256: config.sccacheSha256,
		mirror: config.sccacheMirror
	};
	try {
		return (await findSccache$1(wanted, {
			machine: {
				platform,
				arch,
				env,
				toolsFolder
			},
			log
		})).path;
	} catch (error) {
		if (!(error instanceof SccacheUnavailable)) throw error;
		if (config.strict) core.setFailed(`${error.message} (strict is true)`);
		else log.warning(`${error.message}. The build goes on without a cache.`);
		return;
	}
}
// src/report/markdown.ts
/** The job summary: a few rows, since a run may have many jobs. */
function saveMarkdown(report) {
	const { statistics, restored, entries, keys, outcome } = report;
	const rate = statistics && hitRate(statistics);
	const table = [
		["hit rate", statistics && rate !== void 0 ? `**${percent(rate)}** (${statistics.hits.total} hits, ${statistics.misses.total} misses)` : "not known"],
		["restored", restored ? `${code(restored.key)}, ${formatSize(restored.bytes)}` : "nothing"],
		["directory", `${entryCount(entries.total)}, ${formatSize(entries.totalBytes)}; ${entries.usedByThisRun} used, ${entries.added} new`],
		["saved", plain(describeSave(report))],
		["budget", budgetCell(outcome, report.budgetBytes)],
		["key", code(keys.primary)]
	].map(([name, cell]) => `| ${name} | ${cell} |`).join("\n");
	const parts = keys.explanation.map(({ part, from }) => `| ${code(part)} | ${plain(from)} |`).join("\n");
	return [
		"### sccache-bundle",
		`| | |\n| --- | --- |\n${table}`,
		...curveSection(report),
		`<details><summary>What the key is made of</summary>\n\n| part | from |\n| --- | --- |\n${parts}\n\n</details>`,
		""
	].join("\n\n");
}
/** What other budgets would have been good for: shown when there was a plan to draw it from. */
function curveSection({ budget }) {
	if (!budget) return [];
	const candidates = [...budget.plan.keep, ...budget.plan.evict].map(({ entry }) => entry);
	const now = candidates.reduce((latest, { lastUse }) => Math.max(latest, lastUse), 0);
	return [`<details><summary>What other budgets would keep</summary>\n\n${curveTable(curvePoints(candidates, now))}\n\n</details>`];
}
function budgetCell(outcome, budgetBytes) {
	if (outcome.kind !== "saved") return formatSize(budgetBytes);
	const share = outcome.bundleBytes / budgetBytes;
	return `${formatSize(outcome.bundleBytes)} of ${formatSize(budgetBytes)} (${percent(share)})`;
}
function code(text) {
	return `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}
/** Keeps names that come from elsewhere from becoming markup. */
function plain(text) {
	return text.replace(/[\\`*_{}[\]<>|#~]/g, (char) => `\\${char}`).replace(/\s+/g, " ");
}
// src/action/publish.ts
/** Sets the outputs that action.yml promises, and writes the log. */
function publishRestore(core, report, log) {
	const { keys, outcome } = report;
	for (const line of restoreLines(report)) log.info(line);
	const found = outcome.kind === "restored" || outcome.kind === "found" ? outcome : void 0;
	core.setOutput("cache-hit", found?.fresh === true);
	core.setOutput("primary-key", keys.primary);
	core.setOutput("matched-key", found?.key ?? "");
	core.setOutput("entries", outcome.kind === "restored" ? outcome.entries : 0);
	core.setOutput("bundle-size", outcome.kind === "restored" ? outcome.bundleBytes : 0);
}
/** Writes the log and, unless it was turned off, the job summary. */
async function publishSave(core, report, { log, summary }) {
	for (const line of saveLines(report)) log.info(line);
	if (!summary) return;
	try {
		await core.summary.addRaw(saveMarkdown(report)).write();
	} catch (error) {
		log.notice(`No job summary: ${error.message}`);
	}
}
/** Hands the variables to the steps that follow, and says which of the user's own stay as they are. */
function publishEnvironment(core, { exports, kept, warnings }, log) {
	for (const { name, value } of exports) {
		core.exportVariable(name, value);
		log.info(`Set ${name}=${value}`);
	}
	for (const { name, wanted } of kept) log.info(`Kept ${name} as it was set (not ${wanted})`);
	for (const warning of warnings) log.warning(warning);
}
// src/action/state.ts
const stateName = "handoff";
/** Where a job that restores and saves in steps of their own finds what the first left for the second. */
const variable = "SCCACHE_BUNDLE_HANDOFF";
/** Leaves one value for the post step, and a file with the same for a separate save step. */
function leaveHandoff(core, handoff, directory) {
	const text = JSON.stringify(handoff);
	const file = join(directory, "handoff.json");
	writeFileSync(file, text);
	core.saveState(stateName, text);
	core.exportVariable(variable, file);
}
/** What this step's own restore left, or undefined when it did not finish. */
function takeHandoff(core) {
	return parseHandoff(core.getState(stateName));
}
/** What an earlier restore step left, or undefined when there was none. */
function findHandoff(env) {
	const file = env[variable];
	if (!file) return void 0;
	try {
		return parseHandoff(readFileSync(file, "utf8"));
	} catch {
		return;
	}
}
// src/action/temp-directory.ts
/** Makes a folder of our own that the runner clears after the job. */
function makeTempDirectory(env) {
	return mkdtempSync(join(env["RUNNER_TEMP"] || tmpdir(), "sccache-bundle-"));
}
// src/action/trouble.ts
/** Says trouble once: as a warning, or as a failed step where the user asked for that. */
function reportTrouble(core, outcome, strict) {
	if (outcome.kind !== "trouble") return;
	if (strict) core.setFailed(`${outcome.why} (strict is true)`);
	else core.warning(`${outcome.why}. The build goes on without.`, { title: "sccache-bundle" });
}
// src/action/run-step.ts
/**
* Runs a step and ends the process: bad configuration fails the step, and anything else, our own bugs included, is a
* warning that lets the build go on, unless `strict` is set.
*/
async function runStep(core, step) {
	try {
		await step();
	} catch (error) {
		const text = error instanceof Error ? error.stack ?? error.message : String(error);
		if (error instanceof ConfigError) core.setFailed(error.message);
		else if (core.getInput("strict") === "true") core.setFailed(text);
		else core.warning(`sccache-bundle met an error of its own, and the build goes on without it: ${text}`);
	}
	await new Promise((resolve) => process.stdout.write("", () => resolve()));
	process.exit();
}
export { leaveHandoff as a, publishRestore as c, openDeps as d, actionLog as f, findHandoff as i, publishSave as l, reportTrouble as n, takeHandoff as o, readContext as p, makeTempDirectory as r, publishEnvironment as s, runStep as t, findSccache as u };
