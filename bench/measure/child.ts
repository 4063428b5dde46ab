import { fork, type Serializable } from "node:child_process";
import type { TaskName, Tasks } from "../tasks/tasks.ts";
import { childFile } from "./built.ts";

/** What a piece of work gave and what it cost, its preparation left out. */
export interface Cost {
  readonly wallSeconds: number;
  /** Of all threads, in user and kernel mode. */
  readonly cpuSeconds: number;
  /** The most memory that the process had at any time, in bytes. */
  readonly peakBytes: number;
}

export interface Measured<T> extends Cost {
  readonly value: T;
}

export type Said<T> = { readonly measured: Measured<T> } | { readonly failed: string };

/**
 * Does a task in a Node of its own, with the code as `buildChild` left it, so that nothing before it is warm, and nothing
 * else counts. What it prints is dropped. @throws {Error} when it fails, with what it said.
 */
export function inChild<K extends TaskName>(
  name: K,
  ask: Tasks[K]["takes"],
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Measured<Tasks[K]["gives"]>> {
  return new Promise((resolve, reject) => {
    const child = fork(childFile, [name], {
      env,
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    let complaints = "";
    child.stderr?.on("data", (chunk: Buffer) => {
      complaints = (complaints + chunk.toString()).slice(-4000);
    });
    child.once("message", (said: Said<Tasks[K]["gives"]>) => {
      if ("measured" in said) resolve(said.measured);
      else reject(new Error(`${name}: ${said.failed}`));
    });
    child.once("error", reject);
    child.once("exit", (code) => reject(new Error(`${name} ended with code ${code}: ${complaints}`)));
    child.send(ask as Serializable);
  });
}
