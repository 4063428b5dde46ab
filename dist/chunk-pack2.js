import { a as sumRawBytes } from "./chunk-segment-plan.js";
import { t as parseSigningKey } from "./chunk-signing-keys.js";
import { t as packByHand } from "./chunk-by-hand.js";
import { n as shown } from "./chunk-phases.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { r as entryCount, t as count } from "./chunk-words.js";
import { t as formatSize } from "./chunk-size.js";
import { t as openZstd } from "./chunk-open.js";
import { a as UsageError, o as configFlags, r as printJson } from "./chunk-terminal.js";
import { o as readSettings } from "./chunk-job.js";
import { resolve } from "node:path";
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
		const config = readSettings(args, terminal);
		const request = {
			directory: resolve(terminal.workingDirectory, args.positional("DIR")),
			out: resolve(terminal.workingDirectory, out),
			created: createdAt(terminal),
			config,
			signingKey: parseSigningKey(terminal.env)
		};
		const { bytes, dropped, manifest, foreign, storedBytes } = await shown(showProgressOn(terminal), "Pack", (onProgress) => packByHand({
			...request,
			onProgress
		}, openZstd().zstd));
		for (const { name, why } of dropped) terminal.say(`Left out ${name}: ${why}`);
		if (foreign > 0) terminal.say(`Left out ${count(foreign, "file")} that sccache did not write`);
		const raw = sumRawBytes(manifest.segments);
		terminal.say(`Packed ${entryCount(manifest.entries.length)} (${formatSize(storedBytes)} on disk, ${formatSize(raw)} decoded) into ${formatSize(bytes)}`);
		if (args.isOn("json")) printJson(terminal, {
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
