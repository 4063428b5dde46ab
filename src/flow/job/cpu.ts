import { cpus } from "node:os";
import { fingerprint } from "../../key/parts.ts";
import { textOf } from "../../text-file.ts";

/** What tells this machine's CPU from others, for entries that only it can run: eight hex digits of its model. */
export function cpuPrint(): string {
  return fingerprint(cpuModel());
}

/** The CPU's model as the system names it; on ARM, where it does not, what tells models apart in /proc/cpuinfo. */
export function cpuModel(): string {
  const model = cpus()[0]?.model.trim() ?? "";
  if (model !== "" && model !== "unknown") return model;
  const lines = textOf("/proc/cpuinfo")?.match(/^(CPU implementer|CPU part|Features)\s*:.*$/gm) ?? [];
  return [...new Set(lines)].join(" ") || "unknown CPU";
}
