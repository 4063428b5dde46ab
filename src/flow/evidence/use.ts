import type { ScannedEntry } from "../../sccache/directory.ts";
import { type BuildLog, type Compilation, eitherNative } from "../../sccache/server/log.ts";
import { tellingPrints } from "../../sccache/server/prints.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import { type Origin, unknownOrigin } from "./past.ts";

/** What is known of how this job used an entry; its origin from the log alone. */
export interface EntryUse extends Origin {
  readonly used: boolean;
  /** Whether this job compiled it, so that its content is newer than that of any bundle. */
  readonly made: boolean;
  /** Whether it did so although there may have been one: that was not to be used, or could not be read. */
  readonly remade?: boolean;
  /** Whether the compiler was told to make code for this CPU alone; null where the log was cut. Absent means no, or no log. */
  readonly native?: boolean | null;
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

export interface UseEvidence {
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
        if (entry.kind !== "object") return byTimes(entry);
        return isExact ? unused : { ...byTimes(entry), native: null };
      },
    };
  }
  const uses = scanned.map(byTimes);
  const hits = statistics?.hits.total ?? 0;
  // Hits that left no trace: the file system keeps no times.
  const isBlind = hits > 0 && !uses.some(({ used, made }) => used && !made);
  const isPartial = log !== undefined && !isLogOfAll && !isUnasked(log);
  const source = evidence.readyAtMs === null || isBlind || isPartial ? "unknown" : "times";
  return { source, of: byTimes };
}

/** Whether the server that wrote `log` was asked for nothing: what another one counts that took its place is all there was. */
export function isUnasked({ complete, compilations }: BuildLog): boolean {
  return complete && compilations.length === 0;
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
  for (const compilation of compilations) {
    const { entry, outcome, compileMs, label, language, prints, why } = compilation;
    if (entry === null || !uses.has(outcome)) continue;
    const before = byEntry.get(entry);
    const made = outcome === "miss";
    byEntry.set(entry, {
      used: true,
      made: made || (before?.made ?? false),
      remade: (made && why !== null) || (before?.remade ?? false),
      costMs: (made ? compileMs : null) ?? before?.costMs ?? null,
      label: label === "" ? (before?.label ?? null) : label,
      language,
      prints: prints.length > 0 ? tellingPrints(prints) : (before?.prints ?? null),
      native: eitherNative(before ? [compilation, before] : [compilation]),
    });
  }
  return byEntry;
}

/** An unknown outcome of a compilation that has a key is one that was still under way, or whose lines were lost. */
const uses: ReadonlySet<Compilation["outcome"]> = new Set(["hit", "miss", "unknown"]);
