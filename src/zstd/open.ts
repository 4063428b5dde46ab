import { isSea } from "node:sea";
import { withEmbeddedBinding } from "./embedded.ts";
import { bindingFile, loadNapiZstd } from "./napi.ts";
import { zlibHasZstd, zlibZstd } from "./zlib.ts";
import type { Zstd } from "./zstd.ts";

export interface Opened {
  readonly zstd: Zstd;
  /** Why it is node:zlib's, when it is. Both read and write the same format; node:zlib is slower. */
  readonly fallbackReason?: string;
}

/**
 * Returns a zstd for this thread: the native one when its binding loads from `file`, else node:zlib's. A single executable
 * brings its binding.
 * @throws {Error} when there is neither.
 */
export function openZstd(file?: string): Opened {
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
