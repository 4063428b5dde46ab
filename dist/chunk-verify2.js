import { t as verify$1 } from "./chunk-verify.js";
import { r as shown } from "./chunk-pool.js";
import { t as threadsFor } from "./chunk-threads.js";
import { r as openZstd } from "./chunk-layout.js";
import { t as givenBundle } from "./chunk-bundle-file.js";
import { i as readSettings, t as configFlags } from "./chunk-config-flags.js";
import { t as printJson } from "./chunk-print-json.js";
import { t as progressOn } from "./chunk-progress2.js";
// src/cli/commands/verify.ts
/** Whether a bundle is what was packed. */
const verify = {
	positionals: ["FILE"],
	flags: [...configFlags("verify"), {
		name: "json",
		about: "Print the findings as JSON."
	}],
	async run(args, terminal) {
		const file = await givenBundle(args, terminal);
		const threads = threadsFor(readSettings(args, terminal));
		const { findings, manifest } = await shown(progressOn(terminal), "Verify", (onProgress) => verify$1({
			file,
			threads,
			onProgress
		}, openZstd().zstd));
		if (args.flag("json") === "true") printJson(terminal, {
			entries: manifest?.entries.length ?? 0,
			findings
		});
		else for (const line of findings.flatMap(describe)) terminal.print(line);
		if (findings.length === 0) terminal.say(`${manifest?.entries.length ?? 0} entries, all as they were packed`);
		else terminal.say("Recover what is intact with: sccache-bundle unpack --salvage FILE DIR");
		return findings.length === 0 ? 0 : 1;
	}
};
function describe(finding) {
	const head = `${finding.fault}: ${finding.why}`;
	return finding.where === "segment" ? [head, ...finding.entries.map((name) => `  ${name}`)] : [head];
}
export { verify };
