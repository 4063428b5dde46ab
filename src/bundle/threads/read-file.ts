import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { EntrySource } from "../../sccache/entry/transcode.ts";
import type { Workbench } from "./workbench.ts";

/** A file as memory of its size, which holds of it what was loaded. @throws {Shortened} in reading */
interface OpenFile extends EntrySource {
  readonly content: Buffer;
}

/** A file that has become shorter since it was opened. */
export class Shortened extends Error {}

/**
 * Gives `look` a file, with memory that the workbench keeps for one: fresh memory for every file costs as much time as
 * reading it. @throws what opening, reading and `look` throw
 */
export function withFile<T>(path: string, bench: Workbench, look: (file: OpenFile) => T): T {
  const descriptor = openSync(path, "r");
  try {
    const content = bench.fileBuffer(fstatSync(descriptor).size);
    const copy = (into: Buffer, from: number) => {
      for (let at = 0; at < into.length; ) {
        const count = readSync(descriptor, into, at, into.length - at, from + at);
        if (count === 0) throw new Shortened("it became shorter while it was packed");
        at += count;
      }
    };
    return look({ content, copy, load: (from, to) => copy(content.subarray(from, to), from) });
  } finally {
    closeSync(descriptor);
  }
}

/** Words for a file that is gone, shortened or cannot be read; throws every other error on. */
export function unreadable(error: unknown): string {
  if (error instanceof Shortened) return error.message;
  if (error instanceof Error && "code" in error && "syscall" in error) {
    return `it cannot be read: ${String(error.code)}`;
  }
  throw error;
}
