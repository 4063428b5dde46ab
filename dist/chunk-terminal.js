import { r as safeLine } from "./chunk-foreign.js";
// src/cli/terminal/terminal.ts
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
		warning: (message) => say(safeLine(`warning: ${message}`))
	};
}
export { terminalLog as n, processTerminal as t };
