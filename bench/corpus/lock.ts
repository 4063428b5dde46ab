import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";
import { isRunning } from "../../src/left-over.ts";

/**
 * Keeps the folder of the corpora to this process until it ends: two that build in it would spoil each other's builds
 * and figures. @throws {Error} when another process that is alive has it.
 */
export function lock(file: string): void {
  const holder = holderOf(file);
  if (holder > 0 && isRunning(holder)) {
    throw new Error(`the benchmarks are being run already, by process ${holder}`);
  }
  rmSync(file, { force: true });
  const descriptor = openSync(file, "wx");
  writeSync(descriptor, String(process.pid));
  closeSync(descriptor);
  process.once("exit", () => rmSync(file, { force: true }));
}

/** Its id; 0, or no number, where nobody holds it. */
function holderOf(file: string): number {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return 0;
  }
}
