import { t as BundleError } from "./chunk-bundle-error.js";
import { n as DiskError } from "./chunk-config.js";
import { o as safeLine } from "./chunk-foreign.js";
import { n as showProgressOn } from "./chunk-stray-errors.js";
import { m as withHelp } from "./chunk-words.js";
import { t as StoreError } from "./chunk-store.js";
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
export { terminalLog as a, progressOn as i, printJson as n, processTerminal as r, describeError as t };
