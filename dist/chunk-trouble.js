import { t as BundleError } from "./chunk-bundle-error.js";
import { n as StoreError } from "./chunk-disk-trouble.js";
// src/flow/trouble.ts
/**
* What `work` returns, or the trouble that it met with a store, a bundle or the file system, as one line for the
* user. Everything else is an error of ours, and is thrown on.
*/
async function orTrouble(work) {
	try {
		return await work();
	} catch (error) {
		const why = explain(error);
		if (why === void 0) throw error;
		return {
			kind: "trouble",
			why,
			noStore: error instanceof StoreError && error.reason === "absent"
		};
	}
}
function explain(error) {
	if (error instanceof StoreError) return error.message;
	if (error instanceof BundleError) return `the bundle cannot be used: ${error.message}`;
	if (error instanceof Error && "syscall" in error) return `the file system refused: ${error.message}`;
}
export { orTrouble as t };
