import { createHash } from "node:crypto";
import type { BundledEntry } from "../../bundle/format/manifest.ts";
import { type EntryKind, kindOf } from "../../sccache/layout.ts";
import type { ScannedEntry } from "../../sccache/scan.ts";

/** An entry in sccache's directory at the end of a job, with what is known of its past. */
export interface KnownEntry {
  readonly name: string;
  readonly kind: EntryKind;
  /** Size on disk. */
  readonly bytes: number;
  /** Seconds since 1970. */
  readonly lastUse: number;
  /** How many runs used it, this one included; at least 1. */
  readonly runs: number;
  readonly usedByThisRun: boolean;
  /** Complete workflow runs since the last use. */
  readonly age: number;
  readonly costMs: number | null;
  readonly language: string | null;
  /** Whether nothing that was restored had it. */
  readonly added: boolean;
}

/** File systems and clocks round differently; what a build used, it used longer than this after the restore. */
const clockSlackMs = 500;

/**
 * Joins what is on disk with what the restored bundles tell of the `past`. An entry was used by this run when a hit touched it, or
 * the build wrote it, after `readyAtMs`: a hit sets the modification time, or through relatime the access time.
 */
export function withHistory(
  scanned: readonly ScannedEntry[],
  past: ReadonlyMap<string, BundledEntry>,
  readyAtMs: number,
): KnownEntry[] {
  return scanned.map(({ name, kind, bytes, mtimeMs, atimeMs }) => {
    const before = past.get(name);
    const lastUseMs = Math.max(mtimeMs, atimeMs);
    const usedByThisRun = lastUseMs >= readyAtMs - clockSlackMs;
    return {
      name,
      kind,
      bytes,
      lastUse: Math.floor(lastUseMs / 1000),
      runs: Math.max(1, (before?.runs ?? 0) + (usedByThisRun ? 1 : 0)),
      usedByThisRun,
      age: usedByThisRun ? 0 : 1,
      costMs: before?.costMs ?? null,
      language: before?.language ?? null,
      added: before === undefined,
    };
  });
}

/**
 * 12 hex digits that stand for a set of entries: equal sets of cached compilations, equal digest. Preprocessor files
 * do not count, since their content changes under the same name.
 */
export function digestOf(entries: Iterable<{ readonly name: string }>): string {
  const names = [...entries].map(({ name }) => name).filter((name) => kindOf(name) === "object");
  return createHash("sha256").update(names.sort().join("\n")).digest("hex").slice(0, 12);
}
