import { freemem } from "node:os";
import { join } from "node:path";
import { textOf } from "../text-file.ts";

/**
 * Bytes of memory that nobody needs: of this machine or, if that is less, of what its container may use. Files that the system
 * keeps in memory do not count: after a build they fill a container up to its limit, and they go when the room is needed.
 */
export function freeMemoryBytes(): number {
  // Of a container, Node subtracts all that is used from the limit.
  return Math.min(freemem(), process.availableMemory() + cachedFileBytes());
}

/** Bytes of files in the memory of this process's cgroup; 0 where nothing tells. `root` is where its files are looked for. */
export function cachedFileBytes(root = "/"): number {
  for (const folder of cgroupFolders(textOf(join(root, "proc/self/cgroup")) ?? "")) {
    const figures = textOf(join(root, folder, "memory.stat"));
    if (figures === undefined) continue;
    const bytes = (name: string) => Number(new RegExp(`^${name} (\\d+)$`, "m").exec(figures)?.[1] ?? 0);
    // In version 1 the total has the groups within it, too.
    const both = (start: string) => bytes(`${start}inactive_file`) + bytes(`${start}active_file`);
    return both("total_") || both("");
  }
  return 0;
}

/** Where the cgroup of the memory may be: as its path says or, since a container may see only its own, at the top. */
function cgroupFolders(cgroups: string): readonly string[] {
  const lines = cgroups.split("\n").map((line) => /^\d+:([^:]*):(.*)$/.exec(line) ?? []);
  return lines.flatMap(([, controllers = "none", path = ""]) => {
    if (controllers === "") return [join("sys/fs/cgroup", path), "sys/fs/cgroup"];
    if (!controllers.split(",").includes("memory")) return [];
    return [join("sys/fs/cgroup/memory", path), "sys/fs/cgroup/memory"];
  });
}
