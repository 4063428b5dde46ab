import { t as BundleError } from "./chunk-bundle-error.js";
import { t as ConfigError } from "./chunk-config-error.js";
import { t as creator } from "./chunk-version.js";
import { n as parseCommandLine, t as UsageError } from "./chunk-args.js";
import { t as DiskError } from "./chunk-disk-error.js";
import { t as processTerminal } from "./chunk-terminal.js";
// src/cli/command.ts
/** How a command is called. */
function callOf({ name }, { positionals, flags }) {
	return [
		"Usage: sccache-bundle",
		name,
		...positionals,
		...flags.length > 0 ? ["[flags]"] : []
	].join(" ");
}
/** How a command is called, and what its flags mean. */
function describeCommand(listed, shape) {
	const { flags } = shape;
	const heads = flags.map(({ name: flag, short, value }) => [
		short ? `-${short}, ` : "    ",
		`--${flag}`,
		value ? ` ${value}` : ""
	].join(""));
	const width = Math.max(0, ...heads.map((head) => head.length));
	const lines = flags.map((flag, i) => `  ${(heads[i] ?? "").padEnd(width)}  ${flag.about}`);
	return [
		callOf(listed, shape),
		"",
		listed.about,
		...lines.length > 0 ? ["", ...lines] : []
	].join("\n");
}
// src/cli/commands.ts
/** All commands, in the order of their use. Their code is loaded when they are called. */
const commands = [
	{
		name: "restore",
		about: "before a build: bring sccache's directory to where the best bundle left it",
		load: async () => (await import("./chunk-restore2.js")).restore
	},
	{
		name: "env",
		about: `after a restore: print what the build's environment needs, for eval "$(sccache-bundle env)"`,
		load: async () => (await import("./chunk-env.js")).env
	},
	{
		name: "save",
		about: "after a build: save what it left in sccache's directory, if anything is new",
		load: async () => (await import("./chunk-save.js")).save
	},
	{
		name: "pack",
		about: "make a bundle of all entries in an sccache directory",
		load: async () => (await import("./chunk-pack2.js")).pack
	},
	{
		name: "unpack",
		about: "unpack a bundle; entries that the directory has already stay as they are",
		load: async () => (await import("./chunk-unpack.js")).unpack
	},
	{
		name: "inspect",
		about: "list what a bundle holds: entries by crate, sizes, segments",
		load: async () => (await import("./chunk-inspect.js")).inspect
	},
	{
		name: "watch",
		about: "beside an sccache that stays: publish a fresh bundle whenever the machine has been quiet",
		load: async () => (await import("./chunk-watch.js")).watch
	},
	{
		name: "merge",
		about: "unite bundles into one: the FILEs, or without any the newest of each leg of a job's matrix",
		load: async () => (await import("./chunk-merge.js")).merge
	},
	{
		name: "plan",
		about: "show what budgets would keep of a bundle, to choose max-size by looking",
		load: async () => (await import("./chunk-plan2.js")).plan
	},
	{
		name: "prune",
		about: "delete bundles of the store that newer ones supersede; a dry run unless --apply",
		load: async () => (await import("./chunk-prune2.js")).prune
	},
	{
		name: "verify",
		about: "check every byte of a bundle, and name the entries that are damaged",
		load: async () => (await import("./chunk-verify.js")).verify
	}
];
// src/cli/run.ts
/** Runs the program and ends the process. */
async function runCommandLine(args) {
	const terminal = processTerminal(process);
	const exitCode = await dispatch(args, terminal);
	await terminal.flush();
	process.exit(exitCode);
}
/** Does what the command line asks for. */
async function dispatch([name, ...rest], terminal) {
	if (name === "--version" || name === "-V") return answer(terminal, creator);
	if (name === "--help" || name === "-h" || name === "help") return answer(terminal, await helpFor(rest[0]));
	const listed = commands.find((one) => one.name === name);
	if (!listed) {
		if (name !== void 0) terminal.say(`There is no command ${JSON.stringify(name)}.\n`);
		terminal.say(usage());
		return 2;
	}
	if (rest.some((arg) => arg === "--help" || arg === "-h")) return answer(terminal, await helpFor(name));
	const command = await listed.load();
	try {
		return await command.run(parseCommandLine(rest, command), terminal);
	} catch (error) {
		if (!(error instanceof UsageError)) return explain(error, terminal);
		terminal.say(`${error.message}\n\n${callOf(listed, command)}\n${hint(listed)}`);
		return 2;
	}
}
/** Instead of all flags, under which the mistake would be lost. */
function hint({ name }) {
	return `What it takes: sccache-bundle ${name} --help`;
}
function answer({ print }, text) {
	print(text);
	return 0;
}
async function helpFor(name) {
	const listed = commands.find((one) => one.name === name);
	return listed ? describeCommand(listed, await listed.load()) : usage();
}
function usage() {
	const width = Math.max(...commands.map(({ name }) => name.length));
	return [
		"Usage: sccache-bundle COMMAND …",
		"",
		...commands.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`),
		"",
		"  COMMAND --help   what it takes",
		"  --version        print the version",
		"",
		"Exit codes: 0 done, also when the cache had trouble and the build can go on; 1 trouble, of restore and save",
		"with --strict alone; 2 bad usage or configuration."
	].join("\n");
}
function explain(error, { say }) {
	if (error instanceof ConfigError) {
		say(error.message);
		return 2;
	}
	say(error instanceof BundleError || error instanceof DiskError || error instanceof Error && "syscall" in error ? error.message : `An error of sccache-bundle's own: ${stackOf(error)}`);
	return 1;
}
function stackOf(error) {
	return error instanceof Error ? error.stack ?? error.message : String(error);
}
export { runCommandLine };
