import { n as inputs } from "./chunk-parse-config.js";
import { s as openJob } from "./chunk-handoff.js";
import { t as UsageError } from "./chunk-args.js";
import { l as readState, n as overridesOf, r as surroundingsOf, s as findState, t as contextFlags } from "./chunk-job.js";
import { t as printJson } from "./chunk-print-json.js";
// src/cli/job/shell.ts
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
	powershell: ({ name, value }) => `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`,
	github: ({ name, value }) => `${name}=${value}`
};
/**
* One line that sets a variable to just its value, whatever characters that holds.
* @throws {RangeError} for a line break, which not every format can hold, and for a name that is none
*/
function assignment(variable, format) {
	if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable.name)) throw new RangeError(`${variable.name} is no variable's name`);
	if (/[\r\n\0]/.test(variable.value)) throw new RangeError(`${variable.name} holds a line break`);
	return writers[format](variable);
}
// src/cli/commands/env.ts
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
			about: "sccache's directory, as restore was told."
		},
		...contextFlags
	],
	async run(args, terminal) {
		const asked = args.flag("format") || "sh";
		const format = formats.find((one) => one === asked);
		if (!format) throw new UsageError(`--format ${asked} is none of ${formats.join(", ")}`);
		const { env, say, print } = terminal;
		const sccacheDir = args.flag(inputs.sccacheDir.name) || void 0;
		const job = await openJob({ sccacheDir }, surroundingsOf(terminal), overridesOf(args, terminal));
		const left = readState(findState(job.context, env));
		if (!left) say("warning: No restore ran in this job, so there is nothing to set.");
		if (left && sccacheDir && left.handoff.directory !== job.directory) say(`warning: The restore of this job filled ${left.handoff.directory}, not ${job.directory}.`);
		if (args.flag("json") === "true") {
			printJson(terminal, { variables: left?.variables ?? [] });
			return 0;
		}
		const isPath = (name) => name === "PATH";
		for (const variable of left?.variables ?? []) if (format !== "github" || !isPath(variable.name)) print(assignment(variable, format));
		return 0;
	}
};
export { env };
