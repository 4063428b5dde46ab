import type { Log } from "../src/log.ts";

/** Says nothing. */
export const silent: Log = { debug() {}, info() {}, notice() {}, warning() {} };

/** Keeps what is said, each line after the name of its level. */
export function recordingLog(): Log & { readonly lines: string[] } {
  const lines: string[] = [];
  const at = (level: string) => (message: string) => void lines.push(`${level}: ${message}`);
  return { lines, debug: at("debug"), info: at("info"), notice: at("notice"), warning: at("warning") };
}
