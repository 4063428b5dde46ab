import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getRawAsset } from "node:sea";

/** What the binding is called within a single executable. */
export const embeddedBinding = "zstd.node";

/**
 * Gives `load` the binding that this single executable holds as a file, since the system loads libraries from files alone. The
 * file is removed afterwards; what was loaded is kept.
 * @throws {Error} when there is no place for it, and what `load` throws
 */
export function withEmbeddedBinding<T>(load: (file: string) => T): T {
  // Others may write to the temporary folder, but not to a folder of our own in it.
  const folder = mkdtempSync(join(tmpdir(), "sccache-bundle-"));
  try {
    const file = join(folder, embeddedBinding);
    writeFileSync(file, new Uint8Array(getRawAsset(embeddedBinding)), { mode: 0o600 });
    return load(file);
  } finally {
    try {
      rmSync(folder, { recursive: true });
    } catch {
      // Windows keeps the file of a library that is loaded.
    }
  }
}
