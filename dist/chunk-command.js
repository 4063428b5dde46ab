import { t as BundleError } from "./chunk-bundle-error.js";
import { parseArgs } from "node:util";
import { resolve } from "node:path";
import { stat } from "node:fs/promises";
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
		if (token.kind !== "option") continue;
		const { name, value } = readFlag(token, flags);
		values.set(name, value);
	}
	const fixed = positionals.filter((name) => !name.endsWith("..."));
	const missing = fixed[given.length];
	if (missing !== void 0) throw new UsageError(`${missing} is missing`);
	if (given.length > fixed.length && fixed.length === positionals.length) throw new UsageError(`${JSON.stringify(given[fixed.length])} is one argument too many`);
	return {
		positional: (name) => given[positionals.indexOf(name)] ?? "",
		rest: () => given.slice(fixed.length),
		flag: (name) => values.get(name) ?? "",
		isOn: (name) => values.get(name) === "true"
	};
}
function readFlag({ name, rawName, value }, flags) {
	const flag = flags.find((one) => one.name === name);
	const turnedOff = flags.find((one) => one.value === void 0 && `no-${one.name}` === name);
	if (turnedOff && value === void 0) return {
		name: turnedOff.name,
		value: "false"
	};
	if (!flag) throw new UsageError(`unknown flag ${rawName}${didYouMean(rawName, flags.flatMap((one) => [`--${one.name}`, ...one.value === void 0 ? [`--no-${one.name}`] : []]))}`);
	if (flag.value === void 0) return {
		name,
		value: value ?? "true"
	};
	if (value === void 0 || value === "") throw new UsageError(`${rawName} needs a value: ${flag.value}`);
	return {
		name,
		value
	};
}
/** `; did you mean NAME?` for the one of `names` that is nearest to `given`, or the empty string when none is near. */
function didYouMean(given, names) {
	const [nearest] = names.map((name) => ({
		name,
		distance: distanceOf(given.toLowerCase(), name.toLowerCase())
	})).sort((a, b) => a.distance - b.distance);
	const most = Math.max(1, Math.floor(given.replace(/^-+/, "").length / 3));
	return nearest && nearest.distance <= most ? `; did you mean ${nearest.name}?` : "";
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
/**
* The absolute path of the bundle that was given as FILE. @throws {BundleError} when a folder was given, which is what
* a local store has for each bundle; what the file system throws when nothing is there
*/
async function givenBundle(args, { workingDirectory }) {
	const file = resolve(workingDirectory, args.positional("FILE"));
	if (!(await stat(file)).isDirectory()) return file;
	throw new BundleError("not-a-bundle", `${file} is a folder; a bundle is a file, in a folder of a local store the one called bundle.tar.zst`);
}
export { parseCommandLine as i, didYouMean as n, givenBundle as r, UsageError as t };
