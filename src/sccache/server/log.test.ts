import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type BuildLog, readBuildLog } from "./log.ts";

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "log-"));
});
afterAll(() => rm(folder, { recursive: true }));

const entriesIn = (log: BuildLog) =>
  log.compilations.map(({ entry }) => entry).filter((entry) => entry !== null);

async function readText(text: string): Promise<BuildLog | undefined> {
  const file = join(folder, "log");
  await writeFile(file, text);
  return readBuildLog(file);
}

const module = "sccache::compiler::compiler";
const keyOf = (seed: number) => seed.toString(16).padStart(64, "0");
const entryOf = (seed: number) => `${keyOf(seed)[0]}/${keyOf(seed)[1]}/${keyOf(seed)}`;
const line = (atMs: number, label: string, said: string, exact = true) => {
  const time = new Date(Date.parse("2026-01-02T03:04:05Z") + atMs).toISOString();
  return `[${exact ? time : time.replace(/\.\d+/, "")} DEBUG ${module}] [${label}]: ${said}`;
};

test("a log that is not there is none; one of a server that was not asked is empty", async () => {
  expect(await readBuildLog(join(folder, "none"))).toBeUndefined();
  expect(await readText("")).toEqual({ compilations: [], complete: true, endedAtMs: null });
});

test.each([
  ["on request", "shutting down due to being idle or request", 1_500],
  ["by a signal", "shutting down due to explicit signal", 1_500],
  ["not, while it says something else", "server started, listening on port 1", null],
])("a server that ended %s", async (_title, said, afterMs) => {
  const at = (ms: number) => line(ms, "", said).replace(/DEBUG .*?\] \[\]: /, "INFO  sccache::server] ");
  const start = Date.parse("2026-01-02T03:04:05Z");
  const ended = afterMs === null ? null : start + afterMs;
  const log = await readText(`${at(1_000)}\n${at(1_500)}\n`);
  expect(log).toEqual({ compilations: [], complete: true, endedAtMs: ended });
  // Without milliseconds, it may have been at the end of the second.
  const cut = await readText(`${at(1_500).replace(".500Z", "Z")}\n`);
  expect(cut?.endedAtMs).toBe(afterMs === null ? null : start + 1_999);
});

test.each([
  ["Cache miss in 0.001 s", "Compiled in 9.261 s, storing in cache", "miss", 9261, null],
  ["Cache hit in 0.001 s", "", "hit", null, null],
  ["Cache recache in 0.000 s", "Compiled in 9.261 s, storing in cache", "miss", 9261, "recache"],
  ["Cache none in 0.000 s", "Compiled in 9.261 s, but not caching", "not-cacheable", 9261, "no-cache"],
  ["Cache miss in 0.000 s", "Compiled in 9.261 s, but not cacheable", "not-cacheable", 9261, null],
  ["Cache miss in 0.000 s", "Compiled in 9.261 s, but failed, not storing in cache", "failed", 9261, null],
  ["Cache miss in 0.000 s", "", "failed", null, null],
  [
    'Cache read error: Failed in 3.000 s\\n in "a" in 0.000 s',
    "Compiled in 9.261 s, storing in cache",
    "miss",
    9261,
    "unreadable",
  ],
  ["Cache read error: no zip", "Compiled in 9.261 s, storing in cache", "miss", 9261, "unreadable"],
] as const)("%s, %s: %s", async (lookup, end, outcome, compileMs, why) => {
  const lines = [
    line(0, "a b", 'get_cached_or_compile: ["--crate-name", "a\\u{301}\\\\0\\0", "-DTOKEN=secret"]'),
    line(20, "a b", "generate_hash_key took 0.020 s"),
    line(20, "a b", `Hash key: ${keyOf(1)}`),
    line(21, "a b", lookup),
    ...(end === "" ? [] : [line(21 + 9261, "a b", end)]),
  ];
  const log = await readText(`${lines.join("\n")}\n`);
  expect(log?.compilations).toMatchObject([
    { label: "a b", language: "rust", entry: entryOf(1), outcome, compileMs, why },
  ]);
  expect(log?.complete).toBe(true);
  expect(log?.compilations[0]?.prints).toHaveLength(3);
  expect(JSON.stringify(log)).not.toContain("secret");
});

