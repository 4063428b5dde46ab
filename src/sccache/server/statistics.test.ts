import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseStatistics, placeOf, sinceStart } from "./statistics.ts";

/** As 0.16.0 printed it after a few compilations, one of them refused by the compiler. */
const V0_16 = `{"stats":{"compile_requests":8,"requests_unsupported_compiler":0,"requests_not_compile":1,
"requests_not_cacheable":1,"requests_executed":6,"cache_errors":{"counts":{"Rust":1},"adv_counts":{"rust":1}},
"cache_hits":{"counts":{"Rust":1,"C/C++":1},"adv_counts":{"c [gcc]":1,"rust":1}},"cache_misses":{"counts":
{"Rust":1,"C/C++":2},"adv_counts":{"c++ [gcc]":1,"c [gcc]":1,"rust":1}},"cache_timeouts":0,"cache_read_errors":0,
"non_cacheable_compilations":0,"forced_recaches":0,"cache_write_errors":2,"cache_writes":3,"cache_write_duration":
{"secs":0,"nanos":750000},"cache_read_hit_duration":{"secs":1,"nanos":500000},"compilations":3,
"compiler_write_duration":{"secs":3,"nanos":30000000},"compile_fails":1,"not_cached":{"-o":1,"crate-type":4},
"dist_compiles":{},"dist_errors":0,"multi_level":null},"cache_location":"Local disk: \\"/home/me/sccache\\"",
"cache_size":11012,"max_cache_size":10737418240,"use_preprocessor_cache_mode":true,"version":"0.16.0","basedirs":[]}`;

/** As 0.19.0 prints it before its first lookup. */
const V0_19_FRESH = `{"stats":{"compile_requests":0,"requests_executed":0,"cache_errors":{"counts":{},
"adv_counts":{}},"cache_hits":{"counts":{},"adv_counts":{}},"cache_misses":{"counts":{},"adv_counts":{}},
"cache_writes":0,"cache_write_duration":{"secs":0,"nanos":0},"cache_read_hit_duration":{"secs":0,"nanos":0},
"compilations":0,"compiler_write_duration":{"secs":0,"nanos":0},"compile_fails":0,"not_cached":{}},
"cache_location":"Local disk: \\"/d\\"","cache_size":null,"max_cache_size":10737418240,"version":"0.19.0",
"basedirs":[],"effective_cache_mode":"ReadWrite"}`;

test("all of a full answer is there", () => {
  expect(parseStatistics(V0_16)).toEqual({
    compileRequests: 8,
    executed: 6,
    hits: { total: 2, byLanguage: { Rust: 1, "C/C++": 1 } },
    misses: { total: 3, byLanguage: { Rust: 1, "C/C++": 2 } },
    errors: { total: 1, byLanguage: { Rust: 1 } },
    nonCacheable: { "-o": 1, "crate-type": 4 },
    nonCacheableCompilations: 0,
    compileFails: 1,
    cacheWriteErrors: 2,
    cacheLocation: 'Local disk: "/home/me/sccache"',
    cacheSizeBytes: 11012,
    maxCacheSizeBytes: 10737418240,
  });
});

test("a server that did nothing has no hits and no size", () => {
  const statistics = parseStatistics(V0_19_FRESH);
  expect(statistics).toMatchObject({
    hits: { total: 0, byLanguage: {} },
    cacheSizeBytes: undefined,
  });
});

test("what a version does not tell counts as nothing", () => {
  const bare = parseStatistics('{"stats":{}}');
  expect(bare).toMatchObject({ compileRequests: 0, hits: { total: 0 }, nonCacheable: {} });
});

test.each(["", "null", "[]", "0", "{}", "Stopping sccache server...", V0_16.slice(0, -1)])(
  "%j is no answer",
  (text) => {
    expect(parseStatistics(text)).toBeUndefined();
  },
);

test("a count below zero is none", () => {
  expect(parseStatistics('{"stats":{"compile_requests":-1},"cache_size":-1}')).toMatchObject({
    ...{ compileRequests: 0, cacheSizeBytes: undefined },
  });
});

describe("since the start", () => {
  const counted = parseStatistics(V0_16);
  if (!counted) throw new Error("no statistics");
  type Logged = Parameters<typeof sinceStart>[1][number];
  const logged = (hits: number, misses: number, failed = 0): Logged[] => [
    ...Array.from({ length: hits }, (): Logged => ({ outcome: "hit", language: "rust" })),
    ...Array.from({ length: misses }, (): Logged => ({ outcome: "miss", language: "c" })),
    ...Array.from({ length: failed }, (): Logged => ({ outcome: "failed", language: null })),
  ];

  test("what is counted is what the server says, where its log knows of no more lookups", () => {
    expect(sinceStart(counted, logged(4, 1))).toBe(counted);
    expect(sinceStart(counted, [])).toBe(counted);
  });

  test("the log counts where a step has zeroed the counts, and errors of sccache are no failed compilations", () => {
    expect(sinceStart(counted, logged(5, 2, 4))).toEqual({
      ...counted,
      ...{ compileRequests: 11, executed: 11, compileFails: 3 },
      hits: { total: 5, byLanguage: { Rust: 5 } },
      misses: { total: 2, byLanguage: { "C/C++": 2 } },
    });
    expect(sinceStart({ ...counted, executed: 20, compileRequests: 21 }, logged(6, 0))).toMatchObject({
      ...{ compileRequests: 21, executed: 20, compileFails: 1, misses: { total: 0, byLanguage: {} } },
    });
  });
});

test("fields of the wrong type are as good as missing, whatever they are", () => {
  const field = fc.constantFrom(
    "compile_requests",
    "cache_hits",
    "cache_misses",
    "not_cached",
    "cache_write_duration",
  );
  fc.assert(
    fc.property(fc.dictionary(field, fc.jsonValue()), (stats) => {
      const statistics = parseStatistics(JSON.stringify({ stats, cache_location: 1, cache_size: "2" }));
      expect(statistics?.compileRequests).toBeGreaterThanOrEqual(0);
      expect(Number.isFinite(statistics?.hits.total)).toBe(true);
      expect(statistics).toMatchObject({ cacheLocation: "", cacheSizeBytes: undefined });
    }),
  );
});

test.each([
  ['Local disk: "/home/me/sc ache"', { kind: "directory", path: "/home/me/sc ache" }],
  [
    'Local disk: "C:\\\\Users\\\\me\\\\AppData\\\\Local"',
    { kind: "directory", path: "C:\\Users\\me\\AppData\\Local" },
  ],
  ['Local disk: "/quo\\"te"', { kind: "directory", path: '/quo"te' }],
  ["S3, bucket: Bucket(name=b)", { kind: "elsewhere" }],
  ["ghac", { kind: "elsewhere" }],
  ["", { kind: "unknown" }],
])("%j is %j", (cacheLocation, place) => {
  expect(placeOf({ cacheLocation })).toEqual(place);
});
