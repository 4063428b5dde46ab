import { createHash, randomBytes } from "node:crypto";
import { readFileSync, readlinkSync } from "node:fs";
import { mkdir, readdir, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { basename, join } from "node:path";

/** What is not known to belong to a process of this machine is left over when nothing has touched it for so long. */
const forgottenAfterMs = 6 * 3_600_000;

/**
 * A new name for a temporary file or folder: `start`, this process, `end`. Whoever finds it later can tell whether its process
 * has ended, by a crash or by a signal that cannot be caught.
 */
export function temporaryName(start: string, end = ""): string {
  return `${start}${owner()}-${randomBytes(4).toString("hex")}${end}`;
}

/**
 * What `work` returns. It gets a folder of such a name in `folder` that only this user can read, and that is removed when it
 * ends. What earlier ones left there is removed at the start.
 */
export async function inTemporary<T>(
  folder: string,
  start: string,
  work: (made: string) => Promise<T>,
): Promise<T> {
  await sweep(folder, { start });
  const made = join(folder, temporaryName(start));
  await mkdir(made, { mode: 0o700 });
  try {
    return await work(made);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
}

interface Sweep {
  readonly start: string;
  readonly end?: string;
  /** All that a name has between the two; when left out, what `temporaryName` puts there. */
  readonly between?: RegExp;
  readonly mostAgeMs?: number;
  /** Tells of what is old whether it is used all the same. */
  readonly isInUse?: (path: string) => Promise<boolean>;
  /** What of a folder of such an age is removed, if not all of it. */
  readonly partsAt?: (ageMs: number) => readonly string[];
}

/**
 * Removes from `folder` what such processes left under names of `temporaryName(start, end)`, and looks at no other name: what
 * only begins and ends like one may be a user's. What may be in use is kept, and what cannot be removed: it takes room and
 * does no other harm.
 */
export async function sweep(
  folder: string,
  {
    start,
    end = "",
    between = made,
    mostAgeMs = forgottenAfterMs,
    isInUse = async () => false,
    partsAt = () => [""],
  }: Sweep,
  nowMs = Date.now(),
): Promise<void> {
  const names = await readdir(folder).catch(() => []); // not there yet, or not for us to read
  for (const name of names) {
    if (!name.startsWith(start) || !name.endsWith(end)) continue;
    const middle = name.slice(start.length, name.length - end.length);
    // Where the two overlap, `middle` is empty.
    if (!between.test(middle)) continue;
    // What this process itself has made is in use, whatever a clock says.
    if (middle.startsWith(`${owner()}-`)) continue;
    const path = join(folder, name);
    try {
      const ageMs = nowMs - (await stat(path)).mtimeMs;
      const isLeft = hasEnded(middle) || ageMs > mostAgeMs;
      if (!isLeft || (await isInUse(path))) continue;
      for (const part of partsAt(ageMs)) await rm(join(path, part), { recursive: true, force: true });
    } catch {
      // Gone meanwhile, or another user's.
    }
  }
}

/** What `temporaryName` writes: machine, process, and what tells its names apart. */
const made = /^[0-9a-f]{6}p\d{1,10}-[0-9a-f]{8}$/;

/** Whether the process that made the temporary name at `path` ran on this machine and has ended. */
export function isOwnerGone(path: string): boolean {
  const found = /[0-9a-f]{6}p\d+-[0-9a-f]{8}/.exec(basename(path));
  return found !== null && hasEnded(found[0]);
}

function hasEnded(named: string): boolean {
  const [, machine, id] = /^([0-9a-f]{6})p(\d{1,10})-/.exec(named) ?? [];
  return machine !== undefined && machine === machineId() && !isRunning(Number(id));
}

/** Whether a process of this machine has this id. */
export function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH"; // of another user, perhaps
  }
}

function owner(): string {
  return `${machineId()}p${process.pid}`;
}

/** Stands for the numbers of processes that this process can see: containers that share a folder do not share those. */
function machineId(): string {
  const namespace = read(() => readlinkSync("/proc/self/ns/pid"));
  const boot = read(() => readFileSync("/proc/sys/kernel/random/boot_id", "utf8"));
  const parts = [hostname(), namespace, boot].join("\n");
  return createHash("sha256").update(parts).digest("hex").slice(0, 6);
}

/** Empty on systems that have no such file. */
function read(from: () => string): string {
  try {
    return from();
  } catch {
    return "";
  }
}
