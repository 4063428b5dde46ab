import { t as ConfigError } from "./chunk-config-error.js";
import { n as parseConfig, t as inputs } from "./chunk-inputs.js";
import { t as defaultDirectory } from "./chunk-layout.js";
import { t as parseHandoff } from "./chunk-handoff.js";
import { createHash } from "node:crypto";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
// src/cli/config-flags.ts
/** What each is for, in a few words; the README has all of it. */
const meanings = {
	maxSizeBytes: "budget of one bundle",
	repositoryLimitBytes: "what a repository's cache may hold, with GitHub's store",
	reserveBytes: "what stays free of that",
	strategy: "what ends a key",
	key: "with strategy custom",
	restoreKeys: "with strategy custom, what to fall back to",
	name: "first part of every key",
	share: "who shares bundles: each job alone, or all of one name",
	lockfiles: "whose content goes into the key",
	save: "when to save",
	evict: "what goes although there is room",
	maxAgeDays: "days without use after which an entry goes",
	cleanup: "delete the bundles that a new one supersedes",
	keep: "how many of them stay",
	pullRequest: "what a pull request saves",
	directory: "sccache's directory, else SCCACHE_DIR, else its own default",
	level: "zstd's level",
	segmentBytes: "uncompressed size of an independent part",
	threads: "to work with, else one a core",
	store: "where bundles live",
	wrap: "what is made to call sccache",
	sccache: "where to take sccache from",
	sccacheVersion: "of sccache",
	sccacheSha256: "of sccache's release archive",
	sccacheMirror: "in place of sccache's release page",
	lookupOnly: "only look whether there is a bundle, and restore nothing",
	failOnCacheMiss: "exit code 1 when there is none",
	strict: "exit code 1 when the cache has trouble",
	summary: "for GitHub's job summary, which the action alone writes"
};
/** The action's inputs as flags: `--max-size` is `max-size`. */
const configFlags = Object.entries(inputs).map(([field, input]) => {
	const { name, fallback, allowed } = input;
	const meaning = meanings[field];
	if (fallback === "false") return {
		name,
		about: meaning
	};
	if (fallback === "true") return {
		name,
		about: `${meaning} (default: on)`
	};
	return {
		name,
		value: "VALUE",
		about: `${meaning}: ${allowed}${fallback === "" ? "" : ` (default: ${fallback})`}`
	};
});
/**
* The configuration that flags give, and else variables: `--max-size`, then SCCACHE_BUNDLE_MAX_SIZE.
* @throws {ConfigError} naming every setting that is not usable, and a store that nobody named
*/
function readConfig(args, { env }) {
	const read = (name) => args.flag(name) || (env[variableFor(name)] ?? "");
	const config = parseConfig(read);
	if (read(inputs.store.name) !== "" || env["GITHUB_ACTIONS"] === "true") return config;
	throw new ConfigError([{
		name: inputs.store.name,
		value: "",
		allowed: `a store: outside of GitHub Actions say where bundles live, with --store or ${variableFor("store")}`
	}]);
}
/** SCCACHE_BUNDLE_MAX_SIZE for `max-size`. */
function variableFor(name) {
	return `SCCACHE_BUNDLE_${name.toUpperCase().replaceAll("-", "_")}`;
}
// src/cli/state.ts
/** Names the file of the handoff where it must not be in the user's own cache. */
const handoffVariable = "SCCACHE_BUNDLE_HANDOFF";
/**
* Where the state of jobs that use the sccache directory `directory` is: as SCCACHE_BUNDLE_HANDOFF says, else in the
* user's own cache folder. Never where others may write: save runs the sccache that the handoff names.
*/
function stateOf(directory, env) {
	const key = createHash("sha256").update(directory).digest("hex").slice(0, 16);
	const file = env["SCCACHE_BUNDLE_HANDOFF"] || join(cacheFolder(env), "jobs", key, "handoff.json");
	return {
		file,
		folder: `${file}.files`
	};
}
/** Our own folder beside sccache's. */
function cacheFolder(env) {
	return join(dirname(defaultDirectory(process.platform, env, homedir())), "sccache-bundle");
}
/** Makes the state's folder anew; what an earlier job left is gone. */
function beginState({ file, folder }) {
	rmSync(file, { force: true });
	rmSync(folder, {
		recursive: true,
		force: true
	});
	mkdirSync(folder, {
		recursive: true,
		mode: 448
	});
}
/** Leaves it whole, or nothing at all. @throws what the file system throws */
function leaveState(state, left) {
	const part = `${state.file}.new`;
	try {
		writeFileSync(part, JSON.stringify(left), { mode: 384 });
		renameSync(part, state.file);
	} catch (error) {
		rmSync(part, { force: true });
		endState(state);
		throw error;
	}
}
/** What the last restore left, or undefined when there was none. */
function findState({ file }) {
	try {
		const { handoff, variables } = JSON.parse(readFileSync(file, "utf8"));
		const parsed = parseHandoff(JSON.stringify(handoff));
		return parsed && isVariables(variables) ? {
			handoff: parsed,
			variables
		} : void 0;
	} catch {
		return;
	}
}
function endState({ file, folder }) {
	rmSync(file, { force: true });
	rmSync(folder, {
		recursive: true,
		force: true
	});
}
function isVariables(value) {
	const isVariable = (one) => typeof one?.name === "string" && typeof one.value === "string";
	return Array.isArray(value) && value.every(isVariable);
}
export { handoffVariable as a, configFlags as c, findState as i, readConfig as l, cacheFolder as n, leaveState as o, endState as r, stateOf as s, beginState as t, variableFor as u };
