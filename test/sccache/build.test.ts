import { mkdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { scan } from "../../src/sccache/directory.ts";
import { readBuildSettings } from "../../src/sccache/environment/build-settings.ts";
import { buildEnvironment } from "../../src/sccache/environment/environment.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { placeOf } from "../../src/sccache/server/statistics.ts";
import { realSccache } from "./real-sccache.ts";
import { openWorkbench, type Workbench } from "./workbench.ts";

/** A crate that uses another one, and a C file: all without a registry. */
const PROJECT: Readonly<Record<string, string>> = {
  "Cargo.toml":
    '[package]\nname = "app"\nversion = "1.0.0"\nedition = "2021"\n[dependencies]\nleaf = { path = "leaf" }\n',
  "src/lib.rs": "pub fn twice() -> u32 { 2 * leaf::one() }\n",
  "leaf/Cargo.toml": '[package]\nname = "leaf"\nversion = "1.0.0"\nedition = "2021"\n',
  "leaf/src/lib.rs": "pub fn one() -> u32 { 1 }\n",
  "one.h": "#define ONE 1\n",
  "one.c": '#include "one.h"\nint one(void) { return ONE; }\n',
};

const LONG_AGO = 1_000_000_000;

let bench: Workbench;

beforeAll(async () => {
  bench = await openWorkbench(await realSccache());
  for (const [name, content] of Object.entries(PROJECT)) {
    const file = path.join(bench.folder, "project", name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, content);
    // Direct mode does not trust a header that is as new as the compilation.
    await utimes(file, LONG_AGO, LONG_AGO);
  }
});

afterAll(() => bench?.close());

/** The environment that a job would have whose workspace this is, and what it would be told. */
function openJob(workspace: string, theirs: Readonly<Record<string, string>> = {}) {
  const wrap = ["rust", "c"] as const;
  const env = { ...bench.env, ...theirs };
  const place = { workspace, env, home: bench.folder, platform: process.platform };
  const { exports, notices, warnings } = buildEnvironment({
    directory: bench.directory,
    cacheSizeBytes: 100_000_000,
    wrap,
    sccachePath: bench.sccache.path,
    isLauncher: false,
    env,
    platform: process.platform,
    isAsked: true,
    settings: readBuildSettings(place, wrap),
  });
  const exported = Object.fromEntries(exports.map(({ name, value }) => [name, value]));
  return { env: { ...env, ...exported }, notices, warnings };
}

/** Builds all from nothing. */
async function build(): Promise<void> {
  const project = path.join(bench.folder, "project");
  await rm(path.join(project, "target"), { recursive: true, force: true });
  const { env, ...told } = openJob(project);
  expect(told).toEqual({ notices: [], warnings: [] });
  await runProgram("cargo", ["build", "--offline", "--manifest-path", path.join(project, "Cargo.toml")], {
    env,
    limitMs: 150_000,
  });
  await runProgram("sh", ["-c", 'cd "$0" && $CC -c one.c -o one.o', project], { env, limitMs: 150_000 });
}

test("a build fills the directory, the next one uses it, and stopping leaves it as it is", async () => {
  expect(await bench.sccache.isServerAlive()).toBe(false);
  expect(await bench.sccache.statistics()).toBeUndefined();
  expect(await scan(bench.directory)).toEqual({ entries: [], foreign: 0, unreadable: [] });

  await build();
  const cold = await bench.sccache.statistics();
  expect(cold).toMatchObject({
    hits: { total: 0 },
    misses: { total: 3, byLanguage: { Rust: 2, "C/C++": 1 } },
    errors: { total: 0 },
    maxCacheSizeBytes: 100_000_000,
  });
  expect(cold && placeOf(cold)).toEqual({ kind: "directory", path: bench.directory });
  const filled = await scan(bench.directory);
  expect(filled.foreign).toBe(0);
  expect(filled.entries.map(({ kind }) => kind).sort()).toEqual([
    "object",
    "object",
    "object",
    "preprocessor",
  ]);
  for (const { bytes } of filled.entries) expect(bytes).toBeGreaterThan(0);

  for (const { name } of filled.entries) await utimes(path.join(bench.directory, name), LONG_AGO, LONG_AGO);
  await build();
  const warm = await bench.sccache.statistics();
  expect(warm).toMatchObject({ hits: { total: 3 }, misses: { total: 3 } });

  expect(await bench.sccache.stop()).toEqual({ kind: "stopped" });
  expect(await bench.sccache.isServerAlive()).toBe(false);
  expect(await bench.sccache.statistics()).toBeUndefined();
  expect(await bench.sccache.stop()).toEqual({ kind: "not-running" });

  const used = await scan(bench.directory);
  expect(used.entries.map(({ name }) => name)).toEqual(filled.entries.map(({ name }) => name));
  for (const { kind, mtimeMs, atimeMs } of used.entries) {
    if (kind === "object") expect(Math.min(mtimeMs, atimeMs)).toBeGreaterThan(LONG_AGO * 1000);
  }
});

test("of two checkouts that are base directories, neither gets the other's objects, and equal ones are shared", async () => {
  const [one, two] = ["one", "two"].map((name) => path.join(bench.folder, name));
  const compile = async (checkout = "", value: string) => {
    await mkdir(checkout, { recursive: true });
    for (const [name, text] of [
      ["value.h", `#define VALUE "${value}"\n`],
      ["value.c", '#include "value.h"\nconst char *value = VALUE;\n'],
    ] as const) {
      await writeFile(path.join(checkout, name), text);
      await utimes(path.join(checkout, name), LONG_AGO, LONG_AGO);
    }
    const { env } = openJob(checkout, { SCCACHE_BASEDIRS: [one, two].join(path.delimiter) });
    await runProgram("sh", ["-c", 'cd "$0" && $CC -c value.c -o value.o', checkout], {
      env,
      limitMs: 60_000,
    });
    return readFile(path.join(checkout, "value.o"), "latin1");
  };
  expect(await compile(one, "first")).toContain("first");
  expect(await compile(two, "second")).toContain("second");
  expect(await compile(two, "first")).toContain("first");
  expect(await bench.sccache.statistics()).toMatchObject({ hits: { total: 1 }, misses: { total: 2 } });
});
