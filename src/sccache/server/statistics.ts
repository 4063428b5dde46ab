import { scrub } from "../../config/secrets.ts";
import { jsonOf, tableOf } from "../json-and-toml.ts";
import type { Compilation } from "./log.ts";

/** How often something happened, in all and by language as sccache names it: "Rust", "C/C++", "Assembler", … */
interface Counted {
  readonly total: number;
  readonly byLanguage: Readonly<Record<string, number>>;
}

/** What a server counted since it was started or last zeroed. A count that a version of sccache lacks is 0. */
export interface Statistics {
  /** Every call of sccache as a compiler. */
  readonly compileRequests: number;
  /** The calls that were worth a look into the cache. */
  readonly executed: number;
  readonly hits: Counted;
  readonly misses: Counted;
  readonly errors: Counted;
  /** Calls that cannot be cached, by sccache's word for the reason. */
  readonly nonCacheable: Readonly<Record<string, number>>;
  /** Compilations that were looked up and made, and then turned out not to be cacheable. */
  readonly nonCacheableCompilations: number;
  /** Compilations that the compiler itself failed. */
  readonly compileFails: number;
  readonly cacheWriteErrors: number;
  /** In sccache's words: `Local disk: "/path"`, or another place when the disk is bypassed. */
  readonly cacheLocation: string;
  /** Bytes on disk; undefined before the first lookup. */
  readonly cacheSizeBytes: number | undefined;
  readonly maxCacheSizeBytes: number | undefined;
}

/**
 * Reads what `sccache --show-stats --stats-format=json` prints; the shapes of 0.16.0 and 0.19.0 are known, missing
 * parts are tolerated. Undefined when `text` is not such an answer at all.
 */
export function parseStatistics(text: string): Statistics | undefined {
  const answer = tableOf(jsonOf(text));
  if (answer["stats"] === undefined) return undefined;
  const stats = tableOf(answer["stats"]);
  const location = answer["cache_location"];
  return {
    compileRequests: count(stats["compile_requests"]),
    executed: count(stats["requests_executed"]),
    hits: counted(stats["cache_hits"]),
    misses: counted(stats["cache_misses"]),
    errors: counted(stats["cache_errors"]),
    nonCacheable: counts(stats["not_cached"]),
    nonCacheableCompilations: count(stats["non_cacheable_compilations"]),
    compileFails: count(stats["compile_fails"]),
    cacheWriteErrors: count(stats["cache_write_errors"]),
    cacheLocation: typeof location === "string" ? scrub(location) : "",
    cacheSizeBytes: optionalCount(answer["cache_size"]),
    maxCacheSizeBytes: optionalCount(answer["max_cache_size"]),
  };
}

/**
 * What a server counted since it was started: a step may have zeroed its counts in between (`sccache --zero-stats`), and its log then
 * knows of more lookups. Of calls that were not looked up, nothing else tells.
 */
export function sinceStart(
  statistics: Statistics,
  compilations: readonly Pick<Compilation, "outcome" | "language">[],
): Statistics {
  const of = (outcome: Compilation["outcome"]) => compilations.filter((one) => one.outcome === outcome);
  const hits = byLanguage(of("hit"));
  const misses = byLanguage(of("miss"));
  if (hits.total + misses.total <= statistics.hits.total + statistics.misses.total) return statistics;
  return {
    ...statistics,
    hits,
    misses,
    compileFails: Math.max(statistics.compileFails, of("failed").length - statistics.errors.total),
    compileRequests: Math.max(statistics.compileRequests, compilations.length),
    executed: Math.max(statistics.executed, compilations.length),
  };
}

/** The languages that were counted. sccache has names such as `Rust`, `C/C++`, `CUDA` and `Assembler`. */
export function languagesOf({ byLanguage }: Counted): ("rust" | "c")[] {
  const counted = Object.entries(byLanguage).filter(([, times]) => times > 0);
  return [...new Set(counted.map(([name]) => (name === languages.rust ? "rust" : "c")))];
}

const languages = { rust: "Rust", c: "C/C++" };

function byLanguage(compilations: readonly Pick<Compilation, "language">[]): Counted {
  const times: Record<string, number> = {};
  for (const { language } of compilations) {
    if (language) times[languages[language]] = (times[languages[language]] ?? 0) + 1;
  }
  return { total: compilations.length, byLanguage: times };
}

/** Where a server kept its entries, as far as it says. `levels`: in several places, the disk perhaps among them. */
type Place =
  | { readonly kind: "directory"; readonly path: string }
  | { readonly kind: "levels" | "unknown" | "elsewhere" };

/** The place that `cacheLocation` names. */
export function placeOf({ cacheLocation }: Pick<Statistics, "cacheLocation">): Place {
  if (cacheLocation === "") return { kind: "unknown" };
  if (/^Multi-?level\b/i.test(cacheLocation)) return { kind: "levels" };
  // The path is in Rust's debug notation, whose escapes are JSON's for all that paths are made of.
  const quoted = /^Local disk: (".*")$/s.exec(cacheLocation)?.[1];
  const path = quoted === undefined ? undefined : jsonOf(quoted);
  return typeof path === "string" ? { kind: "directory", path } : { kind: "elsewhere" };
}

function optionalCount(value: unknown): number | undefined {
  return typeof value === "number" && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function count(value: unknown): number {
  return optionalCount(value) ?? 0;
}

function counts(value: unknown): Record<string, number> {
  return Object.fromEntries(Object.entries(tableOf(value)).map(([name, times]) => [name, count(times)]));
}

function counted(value: unknown): Counted {
  const byLanguage = counts(tableOf(value)["counts"]);
  return { total: Object.values(byLanguage).reduce((sum, times) => sum + times, 0), byLanguage };
}
