import { closeSync, openSync, readFileSync, rmSync, writeSync } from "node:fs";

/**
 * Keeps the folder of the corpora to this process until it ends: two that build in it would spoil each other's builds
 * and figures. @throws {Error} when another process that is alive has it.
 */
export function lock(file: string): void {
  const holder = holderOf(file);
  if (holder !== undefined && isAlive(holder)) {
    throw new Error(`the benchmarks are being run already, by process ${holder}`);
  }
  rmSync(file, { force: true });
  const descriptor = openSync(file, "wx");
  writeSync(descriptor, String(process.pid));
  closeSync(descriptor);
  process.once("exit", () => rmSync(file, { force: true }));
}

function holderOf(file: string): number | undefined {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined; // nobody
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
