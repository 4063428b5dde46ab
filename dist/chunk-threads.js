import { availableParallelism } from "node:os";
// src/threads.ts
/** A thread that packs or unpacks holds a segment raw, its compressed form and zstd's tables: 2.4 times its size was seen. */
const segmentCopies = 2.4;
/** Of the memory, for all threads together: the rest is for whoever else runs. */
const share = .5;
const defaultSegmentBytes = 128e6;
/**
* How many threads pack and unpack: as many as were asked for, else one a core, as far as memory allows. A node of 64 cores
* may give a container 4 GB.
*/
function threadsFor({ threads, segmentBytes = defaultSegmentBytes }, machine = thisMachine()) {
	if (threads !== void 0) return threads;
	const fitting = Math.floor(machine.memoryBytes * share / (segmentCopies * segmentBytes));
	return Math.max(1, Math.min(machine.cores, fitting));
}
function thisMachine() {
	return {
		cores: availableParallelism(),
		memoryBytes: process.availableMemory()
	};
}
export { threadsFor as t };
