import { t as ConfigError } from "./chunk-config-error.js";
import { f as usesCMake, n as inputs, t as parseConfig } from "./chunk-parse-config.js";
// src/cli/job/config-flags.ts
/** What the action writes on GitHub's pages, which a command line cannot. */
const ofTheAction = /* @__PURE__ */ new Set(["jobSummary", "prComment"]);
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
				fallback
			},
			...words && !isSwitch ? { words } : {}
		};
	});
}
/** The meaning without Markdown; of a switch what it does when it is given. */
function asPlainText(meaning, isOn) {
	const text = meaning.replaceAll("`", "");
	if (isOn === void 0) return text;
	const plain = text.replace(/^(true|false): /, "").replace(/^./, (first) => first.toUpperCase());
	return isOn ? `With --no-…: ${plain}` : plain;
}
/** What stands for a value in the usage. */
function valueFor(name) {
	if (/-size$|-limit$|^reserve$/.test(name)) return "SIZE";
	if (/-dir$/.test(name)) return "DIR";
	if (/^(threads|keep-last|compression-level)$/.test(name)) return "N";
	return name === "max-age" ? "DAYS" : "VALUE";
}
/**
* The configuration that flags give, and else variables: `--max-size`, then SCCACHE_BUNDLE_MAX_SIZE.
* @throws {ConfigError} naming every setting that is not valid, and a store that is missing
*/
function readConfig(args, terminal) {
	const config = readSettings(args, terminal);
	requireStore(args, terminal);
	return config;
}
/** The same where no store is needed, or it is known otherwise. @throws {ConfigError} naming every setting that is not valid */
function readSettings(args, { env, workingDirectory }) {
	const workspace = env["GITHUB_WORKSPACE"] || env["CI_PROJECT_DIR"] || workingDirectory;
	const read = (name) => args.flag(name) || (env[variableFor(name)] ?? "");
	return parseConfig(read, { usesCMake: () => usesCMake(workspace) });
}
/** GitHub's cache is the default of the action; elsewhere there is no default. @throws {ConfigError} */
function requireStore(args, terminal) {
	if (isGiven("store", args, terminal) || terminal.env["GITHUB_ACTIONS"] === "true") return;
	const why = `is required outside GitHub Actions: set --store or ${variableFor("store")}`;
	throw new ConfigError([{
		name: inputs.store.name,
		value: "",
		why
	}]);
}
/** SCCACHE_BUNDLE_MAX_SIZE for `max-size`. */
function variableFor(name) {
	return `SCCACHE_BUNDLE_${name.toUpperCase().replaceAll("-", "_")}`;
}
/** Whether the user set an input, by its flag or its variable. */
function isGiven(field, args, { env }) {
	const { name } = inputs[field];
	return (args.flag(name) || (env[variableFor(name)] ?? "")) !== "";
}
export { requireStore as a, readSettings as i, isGiven as n, variableFor as o, readConfig as r, configFlags as t };
