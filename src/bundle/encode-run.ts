import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { kindOf } from "../sccache/layout.ts";
import { toRaw } from "../sccache/transcode.ts";
import { limits } from "./limits.ts";
import { createTarRun, memberBytes, type TarRun } from "./tar.ts";
import type { Workbench } from "./workbench.ts";

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
  /** Lower-case hex, of the frame. */
  readonly sha256: string;
  /** In the order of the tar. */
  readonly members: readonly EncodedMember[];
}

export interface EncodedMember {
  readonly name: string;
  /** Size of the tar member. */
  readonly bytes: number;
  /** Size of the file that it was made from. */
  readonly storedBytes: number;
}

/**
 * Reads the entries of a run and packs them into as few segments as its limit allows. What comes out depends on the
 * task and on the entries' content alone. An entry that is damaged or cannot be read is dropped, with the reason.
 */
export async function encodeRun(task: RunTask, bench: Workbench): Promise<EncodedRun> {
  const segments: EncodedSegment[] = [];
  const dropped: Dropped[] = [];
  let run = createTarRun(bench.buffer(task.segmentRawBytes));
  let members: EncodedMember[] = [];
  const finish = () => {
    if (members.length > 0) segments.push(encodeSegment(run, members, { level: task.level, bench }));
    members = [];
  };
  for (const { name, lastUse } of task.entries) {
    const read = await readEntry(task.directory, name, { bench, room: run.room() });
    if ("why" in read) {
      dropped.push({ name, why: read.why });
      continue;
    }
    let { content } = read;
    if (!run.fits(content.length)) {
      finish();
      // What did not fit may lie in the very buffer that the next run is written into, behind the last.
      content = Buffer.from(content);
      run = createTarRun(bench.buffer(Math.max(task.segmentRawBytes, memberBytes(content.length))));
    }
    await run.add({ name, content, mtime: lastUse });
    members.push({ name, bytes: content.length, storedBytes: read.storedBytes });
  }
  finish();
  return { segments, dropped };
}

function encodeSegment(
  run: TarRun,
  members: readonly EncodedMember[],
  { level, bench }: { level: number; bench: Workbench },
): EncodedSegment {
  const raw = run.finish();
  const frame = bench.zstd.compress(raw, {
    level,
    windowLog: windowLog(raw.length),
    longDistance: true,
    checksum: true,
  });
  return { frame, rawBytes: raw.length, sha256: createHash("sha256").update(frame).digest("hex"), members };
}

/** The smallest window that spans `bytes`, within what every decoder takes without a flag. */
function windowLog(bytes: number): number {
  return Math.min(27, Math.max(10, Math.ceil(Math.log2(bytes + 1))));
}

/** The entry as it goes into the bundle, or why it does not. */
async function readEntry(
  directory: string,
  name: string,
  { bench, room }: { bench: Workbench; room: Buffer },
): Promise<{ content: Buffer; storedBytes: number } | { why: string }> {
  const stored = await read(join(directory, name));
  if (typeof stored === "string") return { why: stored };
  // Preprocessor files are another format, which sccache keeps to itself.
  const coded = kindOf(name) === "object" ? toRaw(stored, bench.zstd, room) : ({ kind: "verbatim" } as const);
  if (coded.kind === "damaged") return { why: `it is damaged: ${coded.why}` };
  const content = coded.kind === "verbatim" ? stored : coded.content;
  if (memberBytes(content.length) <= limits.segmentRawBytes) return { content, storedBytes: stored.length };
  return { why: `it has ${content.length} bytes, more than an entry of a bundle may have` };
}

/** The content, or why there is none. */
async function read(path: string): Promise<Buffer | string> {
  try {
    return await readFile(path);
  } catch (error) {
    return `it cannot be read: ${(error as NodeJS.ErrnoException).code ?? "unknown error"}`;
  }
}
