import { isSea } from "node:sea";
import { bindingFile, loadNapiZstd, withEmbeddedBinding } from "./napi.ts";
import { zlibHasZstd, zlibZstd } from "./zlib.ts";
import type { Zstd } from "./zstd.ts";

/**
 * Returns a zstd for this thread: the native one when its binding loads from `file`, else node:zlib's, and why. Both read and
 * write the same format; node:zlib is slower. A single executable brings its binding.
 * @throws {Error} when there is neither.
 */
export function openZstd(file?: string): { readonly zstd: Zstd; readonly fallbackReason?: string } {
  try {
    if (file === undefined && isSea()) return { zstd: withEmbeddedBinding(loadNapiZstd) };
    return { zstd: loadNapiZstd(file ?? bindingFile()) };
  } catch (error) {
    const fallbackReason = `the native zstd does not load: ${firstLine(error)}`;
    if (zlibHasZstd()) return { zstd: zlibZstd, fallbackReason };
    throw new Error(
      `No zstd for ${process.platform}-${process.arch} with Node ${process.versions.node}: ${fallbackReason}, ` +
        "and node:zlib has none before Node 22.15. Use Node 24.",
      { cause: error },
    );
  }
}

/** What matters of Node's message: the rest lists the modules that asked for the file. */
function firstLine(error: unknown): string {
  const [line = ""] = (error instanceof Error ? error.message : String(error)).split("\n");
  return line;
}
