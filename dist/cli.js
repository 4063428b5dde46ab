#!/usr/bin/env node
// src/cli/main.ts
/** The first with zstd of its own, and with all else that the sources use. */
const least = [22, 15];
const { node } = process.versions;
const [major = 0, minor = 0] = node.split(".").map(Number);
if (major > least[0] || major === least[0] && minor >= least[1]) {
	const { runCommandLine } = await import("./chunk-run.js");
	await runCommandLine(process.argv.slice(2));
} else {
	process.stderr.write(`sccache-bundle needs Node ${least.join(".")} or later; this is Node ${node}\n`);
	process.exitCode = 2;
}
export {};
