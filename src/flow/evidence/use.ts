import { createHash } from "node:crypto";
import { type EntryKind, kindOf, type ScannedEntry } from "../../sccache/directory.ts";
import type { BuildLog, Compilation } from "../../sccache/server/log.ts";
import { tellingPrints } from "../../sccache/server/log-lines.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import { bundlesOf, type Origin, originOf, type Past, unknownOrigin, usableBy } from "./past.ts";

/** What is known of how this job used an entry; its origin from the log alone. */
interface EntryUse extends Origin {
  readonly used: boolean;
  /** Whether this job compiled it, so that its content is newer than that of any bundle. */
  readonly made: boolean;
}

/**
 * How the use of entries was told. `log`: the job's own server named every compilation. `times`: files changed after the
 * restore. `unknown`: nothing tells, or not of all of them.
 */
export type UseSource = "log" | "times" | "unknown";

export interface Use {
  readonly source: UseSource;
  readonly of: (entry: ScannedEntry) => EntryUse;
}

interface UseEvidence {
  readonly log: BuildLog | undefined;
  /** Whether the server that wrote the log was there to the end: others write none. */
  readonly isLogOfAll: boolean;
  readonly statistics: Statistics | undefined;
  /** See `Handoff`. */
  readonly readyAtMs: number | null;
  /** The size that an entry has in the bundle that it came from, or undefined for what no bundle had. */
  readonly restoredBytes: (name: string) => number | undefined;
}

/** File systems and clocks round differently: what was used this much before the restore ended counts as used after it. */
const clockSlackMs = 500;

export const unused: EntryUse = { used: false, made: false, ...unknownOrigin };

/**
 * Tells which entries this job used and made. The log of the job's own server is exact, so other jobs, clocks and file
 * systems without access times do not matter. Where it is missing, a hit shows as a modification time after the restore,
 * or through relatime as an access time. Where the log was cut short, or another server has answered since, both count. Preprocessor files are in no log.
 */
export function useOf(scanned: readonly ScannedEntry[], evidence: UseEvidence): Use {
  const byTimes = timesOf(evidence);
  const { log, statistics, isLogOfAll } = evidence;
  const asked = (statistics?.hits.total ?? 0) + (statistics?.misses.total ?? 0);
  // A client that looks into the cache by itself leaves nothing in the server's log.
  if (log && (log.compilations.length > 0 || asked === 0)) {
    const byEntry = compilationsOf(log);
    const isExact = log.complete && isLogOfAll;
    return {
      source: isLogOfAll ? "log" : "unknown",
      of: (entry) => {
        const logged = byEntry.get(entry.name);
        if (logged) return logged;
        return isExact && entry.kind === "object" ? unused : byTimes(entry);
      },
    };
  }
  const uses = scanned.map(byTimes);
  const hits = statistics?.hits.total ?? 0;
  // Hits that left no trace: the file system keeps no times.
  const isBlind = hits > 0 && !uses.some(({ used, made }) => used && !made);
  const isPartial = log !== undefined && !isLogOfAll;
  const source = evidence.readyAtMs === null || isBlind || isPartial ? "unknown" : "times";
  return { source, of: byTimes };
}

/** A file of another size than the one that was restored was written anew; so may be a preprocessor file that was used. */
function timesOf({ readyAtMs, restoredBytes }: UseEvidence): (entry: ScannedEntry) => EntryUse {
  if (readyAtMs === null) return () => unused;
  return ({ name, kind, bytes, mtimeMs, atimeMs }) => {
    const used = Math.max(mtimeMs, atimeMs) >= readyAtMs - clockSlackMs;
    const made = used && (kind === "preprocessor" || restoredBytes(name) !== bytes);
    return { ...unused, used, made };
  };
}

