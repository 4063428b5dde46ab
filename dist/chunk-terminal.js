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
/** A log of plain lines; with SCCACHE_BUNDLE_DEBUG set, of all of them. */
function terminalLog({ say, env }) {
	return {
		debug: env["SCCACHE_BUNDLE_DEBUG"] ? (message) => say(`debug: ${message}`) : () => void 0,
		info: say,
		notice: (message) => say(`notice: ${message}`),
		warning: (message) => say(`warning: ${message}`)
	};
}
export { terminalLog as n, processTerminal as t };
