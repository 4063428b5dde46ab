import { availableParallelism } from "node:os";
import { freeMemoryBytes } from "./memory.ts";

/** A thread that packs or unpacks holds a segment raw, its compressed form and zstd's tables: 2.4 times its size was seen. */
const segmentCopies = 2.4;

/** Of the memory, for all threads together: the rest is for whoever else runs. */
const share = 0.5;

const defaultSegmentBytes = 128e6;

/** What a thread takes that packs or unpacks segments of so many bytes. */
export function threadBytes(segmentBytes: number): number {
  return segmentCopies * segmentBytes;
}

/**
 * How many threads pack and unpack: as many as were asked for, else one a core, as far as memory allows. A node of 64 cores
 * may give a container 4 GB.
 */
export function threadsFor(
  { threads, segmentBytes = defaultSegmentBytes }: { threads: number | undefined; segmentBytes?: number },
  // Of both what a container leaves.
  { cores, memoryBytes } = { cores: availableParallelism(), memoryBytes: freeMemoryBytes() },
): number {
  if (threads !== undefined) return threads;
  const fitting = Math.floor((memoryBytes * share) / threadBytes(segmentBytes));
  return Math.max(1, Math.min(cores, fitting));
}
