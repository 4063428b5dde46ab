import { t as BundleError } from "./chunk-bundle-error.js";
import { resolve } from "node:path";
import { stat } from "node:fs/promises";
// src/cli/bundle-file.ts
/**
* The absolute path of the bundle that was given as FILE. @throws {BundleError} when a folder was given, which is what
* a local store has for each bundle; what the file system throws when nothing is there
*/
async function givenBundle(args, { workingDirectory }) {
	const file = resolve(workingDirectory, args.positional("FILE"));
	if (!(await stat(file)).isDirectory()) return file;
	throw new BundleError("not-a-bundle", `${file} is a folder; a bundle is a file, in a folder of a local store the one called bundle.tar.zst`);
}
export { givenBundle as t };
