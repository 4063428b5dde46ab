import { t as ConfigError } from "./chunk-config-error.js";
import { t as survivingStrays } from "./chunk-stray-errors.js";
import { t as UsageError } from "./chunk-args.js";
import { t as describeError } from "./chunk-error-text.js";
// src/cli/job/fail-open.ts
/**
* Runs the step of a job before or after its build. An error, be it one that nothing awaits, is a warning, and the build
* continues without the cache; with `strict` it is exit code 1. Wrong usage and configuration are rethrown.
*/
async function failOpen({ strict }, { say }, half) {
	try {
		const { value, stray } = await survivingStrays(half);
		if (!stray) return value;
		say(`warning: ${describeError(stray)}. The command has ended nevertheless.`);
		return strict ? 1 : value;
	} catch (error) {
		if (error instanceof ConfigError || error instanceof UsageError) throw error;
		say(`warning: ${describeError(error)}. Building without a cache.`);
		return strict ? 1 : 0;
	}
}
export { failOpen as t };
