import { t as ConfigError } from "./chunk-config-error.js";
import { t as UsageError } from "./chunk-args.js";
// src/cli/fail-open.ts
/**
* Runs a half of a job. Whatever keeps it from its end is a warning, and the build goes on without the cache; with
* `strict` it is exit code 1. Bad usage and configuration are thrown on.
*/
async function failOpen({ strict }, { say }, half) {
	try {
		return await half();
	} catch (error) {
		if (error instanceof ConfigError || error instanceof UsageError) throw error;
		say(`warning: ${describe(error)}. The build goes on without a cache.`);
		return strict ? 1 : 0;
	}
}
function describe(error) {
	if (!(error instanceof Error)) return String(error);
	if ("syscall" in error) return `the file system refused: ${error.message}`;
	return `sccache-bundle met an error of its own: ${error.stack ?? error.message}`;
}
export { failOpen as t };
