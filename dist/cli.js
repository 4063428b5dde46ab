#!/usr/bin/env node
import { t as readManifest } from "./chunk-read-manifest.js";
import { s as formatSize } from "./chunk-frames.js";
import { t as creator } from "./chunk-version.js";
import { t as openZstd } from "./chunk-open.js";
import { parseArgs } from "node:util";
// src/cli/main.ts
const usage = `Usage: sccache-bundle inspect FILE

  inspect FILE   what a bundle holds

  --version      print the version
  --help         print this`;
const { values, positionals } = parseArgs({
	allowPositionals: true,
	options: {
		help: { type: "boolean" },
		version: { type: "boolean" }
	}
});
const [command, file] = positionals;
if (values.version) console.log(creator);
else if (values.help) console.log(usage);
else if (command === "inspect" && file && positionals.length === 2) await inspect$1(file);
else {
	console.error(usage);
	process.exitCode = 2;
}
async function inspect$1(path) {
	const { zstd } = openZstd();
	const { entries, segments, ...about } = await readManifest(path, zstd);
	const sum = (sizes) => formatSize(sizes.reduce((total, { bytes }) => total + bytes, 0));
	console.log(`${entries.length} entries (${sum(entries)}) in ${segments.length} segments (${sum(segments)})`);
	for (const [name, value] of Object.entries(about)) console.log(`${name}: ${JSON.stringify(value)}`);
}
export {};
