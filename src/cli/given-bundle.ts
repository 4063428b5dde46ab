import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { BundleError } from "../bundle/format/checks.ts";
import type { Args } from "./command.ts";
import type { Terminal } from "./terminal.ts";

/**
 * The absolute path of the bundle that was given as FILE. @throws {BundleError} when it is no file, such as a folder, which
 * is what a local store has for each bundle; what the file system throws when nothing is there
 */
export async function givenBundle(args: Args, { workingDirectory }: Terminal): Promise<string> {
  const file = resolve(workingDirectory, args.positional("FILE"));
  const found = await stat(file);
  if (found.isFile()) return file;
  const why = found.isDirectory()
    ? "is a folder; a bundle is a file, in a folder of a local store the one called bundle.tar.zst"
    : "is not a regular file";
  throw new BundleError("not-a-bundle", `${file} ${why}`);
}

/** What `reading` gives. @throws {BundleError} that names the file, since more than one may be given; what else `reading` throws */
export async function namingFile<T>(file: string, reading: Promise<T>): Promise<T> {
  return reading.catch((error) => {
    if (!(error instanceof BundleError)) throw error;
    throw new BundleError(error.fault, `${file}: ${error.message}`, error);
  });
}
