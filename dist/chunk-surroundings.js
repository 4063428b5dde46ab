import { t as ConfigError } from "./chunk-config.js";
import { t as inputs } from "./chunk-inputs.js";
import { a as makeFolder, o as fullRef, t as defaultDirectory } from "./chunk-directory.js";
import { A as homeFolder, D as readCmake, E as childrenOf, a as makeServerFolder, b as readSccacheConfig, g as effectiveDisk, i as usesBackend, j as meantPath, w as readCargoConfig } from "./chunk-backends.js";
import { r as withoutCredentials } from "./chunk-secrets.js";
import { n as parseSigningKeys } from "./chunk-signing-keys.js";
import { promisify } from "node:util";
import { execFile } from "node:child_process";
import { tmpdir } from "node:os";
import path, { dirname, join, resolve } from "node:path";
import { accessSync, constants, existsSync, lstatSync, mkdirSync, readFileSync, realpathSync } from "node:fs";
import { rm } from "node:fs/promises";
// src/config/parse-config.ts
/**
* Reads every input through `read`, which returns what the user gave, or the empty string.
* @throws {ConfigError} naming every input that is not valid
*/
function parseConfig(read) {
	const problems = [];
	const values = Object.entries(inputs).map(([field, { name, fallback, allowed, parse }]) => {
		const text = read(name).trim() || fallback;
		const parsed = parse(text);
		if (!parsed) problems.push({
			name,
			value: text,
			why: `is not ${allowed}`
		});
		return [field, parsed?.value];
	});
	const config = Object.fromEntries(values);
	if (problems.length === 0) problems.push(...keyContradictions(config), ...roomContradictions(config, read("reserve").trim()));
	if (problems.length > 0) throw new ConfigError(problems);
	return config;
}
/** The configuration for a job: `wrap: auto` stands for Rust, and for CMake where the workspace has a CMakeLists.txt. */
function configOfJob(config, cmake) {
	const auto = cmake.isUsed ? ["rust", "cmake"] : ["rust"];
	return {
		...config,
		wrap: config.wrap === "auto" ? auto : config.wrap
	};
}
function keyContradictions({ strategy, key, restoreKeys }) {
	if (strategy === "custom") return key === void 0 ? [{
		name: "key",
		value: "",
		why: "is required with `strategy: custom`"
	}] : [];
	const why = "needs `strategy: custom`";
	return [...key === void 0 ? [] : [{
		name: "key",
		value: key,
		why
	}], ...restoreKeys.length === 0 ? [] : [{
		name: "restore-keys",
		value: restoreKeys.join("\n"),
		why
	}]];
}
function roomContradictions({ reserveBytes, repositoryLimitBytes }, reserve) {
	if (reserveBytes < repositoryLimitBytes || repositoryLimitBytes === 0) return [];
	return [{
		name: "reserve",
		value: reserve,
		why: "must be smaller than `repository-limit`, or nothing is ever saved"
	}];
}
/** Whether a job has a store: GitHub's cache is the default of the action; elsewhere there is no default. */
function hasStore(isGiven, env) {
	return isGiven || env["GITHUB_ACTIONS"] === "true";
}
/** @throws {ConfigError} when a job has no store; `todo` says how to give one */
function requireStore(isGiven, env, todo = "") {
	if (hasStore(isGiven, env)) return;
	throw new ConfigError([{
		name: "store",
		value: "",
		why: `is required outside GitHub Actions${todo}`
	}]);
}
// src/sccache/environment/build-settings.ts
/** Looks around for what decides how to `wrap` compilers. What cannot be read is as if it were not there. */
function readBuildSettings(place, wrap) {
	const cargo = readCargoConfig(place);
	const concernsCmake = wrap === "auto" || wrap.some((wrapper) => wrapper !== "rust");
	return {
		cargo,
		sccacheConfig: readSccacheConfig(place),
		cmake: concernsCmake ? readCmake(place.workspace) : noCmake,
		ccacheAsCompiler: findCcache(place.env["PATH"] ?? ""),
		crossSigns: findCrossSigns(place, cargo)
	};
}
const noCmake = {
	isUsed: false,
	namesSccache: void 0,
	assembles: void 0,
	compilers: []
};
function findCcache(searchPath) {
	for (const folder of searchPath.split(path.delimiter).filter(path.isAbsolute)) {
		const file = path.join(folder, "cc");
		try {
			accessSync(file, constants.X_OK);
			return path.basename(realpathSync(file)) === "ccache" ? file : void 0;
		} catch {}
	}
}
function findCrossSigns({ env, home }, cargo) {
	const names = /^(CROSS_COMPILE|CARGO_BUILD_TARGET|TARGET_CC|(CC|CXX)_.*[-_].*[-_].*|CARGO_TARGET_.*_LINKER)$/;
	const variables = Object.keys(env).filter((name) => names.test(name) && env[name]);
	const configured = cargo.targets.map((target) => `build.target = ${target}`);
	return [
		...variables,
		...configured,
		...installedTargets(env, home)
	];
}
/** rustup's toolchains that can build for more than one target. */
function installedTargets(env, home) {
	const toolchains = path.join(env["RUSTUP_HOME"] || path.join(home, ".rustup"), "toolchains");
	return namesIn(toolchains).flatMap((toolchain) => {
		const library = path.join(toolchains, toolchain, "lib", "rustlib");
		return namesIn(library).filter((name) => !toolchain.endsWith(name) && !name.startsWith("wasm")).filter((name) => namesIn(path.join(library, name, "lib")).length > 0).map((target) => `rustup target ${target}`);
	});
}
function namesIn(folder) {
	return childrenOf(folder).map(({ name }) => name);
}
// src/flow/job/ci.ts
/** What the CI whose variables are set tells of this job; undefined where none is known. */
function askCi(env) {
	const ci = cis.map((read) => read(env)).find((one) => one !== false);
	if (!ci) return void 0;
	const told = {
		event: "push",
		...Object.fromEntries(Object.entries(ci).filter(([, is]) => is))
	};
	if (!told.pullRequest) return told;
	return {
		...told,
		event: "pull_request",
		ref: `refs/pull/${told.pullRequest}/merge`
	};
}
/** Where the checkout is, as every adapter asks for it: as the CI says, else where the process was started. */
function workspaceOf(env, workingDirectory, told = askCi(env)) {
	return told?.workspace || workingDirectory;
}
/** Each is false where the job is not of that CI. The first one counts. */
const cis = [
	(env) => env["GITHUB_ACTIONS"] === "true" && {
		repository: env["GITHUB_REPOSITORY"],
		workspace: env["GITHUB_WORKSPACE"],
		workflow: found(/\/([^/@]+?)(\.ya?ml)?@/, env["GITHUB_WORKFLOW_REF"]) || env["GITHUB_WORKFLOW"],
		job: env["GITHUB_JOB"],
		event: env["GITHUB_EVENT_NAME"],
		ref: env["GITHUB_REF"],
		baseRef: branch(env["GITHUB_BASE_REF"]),
		defaultBranch: env["GITHUB_EVENT_NAME"] === "schedule" ? env["GITHUB_REF_NAME"] : defaultBranchOf(env),
		sha: env["GITHUB_SHA"],
		run: env["GITHUB_RUN_ID"],
		pullRequest: found(/^refs\/pull\/(\d+)\//, env["GITHUB_REF"]),
		jobId: joined(env, "GITHUB_RUN_ID", "GITHUB_RUN_ATTEMPT", "GITHUB_JOB", "RUNNER_TRACKING_ID")
	},
	(env) => env["GITLAB_CI"] === "true" && {
		repository: env["CI_PROJECT_PATH"],
		workspace: env["CI_PROJECT_DIR"],
		...gitlabJob(env["CI_JOB_NAME"] ?? ""),
		event: env["CI_PIPELINE_SOURCE"] === "schedule" ? "schedule" : "push",
		ref: tag(env["CI_COMMIT_TAG"]) || branch(env["CI_COMMIT_REF_NAME"]),
		baseRef: branch(env["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] || env["CI_EXTERNAL_PULL_REQUEST_TARGET_BRANCH_NAME"]),
		defaultBranch: env["CI_DEFAULT_BRANCH"],
		sha: env["CI_COMMIT_SHA"],
		run: env["CI_PIPELINE_ID"],
		pullRequest: env["CI_MERGE_REQUEST_IID"] || env["CI_EXTERNAL_PULL_REQUEST_IID"] || gitlabUnnumbered(env),
		jobId: env["CI_JOB_ID"],
		status: statusIn({
			success: "success",
			running: "success",
			failed: "failure",
			canceled: "cancelled"
		}, env["CI_JOB_STATUS"])
	},
	(env) => env["CI"] === "woodpecker" && {
		repository: env["CI_REPO"],
		workspace: env["CI_WORKSPACE"],
		workflow: env["CI_WORKFLOW_NAME"],
		job: env["CI_STEP_NAME"],
		event: env["CI_PIPELINE_EVENT"] === "cron" ? "schedule" : "push",
		ref: tag(env["CI_COMMIT_TAG"]) || env["CI_COMMIT_REF"],
		baseRef: branch(env["CI_COMMIT_TARGET_BRANCH"]),
		defaultBranch: env["CI_REPO_DEFAULT_BRANCH"],
		sha: env["CI_COMMIT_SHA"],
		run: joined(env, "CI_REPO", "CI_PIPELINE_NUMBER"),
		pullRequest: env["CI_COMMIT_PULL_REQUEST"],
		jobId: joined(env, "CI_REPO", "CI_PIPELINE_NUMBER", "CI_WORKFLOW_NUMBER")
	},
	(env) => env["DRONE"] === "true" && {
		repository: env["DRONE_REPO"],
		workspace: env["DRONE_WORKSPACE"],
		workflow: env["DRONE_STAGE_NAME"],
		job: env["DRONE_STEP_NAME"],
		event: env["DRONE_BUILD_EVENT"] === "cron" ? "schedule" : "push",
		ref: env["DRONE_COMMIT_REF"],
		baseRef: branch(env["DRONE_TARGET_BRANCH"]),
		defaultBranch: env["DRONE_REPO_BRANCH"],
		sha: env["DRONE_COMMIT_SHA"],
		run: joined(env, "DRONE_REPO", "DRONE_BUILD_NUMBER"),
		pullRequest: env["DRONE_PULL_REQUEST"],
		jobId: joined(env, "DRONE_REPO", "DRONE_BUILD_NUMBER", "DRONE_STAGE_NUMBER"),
		status: statusIn({
			success: "success",
			failure: "failure",
			killed: "cancelled"
		}, env["DRONE_BUILD_STATUS"])
	},
	(env) => Boolean(env["PROW_JOB_ID"]) && {
		repository: joined(env, "REPO_OWNER", "REPO_NAME"),
		job: env["JOB_NAME"],
		event: {
			batch: "merge_group",
			periodic: "schedule"
		}[env["JOB_TYPE"] ?? ""] ?? "push",
		ref: branch(env["PULL_BASE_REF"]),
		baseRef: branch(env["PULL_BASE_REF"]),
		pullRequest: env["PULL_NUMBER"],
		jobId: env["PROW_JOB_ID"]
	},
	(env) => Boolean(env["JENKINS_URL"] || env["JENKINS_HOME"] && env["BUILD_TAG"]) && {
		repository: env["GIT_URL"],
		workspace: env["WORKSPACE"],
		workflow: env["BRANCH_NAME"] ? env["JOB_NAME"]?.replace(/\/[^/]*$/, "") : env["JOB_NAME"],
		job: env["STAGE_NAME"] || "build",
		ref: tag(env["TAG_NAME"]) || branch(env["BRANCH_NAME"] || env["GERRIT_BRANCH"] || env["GIT_BRANCH"]?.replace(/^origin\//, "")),
		baseRef: branch(env["CHANGE_TARGET"] || env["ghprbTargetBranch"] || env["gitlabTargetBranch"] || env["GERRIT_BRANCH"]),
		defaultBranch: env["BRANCH_IS_PRIMARY"] === "true" ? env["BRANCH_NAME"] : void 0,
		sha: env["GIT_COMMIT"],
		run: env["BUILD_TAG"],
		pullRequest: env["CHANGE_ID"] || env["ghprbPullId"] || env["gitlabMergeRequestIid"] || (env["GERRIT_EVENT_TYPE"] === "change-merged" ? void 0 : env["GERRIT_CHANGE_NUMBER"]),
		jobId: joined(env, "BUILD_TAG", "WORKSPACE")
	},
	(env) => env["BUILDKITE"] === "true" && {
		repository: env["BUILDKITE_REPO"],
		workspace: env["BUILDKITE_BUILD_CHECKOUT_PATH"],
		workflow: env["BUILDKITE_PIPELINE_SLUG"],
		job: env["BUILDKITE_STEP_KEY"] || env["BUILDKITE_LABEL"],
		matrix: env["BUILDKITE_PARALLEL_JOB"] || env["BUILDKITE_STEP_KEY"] && env["BUILDKITE_LABEL"],
		event: env["BUILDKITE_SOURCE"] === "schedule" ? "schedule" : "push",
		ref: tag(env["BUILDKITE_TAG"]) || branch(env["BUILDKITE_BRANCH"]),
		baseRef: branch(env["BUILDKITE_PULL_REQUEST_BASE_BRANCH"]),
		defaultBranch: env["BUILDKITE_PIPELINE_DEFAULT_BRANCH"],
		sha: env["BUILDKITE_COMMIT"],
		run: env["BUILDKITE_BUILD_ID"],
		pullRequest: env["BUILDKITE_PULL_REQUEST"]?.replace(/^false$/, ""),
		jobId: env["BUILDKITE_JOB_ID"],
		status: statusOf(env["BUILDKITE_COMMAND_EXIT_STATUS"])
	},
	(env) => env["CIRCLECI"] === "true" && {
		repository: joined(env, "CIRCLE_PROJECT_USERNAME", "CIRCLE_PROJECT_REPONAME"),
		workspace: env["CIRCLE_WORKING_DIRECTORY"]?.replace(/^~(?=\/|$)/, env["HOME"] ?? "~"),
		job: env["CIRCLE_JOB"],
		matrix: env["CIRCLE_NODE_TOTAL"] === "1" ? void 0 : env["CIRCLE_NODE_INDEX"],
		ref: tag(env["CIRCLE_TAG"]) || branch(env["CIRCLE_BRANCH"]),
		sha: env["CIRCLE_SHA1"],
		run: env["CIRCLE_WORKFLOW_ID"],
		pullRequest: env["CIRCLE_PR_NUMBER"] || found(/\/(\d+)$/, env["CIRCLE_PULL_REQUEST"]) || found(/^pull\/(\d+)$/, env["CIRCLE_BRANCH"]),
		jobId: env["CIRCLE_WORKFLOW_JOB_ID"]
	},
	(env) => env["TF_BUILD"] === "True" && {
		repository: env["BUILD_REPOSITORY_NAME"],
		workspace: env["BUILD_SOURCESDIRECTORY"],
		workflow: env["BUILD_DEFINITIONNAME"],
		job: env["SYSTEM_PHASENAME"] || env["SYSTEM_JOBNAME"],
		matrix: env["SYSTEM_PHASENAME"] && env["SYSTEM_JOBNAME"],
		event: env["BUILD_REASON"] === "Schedule" ? "schedule" : "push",
		ref: branch(env["BUILD_SOURCEBRANCH"]),
		baseRef: branch(env["SYSTEM_PULLREQUEST_TARGETBRANCH"]),
		sha: env["BUILD_SOURCEVERSION"],
		run: env["BUILD_BUILDID"],
		pullRequest: env["SYSTEM_PULLREQUEST_PULLREQUESTNUMBER"] || env["SYSTEM_PULLREQUEST_PULLREQUESTID"],
		jobId: joined(env, "BUILD_BUILDID", "SYSTEM_JOBID"),
		status: statusIn({
			Succeeded: "success",
			SucceededWithIssues: "success",
			Failed: "failure",
			Canceled: "cancelled"
		}, env["AGENT_JOBSTATUS"])
	},
	(env) => Boolean(env["BITBUCKET_BUILD_NUMBER"]) && {
		repository: env["BITBUCKET_REPO_FULL_NAME"],
		workspace: env["BITBUCKET_CLONE_DIR"],
		matrix: env["BITBUCKET_PARALLEL_STEP"],
		ref: tag(env["BITBUCKET_TAG"]) || branch(env["BITBUCKET_BRANCH"]),
		baseRef: branch(env["BITBUCKET_PR_DESTINATION_BRANCH"]),
		sha: env["BITBUCKET_COMMIT"],
		run: env["BITBUCKET_PIPELINE_UUID"],
		pullRequest: env["BITBUCKET_PR_ID"],
		jobId: env["BITBUCKET_STEP_UUID"],
		status: statusOf(env["BITBUCKET_EXIT_CODE"])
	},
	(env) => env["TRAVIS"] === "true" && {
		repository: env["TRAVIS_REPO_SLUG"],
		workspace: env["TRAVIS_BUILD_DIR"],
		job: env["TRAVIS_JOB_NAME"],
		matrix: found(/\.(\d+)$/, env["TRAVIS_JOB_NUMBER"]),
		event: env["TRAVIS_EVENT_TYPE"] === "cron" ? "schedule" : "push",
		ref: tag(env["TRAVIS_TAG"]) || branch(env["TRAVIS_BRANCH"]),
		baseRef: branch(env["TRAVIS_BRANCH"]),
		sha: env["TRAVIS_COMMIT"],
		run: env["TRAVIS_BUILD_ID"],
		pullRequest: number(env["TRAVIS_PULL_REQUEST"]),
		jobId: env["TRAVIS_JOB_ID"],
		status: statusOf(env["TRAVIS_TEST_RESULT"])
	},
	(env) => isOtherCi(env) && { pullRequest: numbersOf(env, /(^|_)(pull|pull_request|merge_request|pr)(_(number|id|iid|no|key))?$/i)[0] }
];
/** What CIs set that the table does not list; `CI` alone is not set by TeamCity, Bamboo, GoCD and AWS CodeBuild. */
const marksOfCi = [
	"CI",
	"CONTINUOUS_INTEGRATION",
	"BUILD_NUMBER",
	"TEAMCITY_VERSION",
	"GO_PIPELINE_NAME"
];
const marksWithPrefix = /^(CODEBUILD_BUILD|bamboo_build)/;
function isOtherCi(env) {
	const isSet = (value = "") => value !== "" && value.toLowerCase() !== "false";
	return marksOfCi.some((name) => isSet(env[name])) || Object.keys(env).some((name) => marksWithPrefix.test(name));
}
/** The whole numbers in variables of such names, by name, so that they have one order. */
function numbersOf(env, names) {
	return Object.keys(env).filter((name) => names.test(name)).sort().flatMap((name) => number(env[name]) ?? []);
}
function number(text) {
	return found(/^(\d+)$/, text);
}
/**
* A repository's name as signatures, logs and handoffs may hold it: of an address the host and the path, the same for every
* protocol, without user, password, port, query and `.git`; any other name, such as `octo/repo`, as it is.
*/
function repositoryName(told) {
	const text = told.trim();
	const bare = text.replace(/^[a-z][a-z0-9+.-]*:\/\//i, "").replace(/^[^/]*@/s, "");
	if (bare === text && !/^[^/:]{2,}:/.test(text)) return text;
	const [, host = "", path = ""] = /^([^/:]*)(?::\d+(?=\/)|:)?\/*(.*)$/s.exec(bare) ?? [];
	const withoutEnd = path.replace(/[?#].*$/s, "").replace(/\/+$/, "").replace(/\.git$/, "");
	return [host.toLowerCase(), withoutEnd].filter((part) => part !== "").join("/");
}
function statusIn(words, word = "") {
	return Object.hasOwn(words, word) ? words[word] : void 0;
}
/** By the exit code of the job's own commands. */
function statusOf(exitCode) {
	if (!exitCode) return void 0;
	return exitCode === "0" ? "success" : "failure";
}
/** From the event that started the run; only the policy `default-branch` needs it, and says when it is missing. */
function defaultBranchOf({ GITHUB_EVENT_PATH: path }) {
	if (!path) return void 0;
	try {
		const name = JSON.parse(readFileSync(path, "utf8")).repository?.default_branch;
		return typeof name === "string" ? name : void 0;
	} catch {
		return;
	}
}
/** GitLab tells a matrix job by its name alone: `build: [linux, stable]`, `build 2/5`. */
function gitlabJob(name) {
	const [, job, list, part] = /^(.+?)(?:: \[(.*)\]| (\d+\/\d+))$/s.exec(name) ?? [];
	return job === void 0 ? { job: name } : {
		job,
		matrix: list ?? part
	};
}
/** A merge request whose number is missing is one all the same, and is called after its branch. */
function gitlabUnnumbered(env) {
	const source = env["CI_PIPELINE_SOURCE"];
	return source === "merge_request_event" || source === "external_pull_request_event" ? env["CI_COMMIT_REF_NAME"] || "unknown" : void 0;
}
function branch(name) {
	return name && fullRef(name);
}
function tag(name) {
	return name && `refs/tags/${name}`;
}
/** The first group of the pattern. */
function found(pattern, text) {
	return pattern.exec(text ?? "")?.[1];
}
function joined(env, ...names) {
	const values = names.map((name) => env[name] ?? "");
	return values[0] === "" ? void 0 : values.join(".");
}
// src/flow/job/folders.ts
/**
* This user's folder of ours, beside sccache's: what is kept from job to job. Where that cannot be written (containers run as
* users without a home), it is one in the temporary folder, if nobody else may write there: a save runs what is named in it.
*/
function cacheFolder(env, home) {
	const own = join(dirname(defaultDirectory(process.platform, env, home)), "sccache-bundle");
	if (canWrite(own)) return own;
	const temporary = resolve(tmpdir(), `sccache-bundle-${process.getuid?.() ?? "user"}`);
	return isMadePrivate(temporary) ? temporary : own;
}
/**
* Where sccache's entries are if nobody names a directory: where sccache itself has them, or in `cacheFolder` where that cannot
* be written. A container's user that is a number alone has the home `/`, or somebody else's.
*/
function unnamedDirectory(env, home) {
	const standard = defaultDirectory(process.platform, env, home);
	return canWrite(standard) ? standard : join(cacheFolder(env, home), "sccache");
}
/** Whether `folder` can be written, or else made. */
function canWrite(folder) {
	const parent = dirname(folder);
	if (!existsSync(folder) && parent !== folder) return canWrite(parent);
	try {
		accessSync(`${folder}/.`, constants.W_OK | constants.X_OK);
		return true;
	} catch {
		return false;
	}
}
/** Makes `folder` where it is missing. False where it is not this user's alone, or cannot be made. */
function isMadePrivate(folder) {
	try {
		if (!existsSync(folder)) mkdirSync(folder, { mode: 448 });
		const { uid, mode } = lstatSync(folder);
		return process.getuid === void 0 || uid === process.getuid() && (mode & 61503) === 16384;
	} catch {
		return false;
	}
}
/**
* Where the program is kept that a build calls as sccache, best first. Other users must be able to run it, so it is not in a
* home; what is in the temporary folder may be cleared by the job.
*/
function launcherFolders(toolsFolder) {
	const lasting = "/var/tmp";
	const own = join(lasting, `sccache-bundle-launchers-${process.geteuid?.() ?? 0}`);
	return existsSync(lasting) ? [own, toolsFolder] : [toolsFolder];
}
/**
* Makes a folder for a job's server, which outlives the save: what is built later in the same shell still finds its server
* there. Where the temporary folder cannot be written, it is in `toolsFolder`. @throws when that cannot be written either
*/
async function openServerFolder(toolsFolder) {
	return makeServerFolder(tmpdir()).catch(async () => {
		const parent = join(toolsFolder, "servers");
		await makeFolder(parent, 448);
		return makeServerFolder(parent);
	});
}
/** Removes the folder for a server where the job has none. */
async function removeIfServerless(folder, { server }) {
	if (!server) await rm(folder, {
		recursive: true,
		force: true
	});
}
// src/flow/job/job.ts
/** The job that this process belongs to. */
async function openJob(config, surroundings, overrides = {}) {
	const { env, workingDirectory, home } = surroundings;
	const context = await readContext({
		env,
		workingDirectory,
		overrides
	});
	const place = {
		workspace: context.workspace,
		env,
		home,
		platform: process.platform
	};
	const build = readBuildSettings(place, config.wrap);
	const { sccacheConfig } = build;
	const unnamed = unnamedDirectory(env, home);
	const directory = chooseDirectory(config.sccacheDir, {
		...place,
		sccacheConfig,
		unnamed
	});
	return {
		config: configOfJob(config, build.cmake),
		surroundings,
		context,
		directory,
		build
	};
}
/** Which job this is: from what the user says, from the CI whose variables are set, and else from the checkout. */
async function readContext({ env, workingDirectory, overrides = {} }) {
	const told = askCi(env);
	const { status: _, ...ci } = told ?? {};
	const known = {
		...ci,
		...saidBy(overrides)
	};
	const workspace = workspaceOf(env, workingDirectory, told);
	const git = await askGit(workspace, {
		known,
		env
	});
	const ref = known.ref ?? git.ref;
	const sha = known.sha ?? git.sha;
	const run = known.run ?? sha;
	const repository = env["SCCACHE_BUNDLE_REPOSITORY"] || known.repository;
	return {
		...known,
		repository: repository && repositoryName(repository),
		workspace,
		os: osNames[process.platform] ?? process.platform,
		arch: process.arch,
		event: ref === void 0 && told ? "unknown" : known.event,
		ref,
		baseRef: known.baseRef,
		defaultBranch: known.defaultBranch ?? git.defaultBranch,
		sha,
		run: run === void 0 ? void 0 : { id: run },
		pullRequest: known.pullRequest
	};
}
function saidBy({ matrix, baseRef, pullRequest, ...others }) {
	const said = {
		...others,
		...matrix && !["null", "{}"].includes(matrix) && { matrix },
		...baseRef && { baseRef: fullRef(baseRef) },
		...pullRequest && {
			pullRequest,
			event: "pull_request",
			ref: `refs/pull/${pullRequest}/merge`
		}
	};
	return Object.fromEntries(Object.entries(said).filter(([, value]) => value));
}
/** As GitHub's runners call systems, so that the action and the command line have the same keys. */
const osNames = {
	darwin: "macos",
	win32: "windows"
};
/** What git tells of the checkout, as far as it is not known; nothing where there is no git or no checkout. */
async function askGit(workspace, { known, env }) {
	const ask = async (...args) => {
		try {
			const { stdout } = await promisify(execFile)("git", [
				"-c",
				"safe.directory=*",
				...args
			], {
				cwd: workspace,
				env: { ...env },
				timeout: 1e4
			});
			return stdout.trim() || void 0;
		} catch {
			return;
		}
	};
	const [ref, sha, remoteHead] = await Promise.all([
		known.ref ?? ask("symbolic-ref", "--quiet", "HEAD"),
		known.sha ?? ask("rev-parse", "--verify", "--quiet", "HEAD"),
		known.defaultBranch ? void 0 : ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
	]);
	return {
		ref,
		sha,
		defaultBranch: remoteHead?.replace(/^refs\/remotes\/origin\//, "")
	};
}
/**
* Where sccache keeps its entries in this job, absolute: as the input says, else SCCACHE_DIR, else sccache's configuration
* file, else `unnamed`. sccache itself would make folders of a `~` or of a relative path that nobody means.
*/
function chooseDirectory(asked, place) {
	const { workspace, env, home, sccacheConfig, unnamed } = place;
	const configured = effectiveDisk(env, sccacheConfig)?.directory;
	const chosen = asked ?? (env["SCCACHE_DIR"] || configured || unnamed);
	return meantPath(chosen, {
		workspace,
		home
	});
}
// src/sccache/environment/program-environment.ts
/**
* The environment for programs that we start, sccache's server and compilers: `env` without the credentials of this step.
* The server lives as long as the build, any program of which can read what it was started with. Compilers lack nothing:
* the server runs them with the environment of whoever asks it for a compilation. What is kept is what sccache itself needs
* where the user has told it to keep entries in S3, Azure or GitHub's cache.
*/
function programEnvironment(place) {
	const config = readSccacheConfig(place);
	return withoutCredentials(place.env, (name) => usesBackend(name, place.env, config));
}
// src/flow/job/surroundings.ts
/** The surroundings of a process with this environment. @throws {ConfigError} when the keys of signatures are none */
function surroundingsIn(env, adapter) {
	const home = homeFolder();
	return {
		env: programEnvironment({
			workspace: workspaceOf(env, adapter.workingDirectory),
			env,
			home,
			platform: process.platform
		}),
		storeEnv: env,
		home,
		signingKeys: parseSigningKeys(env),
		...adapter,
		toolsFolder: adapter.toolsFolder ?? cacheFolder(env, home)
	};
}
export { openServerFolder as a, workspaceOf as c, requireStore as d, launcherFolders as i, hasStore as l, openJob as n, removeIfServerless as o, cacheFolder as r, askCi as s, surroundingsIn as t, parseConfig as u };
