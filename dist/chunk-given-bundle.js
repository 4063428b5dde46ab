import { t as BundleError } from "./chunk-checks.js";
import { resolve } from "node:path";
import { stat } from "node:fs/promises";
// src/cli/given-bundle.ts
/**
* The absolute path of the bundle that was given as FILE. @throws {BundleError} when it is no file, such as a folder, which
* is what a local store has for each bundle; what the file system throws when nothing is there
*/
async function givenBundle(args, { workingDirectory }) {
	const file = resolve(workingDirectory, args.positional("FILE"));
	const found = await stat(file);
	if (found.isFile()) return file;
	const why = found.isDirectory() ? "is a folder; a bundle is a file, in a folder of a local store the one called bundle.tar.zst" : "is not a regular file";
	throw new BundleError("not-a-bundle", `${file} ${why}`);
}
/** What `reading` gives. @throws {BundleError} that names the file, since more than one may be given; what else `reading` throws */
async function namingFile(file, reading) {
	return reading.catch((error) => {
		if (!(error instanceof BundleError)) throw error;
		throw new BundleError(error.fault, `${file}: ${error.message}`, error);
	});
}
export { namingFile as n, givenBundle as t };