function compilationsOf({ compilations }: BuildLog): Map<string, EntryUse> {
  const byEntry = new Map<string, EntryUse>();
  for (const { entry, outcome, compileMs, label, language, prints } of compilations) {
    if (entry === null || !uses.has(outcome)) continue;
    const before = byEntry.get(entry);
    const made = outcome === "miss";
    byEntry.set(entry, {
      used: true,
      made: made || (before?.made ?? false),
      costMs: (made ? compileMs : null) ?? before?.costMs ?? null,
      label: label === "" ? (before?.label ?? null) : label,
      language,
      prints: prints.length > 0 ? tellingPrints(prints) : (before?.prints ?? null),
    });
  }
  return byEntry;
}

/** An unknown outcome of a compilation that has a key is one that was still under way, or whose lines were lost. */
const uses: ReadonlySet<Compilation["outcome"]> = new Set(["hit", "miss", "unknown"]);

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
  /** Whether this job compiled it although its restore had brought it: that one was not to be used, or could not be. */
  readonly remade: boolean;
  /** The folder that it is in when that is not sccache's directory. */
  readonly directory?: string;
  /** True where only a bundle has it, and no folder. */
  readonly isAbsent?: boolean;
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
 * missing there because it was not restored for want of room, sccache evicted it, or a step removed the folder: a
 * bundle that is made without it would still replace the one that has it.
 */
export function candidates(
  scanned: readonly ScannedEntry[],
  past: Past,
  { use, sccacheVersion, nowMs }: CandidateOptions,
): KnownEntry[] {
  const there = new Set(scanned.map(({ name }) => name));
  const usable = new Set(
    bundlesOf(past).flatMap(({ manifest }) =>
      manifest ? manifest.entries.filter(usableBy(sccacheVersion, manifest)).map(({ name }) => name) : [],
    ),
  );
  const absent = [...past.entries.values()].flatMap(({ name, bytes }): KnownEntry[] => {
    const kind = kindOf(name);
    if (!kind || there.has(name) || !usable.has(name)) return [];
    // The log may name it all the same; no file has times that could tell.
    const never = Number.NEGATIVE_INFINITY;
    const known = use.of({ name, kind, bytes, mtimeMs: never, atimeMs: never });
    const lastUse = Math.floor(nowMs / 1000);
    return [
      { ...knownEntry({ name, kind, bytes, lastUse }, { ...known, made: false }, past), isAbsent: true },
    ];
  });
  return [...knownEntries(scanned, past, use), ...absent];
}

/**
 * What of the directory this job may save: what its bundles restored, and what it used or made. Other files that lie in a
 * machine's own directory are left out: they belong to other jobs.
 */
export function knownEntries(scanned: readonly ScannedEntry[], past: Past, use: Use): KnownEntry[] {
  return scanned.flatMap((file) => {
    const known = use.of(file);
    if (!known.used && !past.entries.has(file.name)) return [];
    const lastUse = Math.floor(Math.max(file.mtimeMs, file.atimeMs) / 1000);
    const entry = knownEntry({ ...file, lastUse }, known, past);
    // Sizes alone do not tell: where the disk is small, what was restored is smaller than its bundle says.
    return [{ ...entry, remade: entry.fresh && !entry.added && use.source === "log" }];
  });
}

/** An entry with its past; `lastUse` counts where this job used it. */
export function knownEntry(
  { name, kind, bytes, lastUse }: Pick<KnownEntry, "name" | "kind" | "bytes" | "lastUse">,
  { used, made, ...origin }: EntryUse,
  past: Past,
): KnownEntry {
  const before = past.entries.get(name);
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
  };
}

/**
 * 12 hex digits that stand for a set of entries and the bundles that it was made from: two jobs that did the same from the
 * same parents agree on them, and an earlier set of entries that comes again gets others. Preprocessor files do not count,
 * since their content changes under the same name.
 */
export function digestOf(entries: Iterable<{ readonly name: string }>, parents: readonly string[]): string {
  const names = [...entries].map(({ name }) => name).filter((name) => kindOf(name) === "object");
  const text = `${names.sort().join("\n")}\n\n${parents.toSorted().join("\n")}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
