import { t as pack$1 } from "./chunk-pack.js";
import { t as packedByHand } from "./chunk-pack-request.js";
import { n as formatSize } from "./chunk-config-error.js";
import { r as shown } from "./chunk-pool.js";
import { t as scan } from "./chunk-scan.js";
import { t as threadsFor } from "./chunk-threads.js";
import { r as openZstd } from "./chunk-layout.js";
import { t as UsageError } from "./chunk-args.js";
import { n as writingTo } from "./chunk-disk-error.js";
import { i as readSettings, t as configFlags } from "./chunk-config-flags.js";
import { t as printJson } from "./chunk-print-json.js";
import { t as progressOn } from "./chunk-progress2.js";
import { resolve } from "node:path";
import { stat } from "node:fs/promises";
// src/cli/commands/pack.ts
/** A bundle by hand, of a directory as it is. */
const pack = {
	positionals: ["DIR"],
	flags: [
		{
			name: "output",
			short: "o",
			value: "FILE",
			about: "The bundle to write."
		},
		...configFlags("pack"),
		{
			name: "json",
			about: "Print what was packed as JSON."
		}
	],
	async run(args, terminal) {
		const out = args.flag("output");
		if (out === "") throw new UsageError("-o FILE is missing");
		const directory = resolve(terminal.workingDirectory, args.positional("DIR"));
		if (!(await stat(directory)).isDirectory()) throw new UsageError(`${directory} is not a directory`);
		const config = readSettings(args, terminal);
		const { entries, foreign } = await scan(directory);
		const request = {
			...packedByHand(entries, createdAt(terminal)),
			directory,
			out: resolve(terminal.workingDirectory, out),
			level: config.compressionLevel,
			segmentRawBytes: config.segmentBytes,
			threads: threadsFor(config)
		};
		const { bytes, dropped, manifest } = await writingTo(request.out, () => shown(progressOn(terminal), "Pack", (onProgress) => pack$1({
			...request,
			onProgress
		}, openZstd().zstd)));
		for (const { name, why } of dropped) terminal.say(`Left out ${name}: ${why}`);
		if (foreign > 0) terminal.say(`Left out ${foreign} files that are not sccache's`);
		const stored = entries.reduce((sum, entry) => sum + entry.bytes, 0);
		const raw = manifest.segments.reduce((sum, { rawBytes }) => sum + rawBytes, 0);
		terminal.say(`Packed ${manifest.entries.length} entries (${formatSize(stored)} on disk, ${formatSize(raw)} decoded) into ${formatSize(bytes)}`);
		if (args.flag("json") === "true") printJson(terminal, {
			entries: manifest.entries.length,
			bytes,
			rawBytes: raw,
			dropped,
			foreign
		});
		return 0;
	}
};
/** With SOURCE_DATE_EPOCH set, equal directories give equal files: https://reproducible-builds.org/specs/source-date-epoch */
function createdAt({ env }) {
	const epoch = env["SOURCE_DATE_EPOCH"] ?? "";
	return /^\d{1,11}$/.test(epoch) ? Number(epoch) : Math.floor(Date.now() / 1e3);
}
export { pack };
