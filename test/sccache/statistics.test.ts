import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { parseStatistics, placeOf } from "../../src/sccache/server/statistics.ts";

/** What the server of each version printed after the same seven calls. */
const folder = path.join(import.meta.dirname, "statistics");

test.each(readdirSync(folder).sort())("%s is read in full", (name) => {
  const statistics = parseStatistics(readFileSync(path.join(folder, name), "utf8"));
  expect(statistics).toMatchObject({
    compileRequests: 7,
    executed: 5,
    hits: { total: 2, byLanguage: { Rust: 1, "C/C++": 1 } },
    misses: { total: 2 },
    compileFails: 1,
    cacheWriteErrors: 0,
  });
  expect(statistics && placeOf(statistics)).toEqual({ kind: "directory", path: "/w/d" });
  expect(Object.values(statistics?.nonCacheable ?? {}).reduce((sum, times) => sum + times, 0)).toBe(2);
});

test("several levels are not a place elsewhere", () => {
  expect(placeOf({ cacheLocation: "Multi-level (2 levels)" })).toEqual({ kind: "levels" });
  expect(placeOf({ cacheLocation: "redis, name: redis://127.0.0.1:1, prefix: /" })).toEqual({
    kind: "elsewhere",
  });
});
