import { i as temporaryName, r as sweep } from "./chunk-left-over.js";
import { basename, dirname, join } from "node:path";
import { rename, rm } from "node:fs/promises";
// src/replace-file.ts
/**
* Puts at `file` what `make` makes under the name that it gets, beside it: at any time the file is whole, or what it was. Several
* processes may do this at once, and what was left by one that was killed is removed. Returns what `make` returns. @throws what
* `make` and the file system throw
*/
async function replaceFile(file, make) {
	const names = {
		start: `${basename(file)}.`,
		end: ".new"
	};
	await sweep(dirname(file), names);
	const made = join(dirname(file), temporaryName(names.start, names.end));
	try {
		const value = await make(made);
		await rename(made, file);
		return value;
	} finally {
		await rm(made, { force: true });
	}
}
export { replaceFile as t };
