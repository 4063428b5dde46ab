import { appendFile } from "node:fs/promises";
import { parseLogLine } from "../../src/sccache/server/log-lines.ts";

/** What sccache's log told of one compilation. */
export interface Compiled {
  readonly label: string;
  /** As the log has them. */
  readonly arguments: string;
  readonly seconds: number;
}

/** Of all that a log says was compiled and stored, by entry. Of two at once with one label, either may be the other. */
export function readCompilations(log: string): Record<string, Compiled> {
  const asked = new Map<string, string[]>();
  const waiting = new Map<string, { name: string; arguments: string }[]>();
  const compiled: Record<string, Compiled> = {};
  const listOf = <T>(lists: Map<string, T[]>, label: string): T[] => {
    const list = lists.get(label) ?? [];
    lists.set(label, list);
    return list;
  };
  for (const line of log.split("\n")) {
    const { label = "", said } = parseLogLine(line) ?? {};
    if (said?.kind === "asked") listOf(asked, label).push(said.arguments);
    else if (said?.kind === "key") {
      const name = `${said.key[0]}/${said.key[1]}/${said.key}`;
      listOf(waiting, label).push({ name, arguments: listOf(asked, label).shift() ?? "[]" });
    } else if (said?.kind === "looked-up" && said.found) listOf(waiting, label).shift();
    else if (said?.kind === "compiled" && said.end === "stored") {
      const one = listOf(waiting, label).shift();
      if (one) compiled[one.name] = { label, arguments: one.arguments, seconds: said.ms / 1000 };
    }
  }
  return compiled;
}

/** One compilation of a build that is played; the compiler itself fails those that `failed`, as it does for probes. */
export interface Lookup extends Compiled {
  readonly entry: string;
  readonly outcome: "hit" | "miss" | "failed";
}

/** Writes to a server's log what it would have written of these, one after the other. */
export async function writeLog(file: string, lookups: readonly Lookup[]): Promise<void> {
  let atMs = Date.now();
  const lines = lookups.flatMap(({ label, entry, outcome, seconds, arguments: args }) => {
    const line = (text: string) =>
      `[${new Date(atMs).toISOString()} DEBUG sccache::compiler::compiler] [${label}]: ${text}`;
    const took = (ms: number) => {
      atMs += ms;
      return `${(ms / 1000).toFixed(3)} s`;
    };
    const start = [
      line(`get_cached_or_compile: ${args}`),
      line(`generate_hash_key took ${took(2)}`),
      line(`Hash key: ${entry.split("/").at(-1)}`),
    ];
    if (outcome === "hit") return [...start, line(`Cache hit in ${took(1)}`)];
    const miss = line(`Cache miss in ${took(1)}`);
    if (outcome === "failed") return [...start, miss];
    return [...start, miss, line(`Compiled in ${took(Math.round(seconds * 1000))}, storing in cache`)];
  });
  await appendFile(file, lines.map((text) => `${text}\n`).join(""));
}

/** What a recorded build's server said at its end, with the hits, misses and failures of these lookups. */
export function playStatistics(recorded: string, lookups: readonly Lookup[]): string {
  const answer = JSON.parse(recorded) as { stats: Record<string, unknown> };
  const notCached = answer.stats["not_cached"] as Record<string, number>;
  const others = Object.values(notCached).reduce((sum, times) => sum + times, 0);
  const count = (wanted: Lookup["outcome"]) => lookups.filter(({ outcome }) => outcome === wanted).length;
  const counted = (times: number) => ({ counts: { Rust: times }, adv_counts: { rust: times } });
  const misses = count("miss");
  const stats = {
    ...answer.stats,
    compile_requests: lookups.length + others,
    requests_executed: lookups.length,
    cache_hits: counted(count("hit")),
    cache_misses: counted(misses),
    cache_writes: misses,
    compilations: misses,
    compile_fails: count("failed"),
  };
  return JSON.stringify({ ...answer, stats });
}

/** How many compilations the compiler itself failed in a recorded build. */
export function failuresIn(recorded: string): number {
  return (JSON.parse(recorded) as { stats: { compile_fails: number } }).stats.compile_fails;
}
