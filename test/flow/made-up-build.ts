import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { BuildLog } from "../../src/sccache/server/log.ts";
import type { Statistics } from "../../src/sccache/server/statistics.ts";
import { nameFor, zipOf } from "../bundle/made-up-entries.ts";

/** What does not compress: so many bytes is what an entry of a crate takes whose name begins with `large`. */
export const largeBytes = 32_000;

/** Writes the entry that sccache would write for a crate, with code for the CPU where it is compiled for that alone. */
export async function compile(directory: string, crate: string, cpu = ""): Promise<void> {
  const path = join(directory, nameFor(crate));
  await mkdir(dirname(path), { recursive: true });
  const noise = Array.from({ length: largeBytes / 32 }, (_, i) =>
    createHash("sha256").update(`${crate} ${i}`).digest(),
  );
  const content = crate.startsWith("large")
    ? Buffer.concat(noise)
    : Buffer.from(`${crate}${cpu}`.repeat(500));
  await writeFile(path, zipOf([{ name: "obj", content }], 3));
}

/** What a server counts in such a build. */
export function statisticsOf(hits: number, misses: number, compileFails: number): Statistics {
  const count = (total: number) => ({ total, byLanguage: {} });
  return {
    compileRequests: hits + misses,
    executed: hits + misses,
    hits: count(hits),
    misses: count(misses),
    errors: count(0),
    nonCacheable: {},
    nonCacheableCompilations: 0,
    compileFails,
    cacheWriteErrors: 0,
    cacheLocation: "",
    cacheSizeBytes: undefined,
    maxCacheSizeBytes: undefined,
  };
}

/**
 * What its log tells: each crate is a hit, unless it was missed, or was to be compiled anew; the arguments of some ask for
 * native code.
 */
export function logOf(
  asks: readonly string[],
  missed: ReadonlySet<string>,
  { recompiles = [], native = [] }: { recompiles?: readonly string[]; native?: readonly string[] } = {},
): BuildLog {
  return {
    complete: true,
    endedAtMs: null,
    compilations: asks.map((crate) => ({
      label: crate,
      language: "rust",
      entry: nameFor(crate),
      outcome: missed.has(crate) ? "miss" : "hit",
      compileMs: missed.has(crate) ? 100 : null,
      why: recompiles.includes(crate) ? "recache" : null,
      prints: [],
      native: native.includes(crate),
    })),
  };
}
