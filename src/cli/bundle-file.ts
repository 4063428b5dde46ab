import { stat } from "node:fs/promises";
import { resolve } from "node:path";
import { BundleError } from "../bundle/format/bundle-error.ts";
import type { Args } from "./args.ts";
import type { Terminal } from "./terminal/terminal.ts";

/**
 * The absolute path of the bundle that was given as FILE. @throws {BundleError} when a folder was given, which is what
 * a local store has for each bundle; what the file system throws when nothing is there
 */
export async function givenBundle(args: Args, { workingDirectory }: Terminal): Promise<string> {
  const file = resolve(workingDirectory, args.positional("FILE"));
  if (!(await stat(file)).isDirectory()) return file;
  const why = "is a folder; a bundle is a file, in a folder of a local store the one called bundle.tar.zst";
  throw new BundleError("not-a-bundle", `${file} ${why}`);
}
