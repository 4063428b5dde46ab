import { t as ConfigError } from "./chunk-config.js";
import { t as survivingStrays } from "./chunk-stray-errors.js";
import { t as creator } from "./chunk-version.js";
import { a as UsageError, c as didYouMean, n as openTerminal, s as parseCommandLine, t as describeError } from "./chunk-terminal.js";
import { n as variableOf } from "./chunk-variables.js";
// src/cli/help.ts
/** Flags of every command. */
const globalFlags = [
	{
		name: "quiet",
		short: "q",
		about: "Print warnings and errors only.",
		group: "Global"
	},
	{
		name: "verbose",
		short: "v",
		about: "Print details that help to find an error.",
		group: "Global"
	},
	{
		name: "help",
		short: "h",
		about: "Print this help.",
		group: "Global"
	}
];
/** How a command is called. */
function callOf({ name }, { positionals, flags }) {
	return [
		"Usage: sccache-bundle",
		name,
		...positionals,
		...flags.length > 0 ? ["[FLAGS]"] : []
	].join(" ");
}
/** In this order the groups of a command's flags are shown. */
const order = [
	"Options",
	"Common",
	"Job",
	"Key",
	"Budget",
	"Store",
	"sccache",
	"Advanced",
	"Global"
];
const exitCodes = "Exit codes: 0 done, also when the cache failed and the build can continue; 1 an error (restore and save: with --strict, or a miss with --fail-on-cache-miss); 2 wrong usage or settings.";
/** That settings can be variables, by the example of one that the command has. */
function settingsNote({ name }) {
	return `Settings can also be variables: ${variableOf(name)} for --${name}. A flag wins.`;
}
/** The help of a command: its call, its flags by group, examples and variables; lines of at most `columns` characters. */
function commandHelp(listed, shape, columns) {
	const sections = [...Map.groupBy([...shape.flags, ...globalFlags], ({ group = "Options" }) => group)].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
	const lines = (flag) => flagLines(flag, columns);
	const examples = listed.examples.map((line) => `  ${line}`);
	const setting = shape.flags.find(({ group }) => group !== void 0);
	return [
		...wrap(listed.about, columns),
		"",
		callOf(listed, shape),
		...sections.flatMap(([title, flags]) => section(title, flags.map(lines))),
		...section("Examples", examples),
		...setting ? ["", ...wrap(settingsNote(setting), columns)] : []
	].join("\n");
}
/** The help of the whole program. */
function programHelp(commands, columns) {
	const width = Math.max(...commands.map(({ name }) => name.length));
	const lines = ({ name, about }) => hanging(`  ${name.padEnd(width)}  `, about, columns);
	const groups = Map.groupBy(commands, ({ group }) => group);
	return [
		...wrap("Keeps sccache's cache in a single file: restored before a build, saved after it, within a size limit.", columns),
		"",
		"Usage: sccache-bundle COMMAND [FLAGS]",
		...[...groups].flatMap(([title, own]) => section(title, own.map(lines))),
		"",
		"  sccache-bundle COMMAND --help  prints what a command takes",
		"  sccache-bundle --version       prints the version",
		"",
		...wrap(exitCodes, columns)
	].join("\n");
}
function section(title, lines) {
	return [
		"",
		`${title}:`,
		...lines
	];
}
function flagLines({ name, short, value, about, fallback }, columns) {
	return `${`  ${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`}\n${hanging("      ", fallback ? `${about} [default: ${fallback}]` : about, columns)}`;
}
/** `head` and the text after it; its other lines begin below the first. */
function hanging(head, text, columns) {
	return head + wrap(text, columns - head.length).join(`\n${" ".repeat(head.length)}`);
}
/** Lines of whole words; a word that is longer has a line of its own. */
function wrap(text, columns) {
	const lines = [];
	let line = "";
	for (const word of text.split(/\s+/)) {
		if (line !== "" && line.length + 1 + word.length > Math.max(20, columns)) {
			lines.push(line);
			line = "";
		}
		line = line === "" ? word : `${line} ${word}`;
	}
	return [...lines, line];
}
const manualColumns = 78;
/** The manual page, in roff: the program's help and that of each command. */
function manualOf(commands) {
	return {
		positionals: [],
		flags: [],
		async run(_args, { print }) {
			print(`.TH SCCACHE-BUNDLE 1 "" "${creator}"`);
			print(".SH NAME");
			print("sccache-bundle \\- keeps sccache's cache in a single file");
			print(manualSection("DESCRIPTION", programHelp(commands, manualColumns)));
			for (const listed of commands) {
				const text = commandHelp(listed, await listed.load(), manualColumns);
				print(manualSection(listed.name.toUpperCase(), text));
			}
			return 0;
		}
	};
}
/** Text as it is: roff takes a dot or quote at the start of a line, and a backslash, for its own. */
function manualSection(title, text) {
	const lines = text.replaceAll("\\", "\\\\").replace(/^([.'])/gm, "\\&$1");
	return [
		`.SH ${title}`,
		".nf",
		lines,
		".fi"
	].join("\n");
}
// src/cli/completion.ts
/** A script that makes a shell complete commands, flags and their values. */
function completionOf(commands) {
	return {
		positionals: ["SHELL"],
		flags: [],
		async run(args, { print }) {
			const asked = args.positional("SHELL");
			const shell = shells.get(asked);
			const known = [...shells.keys()];
			if (!shell) throw new UsageError(`${asked} is not ${known.join(", ")}${didYouMean(asked, known)}`);
			const completed = commands.map(async ({ name, load }) => {
				const { flags } = await load();
				return {
					name,
					flags: [...flags, ...globalFlags]
				};
			});
			print(shell(await Promise.all(completed)));
			return 0;
		}
	};
}
const shells = new Map(Object.entries({
	bash,
	zsh,
	fish,
	powershell
}));
const namesOf = (named, start = "") => named.map(({ name }) => `${start}${name}`);
function bash(commands) {
	const flags = commands.map((command) => `    ${command.name}) words="${namesOf(command.flags, "--").join(" ")}" ;;`);
	const values = commands.flatMap((command) => command.flags).flatMap(({ name, words }) => words ? [`    --${name}) words="${words.join(" ")}" ;;`] : []);
	return [
		"_sccache_bundle() {",
		"  local current=$2 previous=$3 words=''",
		"  case $previous in",
		...new Set(values),
		"  esac",
		`  [ -z "$words" ] && [ "$COMP_CWORD" = 1 ] && words="${namesOf(commands).join(" ")}"`,
		`  [ -z "$words" ] && case \${COMP_WORDS[1]} in`,
		...flags,
		"  esac",
		"  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))",
		"}",
		"complete -o default -F _sccache_bundle sccache-bundle"
	].join("\n");
}
/** zsh runs bash's completions. */
function zsh(commands) {
	return [...["autoload -U +X compinit && compinit", "autoload -U +X bashcompinit && bashcompinit"], bash(commands)].join("\n");
}
function fish(commands) {
	const flags = commands.flatMap((command) => command.flags.map(({ name, words }) => {
		const values = words ? ` -x -a "${words.join(" ")}"` : "";
		return `complete -c sccache-bundle -n "__fish_seen_subcommand_from ${command.name}" -l ${name}${values}`;
	}));
	return [`complete -c sccache-bundle -n __fish_use_subcommand -f -a "${namesOf(commands).join(" ")}"`, ...flags].join("\n");
}
function powershell(commands) {
	const array = (words) => `@(${words.map((word) => `'${word}'`).join(", ")})`;
	return [
		"Register-ArgumentCompleter -Native -CommandName sccache-bundle -ScriptBlock {",
		"  param($word, $ast, $position)",
		"  $flags = @{",
		...commands.map(({ name, flags }) => `    '${name}' = ${array(namesOf(flags, "--"))}`),
		"  }",
		"  $given = @($ast.CommandElements | ForEach-Object { $_.ToString() })",
		`  $words = if ($given.Count -gt 2 -or ($given.Count -eq 2 -and $word -eq '')) { $flags[$given[1]] } else { ${array(namesOf(commands))} }`,
		"  $words | Where-Object { $_ -like \"$word*\" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }",
		"}"
	].join("\n");
}
// src/cli/run.ts
/** Runs the program and ends the process. */
async function runCommandLine(args) {
	const terminal = openTerminal(process, args);
	const exitCode = await dispatch(args, terminal);
	await terminal.flush();
	process.exit(exitCode);
}
/** Does what the command line asks for. */
async function dispatch(args, terminal) {
	const { print, say, columns } = terminal;
	const [first, ...rest] = args;
	if (first === "--version" || first === "-V") {
		print(creator);
		return 0;
	}
	const name = first === "help" ? rest[0] : first;
	if (name === void 0 || name === "--help" || name === "-h") {
		const [show, exitCode] = first === void 0 ? [say, 2] : [print, 0];
		show(programHelp(commands, columns));
		return exitCode;
	}
	const listed = commands.find((one) => one.name === name);
	if (!listed) {
		const names = commands.map((one) => one.name);
		const known = [
			...names,
			"--help",
			"--version"
		];
		say(`error: unknown command ${JSON.stringify(name)}${didYouMean(name, known)}`);
		say(`Commands: ${names.join(", ")}. For more: sccache-bundle --help`);
		return 2;
	}
	const beforeEnd = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
	if (first !== "help" && !beforeEnd.some((arg) => arg === "--help" || arg === "-h")) return runCommand(listed, rest, terminal);
	print(commandHelp(listed, await listed.load(), columns));
	return 0;
}
async function runCommand(listed, args, terminal) {
	const command = await listed.load();
	try {
		const parsed = parseCommandLine(args, {
			...command,
			flags: [...command.flags, ...globalFlags]
		});
		const run = () => command.run(parsed, withVerbosity(terminal, parsed));
		if (command.failsOpen) return await run();
		const { value, stray } = await survivingStrays(run);
		return stray ? explain(stray, terminal) : value;
	} catch (error) {
		if (!(error instanceof UsageError)) return explain(error, terminal);
		const hint = `For more: sccache-bundle ${listed.name} --help`;
		terminal.say(`error: ${error.message}\n\n${callOf(listed, command)}\n${hint}`);
		return 2;
	}
}
function withVerbosity(terminal, args) {
	if (args.isOn("verbose")) return {
		...terminal,
		verbose: true
	};
	if (!args.isOn("quiet")) return terminal;
	const isWanted = (line) => /^(warning|error): /.test(line);
	return {
		...terminal,
		show: void 0,
		say: (line) => isWanted(line) && terminal.say(line)
	};
}
function explain(error, { say, env }) {
	say(`error: ${describeError(error, env)}`);
	return error instanceof ConfigError ? 2 : 1;
}
/** All commands, by group, in the order of their use. Their code is loaded when they are called. */
const commands = [
	{
		name: "restore",
		group: "In a job",
		about: "Before a build: restore sccache's directory from the best matching bundle.",
		examples: ["sccache-bundle restore --store local:/srv/bundles", "sccache-bundle restore --store s3://my-bucket/sccache --key-prefix nightly"],
		load: async () => (await import("./chunk-steps2.js")).restore
	},
	{
		name: "env",
		group: "In a job",
		about: "After a restore: print the variables that the build needs.",
		examples: ["eval \"$(sccache-bundle env)\"", "sccache-bundle env --format powershell | Invoke-Expression"],
		load: async () => (await import("./chunk-env.js")).env
	},
	{
		name: "save",
		group: "In a job",
		about: "After a build: save a new bundle, if enough is new. Settings of the restore apply unless given here.",
		examples: ["sccache-bundle save", "sccache-bundle save --save default-branch --json"],
		load: async () => (await import("./chunk-steps2.js")).save
	},
	{
		name: "explain",
		group: "In a job",
		about: "After a build: say why compilations missed, and what to do about it.",
		examples: ["sccache-bundle explain", "sccache-bundle explain report.json"],
		load: async () => (await import("./chunk-explain.js")).explain
	},
	{
		name: "doctor",
		group: "In a job",
		about: "Before a build: check the set-up, and say how to fix what is wrong.",
		examples: ["sccache-bundle doctor --store local:/srv/bundles"],
		load: async () => (await import("./chunk-doctor.js")).doctor
	},
	{
		name: "watch",
		group: "In a job",
		about: "On a machine that keeps its sccache directory: publish a bundle of it whenever it has been idle.",
		examples: ["sccache-bundle watch --store s3://my-bucket/sccache --shared-key all --max-size 1G"],
		load: async () => (await import("./chunk-watch.js")).watch
	},
	{
		name: "pack",
		group: "Bundles",
		about: "Make a bundle of all entries in an sccache directory.",
		examples: ["sccache-bundle pack ~/.cache/sccache -o bundle.tar.zst"],
		load: async () => (await import("./chunk-pack2.js")).pack
	},
	{
		name: "unpack",
		group: "Bundles",
		about: "Unpack a bundle into a directory. Entries that are there already are kept.",
		examples: ["sccache-bundle unpack bundle.tar.zst ~/.cache/sccache"],
		load: async () => (await import("./chunk-unpack2.js")).unpack
	},
	{
		name: "inspect",
		group: "Bundles",
		about: "List what a bundle holds: entries by crate, sizes, segments.",
		examples: ["sccache-bundle inspect bundle.tar.zst"],
		load: async () => (await import("./chunk-inspect.js")).inspect
	},
	{
		name: "verify",
		group: "Bundles",
		about: "Check every byte of a bundle, and name the entries that are damaged.",
		examples: ["sccache-bundle verify bundle.tar.zst"],
		load: async () => (await import("./chunk-verify2.js")).verify
	},
	{
		name: "merge",
		group: "Bundles",
		about: "Unite bundles into one: the given FILEs, or else the newest bundle of each matrix job of a job in the store.",
		examples: ["sccache-bundle merge one.tar.zst other.tar.zst -o both.tar.zst", "sccache-bundle merge --store s3://my-bucket/sccache --job build"],
		load: async () => (await import("./chunk-merge.js")).merge
	},
	{
		name: "plan",
		group: "Bundles",
		about: "Show what size limits would keep of a bundle, to choose max-size.",
		examples: ["sccache-bundle plan bundle.tar.zst --max-size 200M"],
		load: async () => (await import("./chunk-plan2.js")).plan
	},
	{
		name: "prune",
		group: "Stores",
		about: "List the bundles that newer ones supersede; with --apply, delete them.",
		examples: ["sccache-bundle prune --store local:/srv/bundles", "sccache-bundle prune --ref refs/pull/7/merge --all --apply"],
		load: async () => (await import("./chunk-prune2.js")).prune
	},
	{
		name: "completion",
		group: "Set-up",
		about: "Print a completion script for bash, zsh, fish or powershell.",
		examples: ["source <(sccache-bundle completion bash)", "sccache-bundle completion fish | source"],
		load: async () => completionOf(commands)
	},
	{
		name: "man",
		group: "Set-up",
		about: "Print the manual page.",
		examples: ["sccache-bundle man | man -l -"],
		load: async () => manualOf(commands)
	}
];
export { runCommandLine };
