// src/cli/terminal.ts
const clearLine = "\r\x1B[2K";
function processTerminal(process) {
	const { stdout, stderr } = process;
	stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
	return {
		print: (line) => void stdout.write(`${line}\n`),
		say: (line) => void stderr.write(`${stderr.isTTY ? clearLine : ""}${line}\n`),
		show: stderr.isTTY ? (line) => void stderr.write(`${clearLine}${line}`) : void 0,
		env: process.env,
		workingDirectory: process.cwd()
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