describe("an entry that turns out damaged", () => {
  const asked = (...lines: string[]) => [
    line(0, "a", 'get_cached_or_compile: ["-c"]'),
    line(20, "a", "generate_hash_key took 0.020 s"),
    line(20, "a", `Hash key: ${keyOf(1)}`),
    ...lines,
    line(22, "a", "Failed to decompress object"),
    line(122, "a", "Compiled in 0.100 s, storing in cache"),
  ];
  const told = async (...lines: string[]) =>
    (await readText(`${asked(...lines).join("\n")}\n`))?.compilations;

  test("was no hit: it is compiled after all", async () => {
    expect(await told(line(21, "a", "Cache hit in 0.001 s"))).toMatchObject([
      { entry: entryOf(1), outcome: "miss", compileMs: 100, why: "damaged" },
    ]);
  });

  test("tells nothing where it follows no hit, since lines are missing then", async () => {
    expect(await told(line(21, "a", "Cache miss in 0.001 s"))).toMatchObject([
      { entry: entryOf(1), outcome: "unknown", compileMs: null, why: null },
    ]);
  });
});

test("a compilation of which another end is told than it can have had has not failed without a word", async () => {
  const lines = [
    line(0, "a", 'get_cached_or_compile: ["-c"]'),
    line(20, "a", "generate_hash_key took 0.020 s"),
    line(20, "a", `Hash key: ${keyOf(1)}`),
    line(21, "a", "Cache miss in 0.001 s"),
    line(9_000, "a", "Compiled in 0.100 s, storing in cache"),
  ];
  const outcomes = async (...some: string[]) =>
    (await readText(`${some.join("\n")}\n`))?.compilations.map(({ outcome }) => outcome);
  expect(await outcomes(...lines.slice(0, -1))).toEqual(["failed"]);
  expect(await outcomes(...lines)).toEqual(["unknown"]);
});

test("what sccache got no key of has failed, and a log that stops before it is cut", async () => {
  const [asked, hashed] = [
    line(0, "a", 'get_cached_or_compile: ["-c"]'),
    line(20, "a", "generate_hash_key took 0.020 s"),
  ];
  const failed = [asked, hashed, line(20, "a", "process error: exit status: 1")];
  expect(await readText(`${failed.join("\n")}\n`)).toMatchObject({
    complete: true,
    compilations: [{ entry: null, outcome: "failed" }],
  });
  expect(await readText(`${asked}\n`)).toBeUndefined();
  const later = line(900, "a", 'get_cached_or_compile: ["-c"]');
  const known = [
    asked,
    hashed,
    line(20, "a", `Hash key: ${keyOf(1)}`),
    line(21, "a", "Cache hit in 0.001 s"),
  ];
  expect(await readText(`${known.join("\n")}\n`)).toMatchObject({ complete: true });
  expect(await readText(`${[...known, later].join("\n")}\n`)).toMatchObject({
    complete: false,
    compilations: [{ entry: entryOf(1), outcome: "hit" }],
  });
});

test("a key that is not of the length of sccache's files names no entry", async () => {
  const lines = [
    line(0, "a", 'get_cached_or_compile: ["-c"]'),
    line(1, "a", "generate_hash_key took 0.001 s"),
    line(1, "a", "Hash key: 0123456789abcdef"),
    line(2, "a", "Cache hit in 0.001 s"),
  ];
  expect((await readText(`${lines.join("\n")}\n`))?.compilations).toMatchObject([
    { entry: null, outcome: "hit" },
  ]);
});

test("two compilations of one name that begin at once are told apart only as far as that is certain", async () => {
  const start = (atMs: number, seed: number) => [
    line(atMs, "syn", `get_cached_or_compile: ["--crate-name", "syn", "-Cmetadata=${seed}"]`),
    line(atMs, "syn", "generate_hash_key took 0.000 s"),
    line(atMs, "syn", `Hash key: ${keyOf(seed)}`),
  ];
  const done = (ms: number) => `Compiled in ${(ms / 1000).toFixed(3)} s, storing in cache`;
  const apart = [
    ...[...start(0, 1), line(0, "syn", "Cache miss in 0.000 s"), ...start(700, 2)],
    ...[
      line(700, "syn", "Cache miss in 0.000 s"),
      line(2000, "syn", done(1300)),
      line(3000, "syn", done(3000)),
    ],
  ];
  expect((await readText(`${apart.join("\n")}\n`))?.compilations).toMatchObject([
    { entry: entryOf(1), outcome: "miss", compileMs: 3000 },
    { entry: entryOf(2), outcome: "miss", compileMs: 1300 },
  ]);
  const together = [
    ...[...start(0, 1), ...start(0, 2), line(1, "syn", "Cache miss in 0.001 s")],
    ...[
      line(1, "syn", "Cache miss in 0.001 s"),
      line(2001, "syn", done(2000)),
      line(3001, "syn", done(3000)),
    ],
  ];
  expect((await readText(`${together.join("\n")}\n`))?.compilations).toMatchObject([
    { entry: entryOf(1), outcome: "miss", compileMs: null },
    { entry: entryOf(2), outcome: "miss", compileMs: null },
  ]);
  const mixed = [...start(0, 1), ...start(0, 2), line(1, "syn", "Cache miss in 0.001 s")];
  const [hit, end] = [line(1, "syn", "Cache hit in 0.001 s"), line(2001, "syn", done(2000))];
  const log = await readText(`${[...mixed, hit, end].join("\n")}\n`);
  expect(log?.compilations.map(({ outcome }) => outcome)).toEqual(["unknown", "unknown"]);
  expect(log && entriesIn(log)).toEqual([entryOf(1), entryOf(2)]);
});

