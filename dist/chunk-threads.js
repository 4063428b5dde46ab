import { S as textOf } from "./chunk-server.js";
import { availableParallelism, freemem } from "node:os";
import { join } from "node:path";
// src/flow/memory.ts
/**
* Bytes of memory that nobody needs: of this machine or, if that is less, of what its container may use. Files that the system
* keeps in memory do not count: after a build they fill a container up to its limit, and they go when the room is needed.
*/
function freeMemoryBytes() {
	return Math.min(freemem(), process.availableMemory() + cachedFileBytes());
}
/** Bytes of files in the memory of this process's cgroup; 0 where nothing tells. `root` is where its files are looked for. */
function cachedFileBytes(root = "/") {
	for (const folder of cgroupFolders(textOf(join(root, "proc/self/cgroup")) ?? "")) {
		const figures = textOf(join(root, folder, "memory.stat"));
		if (figures === void 0) continue;
		const bytes = (name) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(figures)?.[1] ?? 0);
		const both = (start) => bytes(`${start}inactive_file`) + bytes(`${start}active_file`);
		return both("total_") || both("");
	}
	return 0;
}
/** Where the cgroup of the memory may be: as its path says or, since a container may see only its own, at the top. */
function cgroupFolders(cgroups) {
	return cgroups.split("\n").map((line) => /^\d+:([^:]*):(.*)$/.exec(line) ?? []).flatMap(([, controllers = "none", path = ""]) => {
		if (controllers === "") return [join("sys/fs/cgroup", path), "sys/fs/cgroup"];
		if (!controllers.split(",").includes("memory")) return [];
		return [join("sys/fs/cgroup/memory", path), "sys/fs/cgroup/memory"];
	});
}
// src/flow/threads.ts
/** A thread that packs or unpacks holds a segment raw, its compressed form and zstd's tables: 2.4 times its size was seen. */
const segmentCopies = 2.4;
/** Of the memory, for all threads together: the rest is for whoever else runs. */
const share = .5;
const defaultSegmentBytes = 128e6;
/** What a thread takes that packs or unpacks segments of so many bytes. */
function threadBytes(segmentBytes) {
	return segmentCopies * segmentBytes;
}
/**
* How many threads pack and unpack: as many as were asked for, else one a core, as far as memory allows. A node of 64 cores
* may give a container 4 GB.
*/
function threadsFor({ threads, segmentBytes = defaultSegmentBytes }, { cores, memoryBytes } = {
	cores: availableParallelism(),
	memoryBytes: freeMemoryBytes()
}) {
	if (threads !== void 0) return threads;
	const fitting = Math.floor(memoryBytes * share / threadBytes(segmentBytes));
	return Math.max(1, Math.min(cores, fitting));
}
export { threadsFor as n, threadBytes as t };
