#!/usr/bin/env node
import { t as unsupportedNode } from "./chunk-node-version.js";
// src/cli/main.ts
const why = unsupportedNode(process.versions.node);
if (why === void 0) {
	const { runCommandLine } = await import("./chunk-run.js");
	await runCommandLine(process.argv.slice(2));
} else {
	process.stderr.write(`${why}\n`);
	process.exitCode = 2;
}
export {};
