import { t as inputs } from "./chunk-inputs.js";
import { u as parseConfig } from "./chunk-surroundings.js";
import { a as UsageError, i as terminalLog, r as printJson } from "./chunk-terminal.js";
import { r as openJobOf, t as contextFlags } from "./chunk-job.js";
import { o as noRestoreIn, r as findState, s as readState } from "./chunk-state.js";
import { createHash } from "node:crypto";
// src/cli/commands/env.ts
/** How variables can be written down: for a shell to evaluate, or for the file of GITHUB_ENV. */
const formats = [
	"sh",
	"fish",
	"powershell",
	"github"
];
const writers = {
	sh: ({ name, value }) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
	fish: ({ name, value }) => `set -gx ${name} '${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
	powershell: ({ name, value }) => `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&").replace(/[\r\n]/g, (end) => `'+[char]${end.charCodeAt(0)}+'`)}'`,
	github: ({ name, value }) => /[\r\n]/.test(value) ? withinMarks(name, value) : `${name}=${value}`
};
/** A value of several lines, between marks that it cannot hold: they are its own digest. */
function withinMarks(name, value) {
	const mark = createHash("sha256").update(value).digest("hex");
	return `${name}<<${mark}\n${value}\n${mark}`;
}
/**
* What sets a variable to just its value, whatever characters that holds: a PATH may end with a line break where a CI's
* configuration gave it one. @throws {RangeError} for a name that is none
*/
function assignment(variable, format) {
	if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable.name)) throw new RangeError(`${variable.name} is no variable's name`);
	return writers[format](variable);
}
/** What a build needs to use what was restored. */
const env = {
	positionals: [],
	flags: [
		{
			name: "format",
			value: "FORMAT",
			about: `How to print them: ${formats.join(", ")}.`,
			fallback: "sh",
			words: formats
		},
		{
			name: "json",
			about: "Print the variables as JSON."
		},
		{
			name: inputs.sccacheDir.name,
			value: "DIR",
			about: "sccache's directory, if restore was given one."
		},
		...contextFlags
	],
	async run(args, terminal) {
		const asked = args.flag("format") || "sh";
		const format = formats.find((one) => one === asked);
		if (!format) throw new UsageError(`--format ${asked} is not one of ${formats.join(", ")}`);
		const log = terminalLog(terminal);
		const config = parseConfig((name) => name === inputs.sccacheDir.name ? args.flag(name) : "");
		const job = await openJobOf(config, args, terminal);
		const left = readState(findState(job.context, terminal.env));
		if (!left) log.warning(`${noRestoreIn(job.context)}, so there is nothing to set`, "no-restore");
		if (left && config.sccacheDir && left.handoff.directory !== job.directory) log.warning(`The restore of this job filled ${left.handoff.directory}, not ${job.directory}`, "no-restore");
		const variables = left?.variables ?? [];
		const isPrinted = ({ name }) => format !== "github" || name !== "PATH";
		if (args.isOn("json")) printJson(terminal, { variables });
		else for (const one of variables.filter(isPrinted)) terminal.print(assignment(one, format));
		return 0;
	}
};
export { env };
