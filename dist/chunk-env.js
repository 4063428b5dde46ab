import { t as inputs } from "./chunk-inputs.js";
import { t as UsageError } from "./chunk-args.js";
import { i as findState, s as stateOf, u as variableFor } from "./chunk-state.js";
import { t as directoryFor } from "./chunk-prepare.js";
// src/cli/shell.ts
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
	flags: [{
		name: "format",
		value: "FORMAT",
		about: `${formats.join(", ")} (default: sh)`
	}, {
		name: inputs.directory.name,
		value: "DIR",
		about: "sccache's directory, as restore was told"
	}],
	async run(args, terminal) {
		const asked = args.flag("format") || "sh";
		const format = formats.find((one) => one === asked);
		if (!format) throw new UsageError(`--format ${asked} is none of ${formats.join(", ")}`);
		const { workingDirectory, env, say, print } = terminal;
		const workspace = env["GITHUB_WORKSPACE"] || env["CI_PROJECT_DIR"] || workingDirectory;
		const directory = args.flag("directory") || env[variableFor("directory")] || void 0;
		const left = findState(stateOf(directoryFor({ directory }, workspace, terminal), env));
		if (!left) say("warning: There was no restore, so there is nothing to set.");
		const isPath = (name) => name === "PATH";
		for (const variable of left?.variables ?? []) if (format !== "github" || !isPath(variable.name)) print(assignment(variable, format));
		return 0;
	}
};
export { env };