describe("native code", () => {
  const compilation = (atMs: number, seed: number, list: string) => [
    line(atMs, "one.o", `get_cached_or_compile: ${list}`),
    line(atMs, "one.o", "generate_hash_key took 0.000 s"),
    line(atMs, "one.o", `Hash key: ${keyOf(seed)}`),
  ];
  const ended = [
    line(2, "one.o", "Cache miss in 0.001 s"),
    line(9, "one.o", "Compiled in 0.007 s, storing in cache"),
  ];
  const nativeIn = async (...lines: string[]) =>
    (await readText(`${[...lines, ...ended].join("\n")}\n`))?.compilations.map(({ native }) => native);

  test.each([
    ['["-c", "-march=native", "one.c"]', true],
    ['["--crate-name", "one", "-C", "target_cpu=native"]', true],
    ['["-c", "one.c"]', undefined],
    ['["-c", "-march=x86-64-v3", "native.c", "-DMAIL=a@b"]', undefined],
    // What a file says is not in the log.
    ['["-c", "@flags.rsp", "one.c"]', null],
    ['["-c", "one.c", "-DCUT', null],
    ['["-c", "\\xff.c"]', undefined],
    ['["-c", "-march=native", "\\xff.c"]', true],
  ])("%s: %s", async (list, native) => {
    expect(await nativeIn(...compilation(1, 1, list))).toEqual([native]);
  });

  test("where one of two that cannot be told apart is, both count as such", async () => {
    const [one, other] = [compilation(1, 1, '["-c"]'), compilation(1, 2, '["-c", "-march=native"]')];
    const [asked, hashed, key] = [0, 1, 2].map((i) => [one[i] ?? "", other[i] ?? ""]);
    expect(await nativeIn(...(asked ?? []), ...(hashed ?? []), ...(key ?? []))).toEqual([true, true]);
  });

  test("is not known where the line with the arguments is lost", async () => {
    expect(await nativeIn(...compilation(1, 1, '["-c"]').slice(1))).toEqual([null]);
  });
});

interface Made {
  readonly label: string;
  readonly seed: number;
  readonly startMs: number;
  readonly hashMs: number;
  readonly compileMs: number;
  readonly end: "hit" | "miss" | "failed" | "not-cacheable";
}

const builds = fc.record({
  exact: fc.boolean(),
  made: fc.array(
    fc.record({
      label: fc.constantFrom("syn", "main.o", "a]: [b.o", "leaf"),
      startMs: fc.nat(8000),
      hashMs: fc.nat(900),
      compileMs: fc.nat(6000),
      end: fc.constantFrom("hit" as const, "miss" as const, "failed" as const, "not-cacheable" as const),
    }),
    { maxLength: 25 },
  ),
});

/** What a server writes when all of these run at the same time. */
function write(made: readonly Made[], exact: boolean): string[] {
  const ends = {
    miss: "storing in cache",
    failed: "but failed, not storing in cache",
    "not-cacheable": "but not cacheable",
  };
  const seconds = (ms: number) => `${(ms / 1000).toFixed(3)} s`;
  const all = made.flatMap(({ label, seed, startMs, hashMs, compileMs, end }) => {
    const keyAt = startMs + hashMs;
    const say = (atMs: number, said: string) => ({ atMs, text: line(atMs, label, said, exact) });
    return [
      say(startMs, `get_cached_or_compile: ["-c", "${seed}"]`),
      say(keyAt, `generate_hash_key took ${seconds(hashMs)}`),
      say(keyAt, `Hash key: ${keyOf(seed)}`),
      say(keyAt + 1, `Cache ${end === "hit" ? "hit" : "miss"} in 0.001 s`),
      ...(end === "hit"
        ? []
        : [say(keyAt + 1 + compileMs, `Compiled in ${seconds(compileMs)}, ${ends[end]}`)]),
    ];
  });
  return all.sort((a, b) => a.atMs - b.atMs).map(({ text }) => text);
}

