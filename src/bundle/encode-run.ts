import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Zstd } from "../zstd/zstd.ts";
import { limits } from "./limits.ts";
import { type Member, memberBytes, writeMembers } from "./tar.ts";

/** A run of entries to be packed together: work for one thread. */
export interface RunTask {
  readonly directory: string;
  readonly entries: readonly { readonly name: string; readonly lastUse: number }[];
  /** A segment ends before it would hold more, unless it is a single entry. */
  readonly segmentRawBytes: number;
  readonly level: number;
}

/** An entry that cannot be packed, and why, in words for the user. */
export interface Dropped {
  readonly name: string;
  readonly why: string;
}

export interface EncodedRun {
  readonly segments: readonly EncodedSegment[];
  readonly dropped: readonly Dropped[];
}

export interface EncodedSegment {
  readonly frame: Uint8Array;
  readonly rawBytes: number;
  readonly sha256: string;
  /** In the order of the tar. `bytes` is the member's size, `storedBytes` that of the file it was made from. */
  readonly members: readonly {
    readonly name: string;
    readonly bytes: number;
    readonly storedBytes: number;
  }[];
}

/**
 * Reads the entries of a run and packs them into as few segments as its limit allows. What comes out depends on
 * the task and the files alone. An entry that cannot be read is dropped, with the reason.
 */
export async function encodeRun(task: RunTask, zstd: Zstd): Promise<EncodedRun> {
  const segments: EncodedSegment[] = [];
  const dropped: Dropped[] = [];
  let members: Member[] = [];
  let rawBytes = 0;
  const finish = async () => {
    if (members.length > 0) segments.push(await encodeSegment(members, rawBytes, task.level, zstd));
    members = [];
    rawBytes = 0;
  };
  for (const entry of task.entries) {
    const content = await readEntry(join(task.directory, entry.name));
    if (typeof content === "string") {
      dropped.push({ name: entry.name, why: content });
      continue;
    }
    const bytes = memberBytes(content.length);
    if (rawBytes + bytes > task.segmentRawBytes) await finish();
    members.push({ name: entry.name, content, mtime: entry.lastUse });
    rawBytes += bytes;
  }
  await finish();
  return { segments, dropped };
}

async function encodeSegment(
  members: readonly Member[],
  rawBytes: number,
  level: number,
  zstd: Zstd,
): Promise<EncodedSegment> {
  const run = await writeMembers(members, rawBytes);
  const frame = zstd.compress(run, {
    level,
    windowLog: windowLog(run.length),
    longDistance: true,
    checksum: true,
  });
  return {
    frame,
    rawBytes: run.length,
    sha256: createHash("sha256").update(frame).digest("hex"),
    members: members.map(({ name, content }) => ({
      name,
      bytes: content.length,
      storedBytes: content.length,
    })),
  };
}

/** The smallest window that spans `bytes`, within what every decoder takes without a flag. */
function windowLog(bytes: number): number {
  return Math.min(27, Math.max(10, Math.ceil(Math.log2(bytes + 1))));
}

/** The content, or why there is none. */
async function readEntry(path: string): Promise<Buffer | string> {
  try {
    const content = await readFile(path);
    if (memberBytes(content.length) <= limits.segmentRawBytes) return content;
    return `it has ${content.length} bytes, more than a bundle's entry may have`;
  } catch (error) {
    return `it cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`;
  }
}
