import { closeSync, futimesSync, mkdirSync, openSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { kindOf } from "../../sccache/layout.ts";
import { BundleError, quote } from "../format/bundle-error.ts";

/** Writes an entry whose last use is `lastUse`, in seconds since 1970. */
export type EntryWriter = (name: string, content: Uint8Array, lastUse: number) => void;

/**
 * A writer of new entries below `directory`. Access and modification times become the last use, so that a later hit
 * shows. It writes no name that sccache would not choose, and over no file: @throws {BundleError}, or what writing throws
 */
export function createEntryWriter(directory: string): EntryWriter {
  const folders = new Set<string>();
  return (name, content, lastUse) => {
    if (!kindOf(name)) {
      throw new BundleError("unsafe-name", `${quote(name)} is not a name that sccache gives a file`);
    }
    const path = join(directory, name);
    const folder = dirname(path);
    if (!folders.has(folder)) mkdirSync(folder, { recursive: true });
    folders.add(folder);
    const file = openSync(path, "wx", 0o600); // as sccache makes them
    try {
      writeFileSync(file, content);
      futimesSync(file, lastUse, lastUse);
    } finally {
      closeSync(file);
    }
  };
}