/** What is claimed is true; the rest is unknown. */
function expectTrue(log: BuildLog, made: readonly Made[]): void {
  const truth = new Map(made.map((one) => [entryOf(one.seed), one]));
  for (const { entry, outcome, compileMs, label } of log.compilations) {
    const one = truth.get(entry ?? "");
    expect(one?.label).toBe(label);
    if (outcome !== "unknown") expect(outcome).toBe(one?.end);
    if (compileMs !== null) expect(compileMs).toBe(one?.compileMs);
  }
}

test("whatever runs at the same time, nothing false is told, and every entry is named", async () => {
  await fc.assert(
    fc.asyncProperty(builds, async ({ exact, made: some }) => {
      const made = some.map((one, i) => ({ ...one, seed: i + 1 }));
      const log = await readText(
        write(made, exact)
          .map((one) => `${one}\n`)
          .join(""),
      );
      expect(log?.complete).toBe(true);
      expect(log && entriesIn(log).sort()).toEqual(made.map(({ seed }) => entryOf(seed)).sort());
      if (log) expectTrue(log, made);
      for (const { label } of made.filter((one) => made.filter((o) => o.label === one.label).length === 1)) {
        const alone = log?.compilations.find((one) => one.label === label);
        expect(alone?.outcome).not.toBe("unknown");
        expect(alone?.prints).toHaveLength(2);
      }
    }),
  );
});

test("a log that is cut at its end tells what it has, and that it was cut", async () => {
  await fc.assert(
    fc.asyncProperty(
      builds,
      fc.double({ min: 0, max: 1, noNaN: true }),
      async ({ exact, made: some }, share) => {
        const made = some.map((one, i) => ({ ...one, seed: i + 1 }));
        const whole = write(made, exact)
          .map((one) => `${one}\n`)
          .join("");
        const text = whole.slice(0, Math.floor(whole.length * share));
        const log = await readText(text);
        if (log && text !== "" && !text.endsWith("\n")) expect(log.complete).toBe(false);
        // A compilation whose end is cut off looks like one that failed without a word, where the cut is between two lines.
        if (log && !log.complete) expectTrue(log, made);
      },
    ),
  );
});

test("lines in any order, lost beginnings and garbage are read without an error", async () => {
  const garbage = fc.oneof(
    fc.string(),
    fc.constantFrom(
      line(1, "leaf", "Hash key: zz"),
      line(1, "leaf", "Cache hit in x s"),
      "\u0000",
      line(2, "leaf", "Failed to decompress object"),
    ),
  );
  await fc.assert(
    fc.asyncProperty(
      builds,
      fc.array(garbage),
      fc.infiniteStream(fc.nat()),
      async ({ exact, made: some }, junk, order) => {
        const made = some.map((one, i) => ({ ...one, seed: i + 1 }));
        const lines = [...write(made, exact), ...junk].map((text) => ({ text, by: order.next().value }));
        const log = await readText(
          lines
            .sort((a, b) => a.by - b.by)
            .map(({ text }) => text)
            .join("\n"),
        );
        const known = new Set(made.map(({ seed }) => entryOf(seed)));
        for (const entry of log ? entriesIn(log) : []) expect(known).toContain(entry);
      },
    ),
  );
});

test("50,000 compilations and lines beyond all measure take little memory", async () => {
  const made = Array.from({ length: 50_000 }, (_, i) => ({
    ...{ label: `object${i % 30_000}.o`, seed: i + 1, startMs: i * 5, hashMs: 2, compileMs: 4000 },
    end: i % 2 === 0 ? ("hit" as const) : ("miss" as const),
  }));
  const file = join(folder, "large");
  const lines = write(made, true);
  const flags = Array.from({ length: 80 }, (_, i) => `"-DFLAG_${i}=value"`).join(", ");
  const long = line(0, "leaf", `get_cached_or_compile: ["${"x".repeat(8e6)}"]`);
  await writeFile(file, `${lines.join("\n").replaceAll('["-c", ', `["-c", ${flags}, `)}\n${long}\n`);
  lines.length = 0;
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  const before = process.memoryUsage().heapUsed;
  const log = await readBuildLog(file);
  // What the reading left for later turns of the event loop (closed files, settled promises) goes with them.
  await new Promise((done) => setTimeout(done, 50));
  collect();
  expect(log?.compilations).toHaveLength(50_000);
  expect(
    log?.compilations.filter(({ outcome, compileMs }) => outcome === "miss" && compileMs !== null),
  ).toHaveLength(25_000);
  expect((await stat(file)).size).toBeGreaterThan(100e6);
  expect((process.memoryUsage().heapUsed - before) / 1e6).toBeLessThan(100);
});
