import { closeSync, fstatSync, openSync, readSync } from "node:fs";
import type { Workbench } from "./workbench.ts";

/**
 * Reads a file into the memory that the workbench keeps for one, until the next call: fresh memory for every file costs
 * as much time as reading it. @throws what opening and reading throw
 */
export function readWholeFile(path: string, bench: Workbench): Buffer {
  const descriptor = openSync(path, "r");
  try {
    const room = bench.fileBuffer(fstatSync(descriptor).size);
    let used = 0;
    while (used < room.length) {
      const count = readSync(descriptor, room, used, room.length - used, used);
      if (count === 0) break; // it has become shorter
      used += count;
    }
    return room.subarray(0, used);
  } finally {
    closeSync(descriptor);
  }
}
