import { parseArgs } from "node:util";
// src/cli/args.ts
/** A command line that does not say what is wanted. */
var UsageError = class extends Error {
	name = "UsageError";
};
/** @throws {UsageError} on what `shape` does not know, what is missing, and what is given twice. */
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
		if (values.has(name)) throw new UsageError(`--${name} is given twice`);
		values.set(name, value);
	}
	const fixed = positionals.filter((name) => !name.endsWith("..."));
	const missing = fixed[given.length];
	if (missing !== void 0) throw new UsageError(`${missing} is missing`);
	if (given.length > fixed.length && fixed.length === positionals.length) throw new UsageError(`${JSON.stringify(given[fixed.length])} is one argument too many`);
	return {
		positional: (name) => given[positionals.indexOf(name)] ?? "",
		rest: () => given.slice(fixed.length),
		flag: (name) => values.get(name) ?? ""
	};
}
function readFlag({ name, rawName, value }, flags) {
	const flag = flags.find((one) => one.name === name);
	const turnedOff = flags.find((one) => one.value === void 0 && `no-${one.name}` === name);
	if (turnedOff && value === void 0) return {
		name: turnedOff.name,
		value: "false"
	};
	if (!flag) throw new UsageError(`${rawName} is not known`);
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
export { parseCommandLine as n, UsageError as t };
