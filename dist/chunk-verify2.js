import { o as describeName } from "./chunk-read-manifest.js";
import { t as verify$1 } from "./chunk-verify.js";
import { n as shown } from "./chunk-phases.js";
import { r as trustFrom } from "./chunk-signing.js";
import { n as threadsFor } from "./chunk-threads.js";
import { t as showProgressOn } from "./chunk-progress.js";
import { r as entryCount } from "./chunk-words.js";
import { t as openZstd } from "./chunk-open.js";
import { o as configFlags, r as printJson } from "./chunk-terminal.js";
import { t as givenBundle } from "./chunk-given-bundle.js";
import { o as readSettings } from "./chunk-job.js";
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
		const trust = trustFrom(terminal.env);
		const { findings, manifest, signedFor } = await shown(showProgressOn(terminal), "Verify", (onProgress) => verify$1({
			file,
			threads,
			trust,
			onProgress
		}, openZstd().zstd));
		if (args.isOn("json")) printJson(terminal, {
			entries: manifest?.entries.length ?? 0,
			findings
		});
		else for (const line of findings.flatMap(describe)) terminal.list(line);
		if (findings.length === 0) terminal.say(`${entryCount(manifest?.entries.length ?? 0)}, all as they were packed`);
		if (signedFor) terminal.say(`Signed for ${describeName(signedFor)}${trust ? "" : "; no key to check it with"}`);
		if (findings.length > 0 && !trust) terminal.say("Recover what is intact with: sccache-bundle unpack --salvage FILE DIR");
		return findings.length === 0 ? 0 : 1;
	}
};
function describe(finding) {
	const head = `${finding.fault}: ${finding.why}`;
	return finding.where === "segment" ? [head, ...finding.entries.map((name) => `  ${name}`)] : [head];
}
export { verify };
