import { t as ConfigError } from "./chunk-config.js";
import { t as inputs } from "./chunk-inputs.js";
import { i as withoutSecrets } from "./chunk-secrets.js";
import { i as settleProxies } from "./chunk-proxies.js";
import { t as StoreError } from "./chunk-store.js";
import { t as BundleError } from "./chunk-checks.js";
import { o as safeJson, s as safeLine } from "./chunk-foreign.js";
import { n as withAddresses, r as withHelp } from "./chunk-help-links.js";
import { t as DiskError } from "./chunk-disk.js";
import { parseArgs } from "node:util";
// src/cli/did-you-mean.ts
/** `; did you mean NAME?` for the one of `names` that is nearest to `given`, or the empty string when none is near. */
function didYouMean(given, names) {
	const nearest = nearestOf(given, names);
	return nearest === void 0 ? "" : `; did you mean ${nearest}?`;
}
/** The one of `names` that is nearest to `given`, or undefined when none is near. */
function nearestOf(given, names) {
	const [nearest] = names.map((name) => ({
		name,
		distance: distanceOf(given.toLowerCase(), name.toLowerCase())
	})).sort((a, b) => a.distance - b.distance);
	const most = Math.max(1, Math.floor(given.replace(/^-+/, "").length / 3));
	return nearest && nearest.distance <= most ? nearest.name : void 0;
}
/** How many characters must be added, removed or replaced to get from one text to the other. */
function distanceOf(a, b) {
	let row = Array.from({ length: b.length + 1 }, (_, i) => i);
	for (let i = 1; i <= a.length; i += 1) {
		const next = [i];
		for (let j = 1; j <= b.length; j += 1) {
			const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
			next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
		}
		row = next;
	}
	return row.at(-1) ?? 0;
}
// src/cli/command.ts
/** A command line that does not say what is wanted. */
var UsageError = class extends Error {
	name = "UsageError";
};
/** Of a flag that is given twice the last counts. @throws {UsageError} on what `shape` does not know and what is missing */
function parseCommandLine(args, { positionals, flags }) {
	const options = Object.fromEntries(flags.map(({ name, short, value }) => [name, {
		type: value === void 0 ? "boolean" : "string",
		...short && { short }
	}]));
	const { tokens } = parseArgs({
		args: [...args],
		options,
		tokens: true,
		strict: false,
		allowPositionals: true
	});
	const values = /* @__PURE__ */ new Map();
	const given = [];
	for (const token of tokens) {
		if (token.kind === "positional") given.push(token.value);
		if (token.kind === "option") values.set(...readFlag(token, flags));
	}
	const fixed = positionals.filter((name) => !name.startsWith("["));
	const missing = fixed[given.length];
	if (missing !== void 0) throw new UsageError(`${missing} is missing`);
	const empty = given.indexOf("");
	if (empty >= 0) throw new UsageError(`${(positionals[empty] ?? positionals.at(-1) ?? "an argument").replaceAll(/[[\]]/g, "")} is empty`);
	if (given.length > positionals.length && !positionals.at(-1)?.endsWith("...]")) throw new UsageError(`${JSON.stringify(given[positionals.length])} is one argument too many`);
	return {
		positional: (name) => given[positionals.indexOf(name)] ?? "",
		rest: () => given.slice(fixed.length),
		flag: (name) => values.get(name) ?? "",
		isOn: (name) => values.get(name) === "true"
	};
}
function readFlag(given, flags) {
	const { name, rawName, value, inlineValue } = given;
	const flag = flags.find((one) => one.name === name);
	const turnedOff = flags.find((one) => one.value === void 0 && `no-${one.name}` === name);
	if (turnedOff && value === void 0) return [turnedOff.name, "false"];
	if (!flag) throw new UsageError(`unknown flag ${rawName}${didYouMean(rawName, flags.flatMap((one) => [`--${one.name}`, ...one.value === void 0 ? [`--no-${one.name}`] : []]))}`);
	if (flag.value === void 0) {
		if (value !== void 0 && value !== "true" && value !== "false") throw new UsageError(`${rawName}: ${JSON.stringify(value)} is not true or false`);
		return [name, value ?? "true"];
	}
	if (value === void 0 || value === "") throw new UsageError(`${rawName} needs a value: ${flag.value}`);
	if (inlineValue === false && /^-\D/.test(value)) {
		const meant = `if ${value} is the value: --${name}=${value}`;
		throw new UsageError(`${rawName} needs a value: ${flag.value}, before ${value} (${meant})`);
	}
	return [name, value];
}
/** What the action writes on GitHub's pages, which a command line cannot. */
const ofTheAction = /* @__PURE__ */ new Set(["jobSummary", "prComment"]);
/** GitHub's cache is the default of its own jobs alone. */
const storeFallback = "github in GitHub Actions; required elsewhere";
/** Those inputs of the action that apply to a command, as flags: `--max-size` is `max-size`. */
function configFlags(place) {
	return Object.entries(inputs).filter(([field, { places }]) => places.includes(place) && !ofTheAction.has(field)).map(([, { name, fallback, meaning, group, words }]) => {
		const isSwitch = words?.join() === "true,false";
		return {
			name,
			group,
			about: asPlainText(meaning, isSwitch ? fallback === "true" : void 0),
			...isSwitch ? {} : {
				value: valueFor(name),
				fallback: name === "store" ? storeFallback : fallback
			},
			...words && !isSwitch ? { words } : {}
		};
	});
}
/** The meaning without Markdown; of a switch what it does when it is given. */
function asPlainText(meaning, isOn) {
	const text = withAddresses(meaning).replaceAll("`", "");
	if (isOn === void 0) return text;
	const plain = text.replace(/^(true|false): /, "").replace(/^./, (first) => first.toUpperCase());
	return isOn ? `With --no-…: ${plain}` : plain;
}
const valueNames = {
	"max-age": "DAYS",
	"sccache-dir": "DIR",
	"shared-key": "NAME",
	"key-prefix": "NAME",
	key: "KEY",
	"restore-keys": "KEYS",
	lockfiles: "GLOBS",
	store: "STORE",
	wrap: "COMPILERS",
	"cmd-format": "COMMAND",
	"sccache-version": "VERSION",
	"sccache-sha256": "DIGEST",
	"sccache-mirror": "URL"
};
/** What stands for a value in the usage. */
function valueFor(name) {
	if (/-size$|-limit$|^reserve$/.test(name)) return "SIZE";
	if (/^(threads|keep-last|compression-level)$/.test(name)) return "N";
	return valueNames[name] ?? "VALUE";
}
// src/cli/terminal.ts
const clearLine = "\r\x1B[2K";
/** The terminal of this process. `flush` waits until all that was printed is written. */
function processTerminal(process) {
	const { stdout, stderr } = process;
	const env = { ...process.env };
	settleProxies(process.env);
	stdout.on("error", (error) => process.exit(error.code === "EPIPE" ? 0 : 1));
	const write = stdout.write.bind(stdout);
	divert(stdout, {
		to: stderr,
		debug: Boolean(env["SCCACHE_BUNDLE_DEBUG"])
	});
	return {
		print: (line) => void write(`${line}\n`),
		list: (line) => void write(`${safeLine(line)}\n`),
		flush: () => new Promise((resolve) => write("", () => resolve())),
		say: (lines) => {
			const safe = lines.split("\n").map(safeLine).join("\n");
			stderr.write(`${stderr.isTTY ? clearLine : ""}${safe}\n`);
		},
		show: stderr.isTTY ? (line) => void stderr.write(`${clearLine}${line}`) : void 0,
		columns: Math.min(100, Math.max(40, stdout.columns ?? 80)),
		verbose: Boolean(env["SCCACHE_BUNDLE_DEBUG"]),
		env,
		workingDirectory: process.cwd()
	};
}
/**
* The terminal of this process, which is ended where its working directory is gone: with success where a build can go on. A step
* that makes its checkout anew leaves its shell in the old one, whose name then leads to the new one.
*/
function openTerminal(process, [command = "", ...args]) {
	const name = process.env["PWD"] ?? "";
	try {
		if (!hasPlace(process)) process.chdir(name);
	} catch {
		const isMild = [
			"restore",
			"env",
			"save"
		].includes(command) && !args.includes("--strict");
		const gone = `the working directory${name && ` ${safeLine(name)}`} is gone. Run sccache-bundle in a folder that exists`;
		process.stderr.write(`${isMild ? "warning" : "error"}: ${gone}\n`);
		process.exit(isMild ? 0 : 1);
	}
	return processTerminal(process);
}
function hasPlace(process) {
	try {
		return process.cwd() !== "";
	} catch {
		return false;
	}
}
/**
* Sends elsewhere what is written to `stream`: GitHub's libraries talk to a runner there, and whoever reads our standard
* output waits for what was asked alone. Their debugging is left out unless it is wanted.
*/
function divert(stream, { to, debug }) {
	stream.write = (chunk, ...rest) => {
		const isDebug = typeof chunk === "string" && chunk.startsWith("::debug::");
		return Reflect.apply(to.write, to, [isDebug && !debug ? "" : chunk, ...rest]);
	};
}
/** A log of plain lines. */
function terminalLog({ say, verbose }) {
	return {
		debug: verbose ? (message) => say(safeLine(`debug: ${message}`)) : () => void 0,
		info: (message) => say(safeLine(message)),
		notice: (message) => say(safeLine(`notice: ${message}`)),
		warning: (text, topic) => say(safeLine(`warning: ${withHelp(text, topic)}`))
	};
}
/**
* Prints what a command found as one line of JSON, with the version of its shape: fields may be added under the same version.
* docs/any-ci.md documents the shapes.
*/
function printJson({ print }, value) {
	print(safeJson({
		version: 1,
		...value
	}));
}
/** What the codes of the file system mean, in words. */
const meanings = {
	ENOENT: "no such file or directory",
	EACCES: "permission denied",
	EPERM: "operation not permitted",
	EISDIR: "is a directory",
	ENOTDIR: "not a directory",
	ENOSPC: "no space left on the disk",
	EDQUOT: "disk quota exceeded",
	EROFS: "the file system is read-only",
	EMFILE: "too many open files",
	EEXIST: "exists already",
	ENOTEMPTY: "directory not empty",
	EXDEV: "on another file system",
	ELOOP: "too many symbolic links",
	ENAMETOOLONG: "name too long"
};
/** Errors whose message is written for users. */
const forUsers = [
	BundleError,
	ConfigError,
	DiskError,
	StoreError
];
/** An error in a line for the user; one that is a bug of ours with its stack, but without the secrets of `env`. */
function describeError(error, env) {
	if (!(error instanceof Error)) return withoutSecrets(String(error), env);
	if (forUsers.some((known) => error instanceof known)) return error.message;
	const { code, path, syscall } = error;
	if (syscall === void 0) return withoutSecrets(`sccache-bundle has a bug: ${error.stack ?? error.message}`, env);
	const meaning = meanings[code ?? ""] ?? error.message;
	return path === void 0 ? meaning : `${path}: ${meaning}`;
}
export { UsageError as a, didYouMean as c, terminalLog as i, nearestOf as l, openTerminal as n, configFlags as o, printJson as r, parseCommandLine as s, describeError as t };
