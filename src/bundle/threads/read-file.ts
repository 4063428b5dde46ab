import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Load } from "../../zstd/frame.ts";
import type { Workbench } from "./workbench.ts";

/** A file as memory: of its size, and filled as far as it was loaded. */
interface LoadedFile {
  readonly content: Buffer;
  /** @throws {Error} when the file has become shorter */
  readonly load: Load;
}

/**
 * Gives `look` a file in the memory that the workbench keeps for one: fresh memory for every file costs as much time as
 * reading it. @throws what opening, reading and `look` throw
 */
export function withFile<T>(path: string, bench: Workbench, look: (file: LoadedFile) => T): T {
  const descriptor = openSync(path, "r");
  try {
    const content = bench.fileBuffer(fstatSync(descriptor).size);
    const load = (from: number, to: number) => {
      for (let at = from; at < to; ) {
        const count = readSync(descriptor, content, at, to - at, at);
        if (count === 0) throw new Error("it has become shorter");
        at += count;
      }
    };
    return look({ content, load });
  } finally {
    closeSync(descriptor);
  }
}

/** Reads a whole file into that memory. @throws as `withFile` */
export function readWholeFile(path: string, bench: Workbench): Buffer {
  return withFile(path, bench, ({ content, load }) => {
    load(0, content.length);
    return content;
  });
}
