import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, mkdtemp, rm, rmdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** A file system of its own, which goes when the test ends. */
export interface SmallDisk {
  /** A folder on it, for this process and those it starts. */
  readonly path: string;
  /** What to put before a program and its arguments so that it finds the disk mounted at `mount`. */
  readonly enter: readonly string[];
  readonly mount: string;
  /** Takes what room is left with one file, and returns what gives it back. */
  fill(): Promise<() => Promise<void>>;
}

export interface DiskSize {
  /** Such as `8m`. */
  readonly size: string;
  /** Most files and folders, its root included. */
  readonly files?: number;
}

/** What makes it: by the rights of root, or in a user namespace, where everybody has them. */
const ways = [[], ["--user", "--map-root-user"]] as const;
const mount = `mount -t tmpfs -o "$1" tmpfs "$0" && echo ready && exec cat`;

/**
 * A real small disk, for Linux: a tmpfs in a mount namespace that a process holds open, which others see through
 * /proc. Nothing of it is left when that process ends, as it does with this one. @throws {Error} where neither root's
 * rights nor user namespaces are to be had: what needs a full disk fails there, and is not skipped
 */
export async function smallDisk({ size, files }: DiskSize): Promise<SmallDisk> {
  const folder = await mkdtemp(join(tmpdir(), "small-disk-"));
  const options = [`size=${size}`, ...(files === undefined ? [] : [`nr_inodes=${files}`])].join(",");
  const refused: string[] = [];
  for (const way of ways) {
    const holder = await hold(["unshare", ...way, "--mount", "sh", "-c", mount, folder, options]);
    if (typeof holder === "string") {
      refused.push(holder);
      continue;
    }
    onTestFinished(async () => {
      holder.kill("SIGKILL");
      await once(holder, "exit");
      await rm(folder, { recursive: true, force: true });
    });
    const path = join(`/proc/${holder.pid}/root`, folder);
    const user = way.length > 0 ? ["--user", "--preserve-credentials"] : [];
    const enter = ["nsenter", `--target=${holder.pid}`, "--mount", ...user];
    return { path, enter, mount: folder, fill: () => fill(join(path, "ballast")) };
  }
  await rmdir(folder);
  throw new Error(`no small file system can be mounted here: ${refused.join("; ")}`);
}

/** A process that holds what it mounted until its input ends, or why there is none. */
async function hold([program = "", ...args]: readonly string[]): Promise<ChildProcess | string> {
  const child = spawn(program, args, { stdio: ["pipe", "pipe", "pipe"] });
  let said = "";
  child.stderr.on("data", (chunk) => {
    said += chunk;
  });
  const ended = once(child, "close").then(
    () => said.trim() || `${program} ended at once`,
    (error: Error) => error.message,
  );
  const ready = once(child.stdout, "data").then(() => child);
  return Promise.race([ready, ended]);
}

async function fill(path: string): Promise<() => Promise<void>> {
  // A page at last: then not a byte of a new file fits.
  for (const bytes of [2 ** 20, 2 ** 12]) await appendUntilFull(path, Buffer.alloc(bytes));
  return () => rm(path);
}

async function appendUntilFull(path: string, chunk: Buffer): Promise<void> {
  try {
    for (;;) await appendFile(path, chunk);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOSPC") throw error;
  }
}
