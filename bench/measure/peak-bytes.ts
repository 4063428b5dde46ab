import { readFileSync } from "node:fs";

/**
 * Resident memory of this process at its highest. On Linux as the kernel tells of this program alone: what getrusage says
 * includes the one that started it.
 */
export function peakBytes(): number {
  if (process.platform !== "linux") return process.resourceUsage().maxRSS * 1024;
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync("/proc/self/status", "utf8"))?.[1];
  return Number(kibibytes) * 1024;
}
