import { availableParallelism } from "node:os";

/** What the machine gives this process. */
export interface Machine {
  /** Cores, a container's quota taken into account, as Node does. */
  readonly cores: number;
  /** Bytes of memory that are still to be had, a container's limit taken into account. */
  readonly memoryBytes: number;
}

/** A thread that packs or unpacks holds a segment raw, its compressed form and zstd's tables: 2.4 times its size was seen. */
const segmentCopies = 2.4;

/** Of the memory, for all threads together: the rest is for whoever else runs. */
const share = 0.5;

const defaultSegmentBytes = 128e6;

/**
 * How many threads pack and unpack: as many as were asked for, else one a core, as far as memory allows. A node of 64 cores
 * may give a container 4 GB.
 */
export function threadsFor(
  { threads, segmentBytes = defaultSegmentBytes }: { threads: number | undefined; segmentBytes?: number },
  machine: Machine = thisMachine(),
): number {
  if (threads !== undefined) return threads;
  const fitting = Math.floor((machine.memoryBytes * share) / (segmentCopies * segmentBytes));
  return Math.max(1, Math.min(machine.cores, fitting));
}

function thisMachine(): Machine {
  return { cores: availableParallelism(), memoryBytes: process.availableMemory() };
}
