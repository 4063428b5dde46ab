import { t as openZstd } from "./chunk-open.js";
import { c as openCatalog, l as openStore, m as repositoryCaches, o as findSccache$1, p as githubCatalog, s as SccacheUnavailable, u as openSccache } from "./chunk-text.js";
import { n as cacheFolder } from "./chunk-state.js";
import { n as terminalLog } from "./chunk-terminal.js";
import { promisify } from "node:util";
import { availableParallelism } from "node:os";
import { execFile } from "node:child_process";
import { setTimeout } from "node:timers/promises";
// src/cli/context.ts
/** For what no CI or checkout tells, or tells wrongly. */
const contextFlags = [
	{
		name: "job",
		value: "NAME",
		about: "name of the job, a part of the key"
	},
	{
		name: "ref",
		value: "REF",
		about: "full name of what is built, such as refs/heads/main"
	},
	{
		name: "default-branch",
		value: "NAME",
		about: "name of the default branch"
	}
];
/** Who runs where: from the flags, from the CI whose variables are set, and else from the checkout. */
async function readContext(args, { env, workingDirectory }) {
	const known = env["GITHUB_ACTIONS"] === "true" ? fromGithub(env) : env["GITLAB_CI"] ? fromGitlab(env) : {};
	const workspace = known.workspace || workingDirectory;
	const git = await fromGit(workspace, known);
	return {
		workspace,
		os: osName(process.platform),
		arch: process.arch,
		job: args.flag("job") || known.job,
		matrix: void 0,
		event: known.event,
		ref: args.flag("ref") || known.ref || git.ref,
		defaultBranch: args.flag("default-branch") || known.defaultBranch || git.defaultBranch,
		sha: known.sha || git.sha,
		run: known.run,
		pullRequest: known.pullRequest
	};
}
/** As runners of GitHub call systems, so that the action and the command line have keys in common. */
function osName(platform) {
	return {
		darwin: "macos",
		win32: "windows"
	}[platform] ?? platform;
}
/** https://docs.github.com/en/actions/reference/workflows-and-actions/variables */
function fromGithub(env) {
	return {
		workspace: env["GITHUB_WORKSPACE"] ?? "",
		job: env["GITHUB_JOB"],
		event: env["GITHUB_EVENT_NAME"],
		ref: env["GITHUB_REF"],
		sha: env["GITHUB_SHA"],
		run: env["GITHUB_RUN_ID"],
		pullRequest: /^refs\/pull\/(\d+)\//.exec(env["GITHUB_REF"] ?? "")?.[1]
	};
}
/** https://docs.gitlab.com/ci/variables/predefined_variables/ */
function fromGitlab(env) {
	const source = env["CI_PIPELINE_SOURCE"] ?? "";
	const isMergeRequest = source === "merge_request_event" || source === "external_pull_request_event";
	const name = env["CI_COMMIT_REF_NAME"];
	return {
		workspace: env["CI_PROJECT_DIR"] ?? "",
		job: env["CI_JOB_NAME"],
		event: isMergeRequest ? "pull_request" : source === "schedule" ? source : "push",
		ref: name && (env["CI_COMMIT_TAG"] ? `refs/tags/${name}` : `refs/heads/${name}`),
		defaultBranch: env["CI_DEFAULT_BRANCH"],
		sha: env["CI_COMMIT_SHA"],
		run: env["CI_PIPELINE_ID"],
		pullRequest: env["CI_MERGE_REQUEST_IID"]
	};
}
/** What git tells of the checkout, as far as it is not known; nothing where there is no git or no checkout. */
async function fromGit(workspace, known) {
	const ask = async (...args) => {
		try {
			const { stdout } = await promisify(execFile)("git", args, {
				cwd: workspace,
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
		known.defaultBranch ?? ask("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
	]);
	return {
		ref,
		sha,
		defaultBranch: remoteHead?.replace(/^refs\/remotes\/origin\//, "")
	};
}
// src/cli/deps.ts
/** Everything that the use cases need here. */
function openDeps(terminal, { config, sccachePath, tempDirectory }) {
	const { env } = terminal;
	const log = terminalLog(terminal);
	const { zstd, fallbackReason } = openZstd();
	if (fallbackReason) log.notice(`Packing will be slower: ${fallbackReason}`);
	return {
		log,
		store: openStore(config.store, {
			log,
			env
		}),
		zstd,
		...listings(config, terminal),
		threads: config.threads ?? availableParallelism(),
		now: Date.now,
		tempDirectory,
		sccache: sccachePath === void 0 ? void 0 : openSccache({
			path: sccachePath,
			env
		})
	};
}
function listings({ store }, terminal) {
	const { env } = terminal;
	if (store.kind !== "github") return {
		catalog: openCatalog(store, {
			log: terminalLog(terminal),
			env
		}),
		repository: void 0
	};
	const token = env["GITHUB_TOKEN"];
	const repository = env["GITHUB_REPOSITORY"];
	if (!token || !repository) return {
		catalog: void 0,
		repository: void 0
	};
	const apiUrl = env["GITHUB_API_URL"] || "https://api.github.com";
	const caches = repositoryCaches({
		apiUrl,
		repository,
		token,
		sleep: (ms) => setTimeout(ms)
	});
	return {
		catalog: githubCatalog(caches),
		repository: caches
	};
}
/** The sccache of the job, or why there is none. */
async function findSccache(config, terminal) {
	const { platform, arch } = process;
	const machine = {
		platform,
		arch,
		env: terminal.env,
		toolsFolder: cacheFolder(terminal.env)
	};
	const wanted = {
		policy: config.sccache,
		version: config.sccacheVersion,
		sha256: config.sccacheSha256,
		mirror: config.sccacheMirror
	};
	try {
		return await findSccache$1(wanted, {
			machine,
			log: terminalLog(terminal)
		});
	} catch (error) {
		if (error instanceof SccacheUnavailable) return { why: error.message };
		throw error;
	}
}
export { readContext as i, openDeps as n, contextFlags as r, findSccache as t };
