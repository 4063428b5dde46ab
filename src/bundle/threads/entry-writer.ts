import { closeSync, futimesSync, mkdirSync, openSync, writeSync } from "node:fs";
import { dirname, join } from "node:path";
import { kindOf } from "../../sccache/directory.ts";
import { BundleError, quote } from "../format/checks.ts";

/** Writes an entry whose last use is `lastUse`, in seconds since 1970. */
export type EntryWriter = (name: string, content: Uint8Array, lastUse: number) => void;

/**
 * A writer of new entries below `directory`, a folder of this process. Access and modification times become the last use, so that a later hit
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
      writeInPieces(file, content);
      futimesSync(file, lastUse, lastUse);
    } finally {
      closeSync(file);
    }
  };
}

/**
 * Bytes of one write. A file system that uses large folios, as Linux's ext4 does from 6.16 on, gives a larger write larger
 * pieces of memory, which on virtual machines are often not there yet: 1.1 GB/s of processor time for writes of 4 MiB,
 * 3.6 GB/s for these.
 */
export const writeBytes = 2 ** 18;

/** Writes all of it, on from where the file is, or from `position` on. */
export function writeInPieces(file: number, content: Uint8Array, position?: number): void {
  for (let at = 0; at < content.length; ) {
    const bytes = Math.min(writeBytes, content.length - at);
    at += writeSync(file, content, at, bytes, position === undefined ? null : position + at);
  }
}
