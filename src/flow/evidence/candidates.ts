import { type EntryKind, kindOf, type ScannedEntry } from "../../sccache/directory.ts";
import type { Handoff } from "../handoff.ts";
import { bundlesOf, type Origin, originOf, type Past } from "./past.ts";
import { restoredEntry, runsOn, usableBy } from "./usable.ts";
import { type EntryUse, type Use, type UseEvidence, type UseSource, unused, useOf } from "./use.ts";

/** An entry that may go into the next bundle, with what is known of its past. */
export interface KnownEntry extends Origin {
  readonly name: string;
  readonly kind: EntryKind;
  /** Size of its file. */
  readonly bytes: number;
  /** As the file tells where this job used it, or else as its bundles do; seconds since 1970. */
  readonly lastUse: number;
  /** How many runs used it, this one included; at least 1. */
  readonly runs: number;
  /** Complete runs since one used it, before this job is counted; 0 for what no bundle had. */
  readonly ageBefore: number;
  readonly usedByThisRun: boolean;
  /** Whether this job compiled it. */
  readonly fresh: boolean;
  /** Whether no bundle that this job knows had it. */
  readonly added: boolean;
  /** Whether a bundle had it, and this job compiled it not for want of it: that one was not to be used, or could not be. */
  readonly remade: boolean;
  /** The folder that it is in when that is not sccache's directory. */
  readonly directory?: string;
  /** Digests of the segments that are known to hold its content, where it is of a bundle that was unpacked there. */
  readonly heldBy?: readonly string[];
  /** True where only a bundle has it, and no folder. */
  readonly isAbsent?: boolean;
  /** As in the manifest. */
  readonly cpu?: string | undefined;
}

/** What a build has left, beside the files of its directory. */
interface Traces extends Pick<UseEvidence, "log" | "isLogOfAll" | "statistics"> {
  readonly handoff: Pick<Handoff, "readyAtMs" | "sccache">;
  readonly past: Past;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** What told the use of a job's entries, and all that it may save, with their use. */
export function readUse(
  scanned: readonly ScannedEntry[],
  { handoff: { readyAtMs, sccache }, past, nowMs, ...evidence }: Traces,
): { readonly source: UseSource; readonly entries: KnownEntry[] } {
  const restoredBytes = (name: string) => restoredEntry(past, name)?.bytes;
  const use = useOf(scanned, { ...evidence, readyAtMs, restoredBytes });
  const sccacheVersion = sccache.path === null ? null : sccache.version;
  return { source: use.source, entries: candidates(scanned, past, { use, sccacheVersion, nowMs }) };
}

interface CandidateOptions {
  readonly use: Use;
  /** Of the sccache that the job used, or null where that is not known. */
  readonly sccacheVersion: string | null;
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/**
 * All that this job may save: what lies in the directory and is its own, and what its bundles hold beside that. An entry may be
 * missing there because it was not restored for want of room or for its CPU, sccache evicted it, or a step removed the folder: a
 * bundle that is made without it would still replace the one that has it.
 */
export function candidates(
  scanned: readonly ScannedEntry[],
  past: Past,
  { use, sccacheVersion, nowMs }: CandidateOptions,
): KnownEntry[] {
  const own = knownEntries(scanned, past, use);
  const [there, ours] = [scanned, own].map((entries) => new Set(entries.map(({ name }) => name)));
  const isHere = runsOn(past.cpu);
  const usable = new Set(
    bundlesOf(past).flatMap(({ manifest }) =>
      manifest ? manifest.entries.filter(usableBy(sccacheVersion, manifest)).map(({ name }) => name) : [],
    ),
  );
  const absent = [...past.entries.values()].flatMap((entry): KnownEntry[] => {
    const { name, bytes } = entry;
    const kind = kindOf(name);
    const has = isHere(entry) ? there : ours;
    if (!kind || has?.has(name) || !usable.has(name)) return [];
    // The log may name it all the same; no file has times that could tell.
    const never = Number.NEGATIVE_INFINITY;
    const known = isHere(entry) ? use.of({ name, kind, bytes, mtimeMs: never, atimeMs: never }) : unused;
    const lastUse = Math.floor(nowMs / 1000);
    return [
      { ...knownEntry({ name, kind, bytes, lastUse }, { ...known, made: false }, past), isAbsent: true },
    ];
  });
  return [...own, ...absent];
}

/**
 * What of the directory this job may save: what its bundles restored, and what it used or made. Other files that lie in a
 * machine's own directory are left out: they belong to other jobs. So is native code that came from elsewhere without a word of
 * its CPU.
 */
export function knownEntries(scanned: readonly ScannedEntry[], past: Past, use: Use): KnownEntry[] {
  return scanned.flatMap((file) => {
    const known = use.of(file);
    const restored = restoredEntry(past, file.name);
    if (!known.used && !restored) return [];
    if (known.native && !known.made && restored?.cpu !== past.cpu) return [];
    const lastUse = Math.floor(Math.max(file.mtimeMs, file.atimeMs) / 1000);
    const entry = knownEntry({ ...file, lastUse }, known, past);
    return [{ ...entry, remade: !entry.added && (known.remade ?? false) }];
  });
}

/**
 * An entry with its past; `lastUse` counts where this job used it. What this job used is new where all that the bundles have
 * under the name is for another CPU.
 */
export function knownEntry(
  { name, kind, bytes, lastUse }: Pick<KnownEntry, "name" | "kind" | "bytes" | "lastUse">,
  { used, made, native = false, ...origin }: EntryUse,
  past: Past,
): KnownEntry {
  const known = past.entries.get(name);
  const before = used ? restoredEntry(past, name) : known;
  // The arguments are part of the name, so it is native code in every bundle or in none.
  const isNative = known?.cpu !== undefined || native || (native === null && (made || !before));
  return {
    name,
    kind,
    bytes,
    lastUse: before ? Math.max(before.lastUse, used ? lastUse : 0) : lastUse,
    runs: Math.max(1, (before?.runs ?? 0) + (used ? 1 : 0)),
    ageBefore: before?.age ?? 0,
    usedByThisRun: used,
    fresh: made,
    added: before === undefined,
    remade: false,
    ...originOf(origin, before),
    ...(isNative && { cpu: past.cpu }),
  };
}
