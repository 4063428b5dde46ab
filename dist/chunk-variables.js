import { t as inputs } from "./chunk-inputs.js";
import { l as nearestOf } from "./chunk-terminal.js";
// src/cli/variables.ts
const prefix = "SCCACHE_BUNDLE_";
/** What is read that is neither an input nor a part of the job's name. */
const others = [
	"DEBUG",
	"HANDOFF",
	"REPOSITORY",
	"SIGNING_KEY",
	"STATE",
	"VERIFY_KEYS"
];
/** The variable of an input or of a flag: `SCCACHE_BUNDLE_MAX_SIZE` of `max-size`. */
function variableOf(name) {
	return `${prefix}${name.toUpperCase().replaceAll("-", "_")}`;
}
/**
* A line for each variable that is nearly one of ours, such as SCCACHE_BUNDLE_MAXSIZE: nothing reads it. `flags` are names of
* flags that are no inputs. Variables that are like none of ours may be a user's own.
*/
function misspeltVariables(env, flags) {
	const known = [...[...Object.values(inputs).map(({ name }) => name), ...flags].map(variableOf), ...others.map((name) => prefix + name)];
	const bare = known.map((one) => one.slice(15));
	return Object.keys(env).flatMap((name) => {
		if (!name.startsWith(prefix) || known.includes(name)) return [];
		const meant = nearestOf(name.slice(15), bare);
		return meant === void 0 ? [] : [`${name} is not a setting; did you mean ${prefix}${meant}?`];
	});
}
export { variableOf as n, misspeltVariables as t };
