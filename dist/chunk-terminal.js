import { t as formatSize } from "./chunk-size.js";
import { t as StoreError } from "./chunk-store.js";
import { t as BundleError } from "./chunk-bundle-error.js";
import { p as withHelp } from "./chunk-words.js";
import { r as deviceOf } from "./chunk-disk-room.js";
import { o as safeLine } from "./chunk-foreign.js";
import { n as showProgressOn } from "./chunk-stray-errors.js";
import { dirname, resolve } from "node:path";
import { statfs } from "node:fs/promises";
// src/cli/errors.ts
/** What the codes of the file system mean, in words. */
const meanings = {
	ENOENT: "no such file or directory",
	EACCES: "permission denied",
	EPERM: "operation not permitted",
	EISDIR: "is a directory",
	ENOTDIR: "not a directory",
	ENOSPC: "no space left on the disk",
	EDQUOT: "disk quota exceeded",
	EROFS: "the file system is read-only",
	EMFILE: "too many open files",
	EEXIST: "exists already",
	ENOTEMPTY: "directory not empty",
	EXDEV: "on another file system",
	ELOOP: "too many symbolic links",
	ENAMETOOLONG: "name too long"
};
/** An error in a line for the user; one that is a bug of ours with its stack. */
function describeError(error) {
	if (!(error instanceof Error)) return String(error);
	if (error instanceof BundleError || error instanceof DiskError || error instanceof StoreError) return error.message;
	const { code, path, syscall } = error;
	if (syscall === void 0) return `sccache-bundle has a bug: ${error.stack ?? error.message}`;
	const meaning = meanings[code ?? ""] ?? error.message;
	return path === void 0 ? meaning : `${path}: ${meaning}`;
}
/** What was to be written has no room, on which disk it says. */
var DiskError = class extends Error {
	name = "DiskError";
};
const noRoom = {
	ENOSPC: "has too little room",
	EDQUOT: "has no room left within your quota"
};
/** What `work` returns, which writes to `path`. @throws {DiskError} when there is no room for it, else what `work` throws */
async function writingTo(path, work) {
	try {
		return await work();
	} catch (error) {
		const { code = "", message } = error;
		const what = noRoom[code];
		if (what === void 0) throw error;
		throw new DiskError(`${path}: ${await describeDisk(path)} ${what} (${message}); nothing was left there`, { cause: error });
	}
}
/** `the disk at /mnt (1.5 MB of 8 MB and 3 of 90 files are free)` */
async function describeDisk(path) {
	const mount = await mountOf(resolve(path));
	try {
		const { bavail, blocks, bsize, ffree, files } = await statfs(mount);
		const inodes = files > 0 ? ` and ${ffree} of ${files} files` : "";
		return `the disk at ${mount} (${formatSize(bavail * bsize)} of ${formatSize(blocks * bsize)}${inodes} are free)`;
	} catch {
		return `the disk at ${mount}`;
	}
}
/** The highest folder that is on the same file system as `path`, or as the first folder above that is there. */
async function mountOf(path) {
	const above = dirname(path);
	if (above === path) return path;
	const [here, there] = await Promise.all([deviceOf(path), deviceOf(above)]);
	return here !== void 0 && here !== there ? path : mountOf(above);
}
// src/cli/terminal.ts
const clearLine = "\r\x1B[2K";
function processTerminal(process) {
	const { stdout, stderr, env } = process;
	stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
	const write = stdout.write.bind(stdout);
	divert(stdout, {
		to: stderr,
		debug: Boolean(env["SCCACHE_BUNDLE_DEBUG"])
	});
	return {
		print: (line) => void write(`${line}\n`),
		flush: () => new Promise((resolve) => write("", () => resolve())),
		say: (line) => void stderr.write(`${stderr.isTTY ? clearLine : ""}${line}\n`),
		show: stderr.isTTY ? (line) => void stderr.write(`${clearLine}${line}`) : void 0,
		columns: Math.min(100, Math.max(40, stdout.columns ?? 80)),
		verbose: Boolean(env["SCCACHE_BUNDLE_DEBUG"]),
		env,
		workingDirectory: process.cwd()
	};
}
/**
* Sends elsewhere what is written to `stream`: GitHub's libraries talk to a runner there, and whoever reads our standard
* output waits for what was asked alone. Their debugging is left out unless it is wanted.
*/
function divert(stream, { to, debug }) {
	stream.write = (chunk, ...rest) => {
		const isDebug = typeof chunk === "string" && chunk.startsWith("::debug::");
		return Reflect.apply(to.write, to, [isDebug && !debug ? "" : chunk, ...rest]);
	};
}
/** A log of plain lines. */
function terminalLog({ say, verbose }) {
	return {
		debug: verbose ? (message) => say(safeLine(`debug: ${message}`)) : () => void 0,
		info: (message) => say(safeLine(message)),
		notice: (message) => say(safeLine(`notice: ${message}`)),
		warning: (text, topic) => say(safeLine(`warning: ${withHelp(text, topic)}`))
	};
}
/** Shows waits: as a bar that moves on a terminal, elsewhere as lines. */
function progressOn({ show, say }) {
	return showProgressOn({
		show,
		say,
		clock: () => performance.now()
	});
}
/**
* Prints what a command found as one line of JSON, with the version of its shape: fields may be added under the same version.
* docs/any-ci.md documents the shapes.
*/
function printJson({ print }, value) {
	print(JSON.stringify({
		version: 1,
		...value
	}));
}
export { describeError as a, terminalLog as i, processTerminal as n, writingTo as o, progressOn as r, printJson as t };
