import { mkdir, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { scan } from "../../src/sccache/directory.ts";
import { runProgram } from "../../src/sccache/run-program.ts";
import { type BuildLog, logVariables, readBuildLog } from "../../src/sccache/server/log.ts";
import { realSccache } from "./real-sccache.ts";
import { openWorkbench } from "./workbench.ts";

/** What servers of these versions wrote over the same seven calls: logs/record.sh. */
const versions = ["0.7.7", "0.8.2", "0.9.1", "0.10.0", "0.14.0", "0.15.0", "0.16.0", "0.19.0"];
const entriesIn = ({ compilations }: BuildLog) =>
  new Set(compilations.map(({ entry }) => entry).filter((entry) => entry !== null));
const logOf = (version: string) => readBuildLog(path.join(import.meta.dirname, "logs", `${version}.txt`));

test.each(versions)("sccache %s tells label, language, entry, outcome and time", async (version) => {
  const log = await logOf(version);
  expect(log?.complete).toBe(true);
  const [lib, object, libAgain, objectAgain, bad, ...more] = log?.compilations ?? [];
  expect(more).toEqual([]);
  expect(lib).toMatchObject({ label: "leaf", language: "rust", outcome: "miss", why: null });
  expect(object).toMatchObject({ label: "one.o", language: "c", outcome: "miss", why: null });
  expect(lib?.compileMs).toBeGreaterThan(10);
  expect(object?.compileMs).toBeGreaterThan(10);
  expect(libAgain).toEqual({ ...lib, outcome: "hit", compileMs: null });
  expect(objectAgain).toEqual({ ...object, outcome: "hit", compileMs: null });
  expect(bad).toMatchObject({ label: "bad", outcome: "failed" });
  for (const { entry } of log?.compilations ?? [])
    expect(entry).toMatch(/^([0-9a-f])\/([0-9a-f])\/\1\2[0-9a-f]{62}$/);
  expect(lib?.prints).toHaveLength(15);
});

test("sccache 0.4.2 names no keys, so its log is no evidence", async () => {
  expect(await logOf("0.4.2")).toBeUndefined();
});

const LONG_AGO = new Date("2020-01-01");

test("what a clean build used by the log is what it used by the times of files, in Rust and C++", async () => {
  const bench = await openWorkbench(await realSccache());
  try {
    const project = path.join(bench.folder, "project");
    const files: Readonly<Record<string, string>> = {
      "a/src/lib.rs": "pub fn a() -> u32 { 1 }\n",
      "b/src/lib.rs": "pub fn b() -> u32 { a::a() }\n",
      "b/build.rs": probe,
      "src/main.rs": 'fn main() { println!("{}", b::b()); }\n',
      "a/Cargo.toml": '[package]\nname = "a"\nversion = "1.0.0"\nedition = "2021"\n',
      "b/Cargo.toml":
        '[package]\nname = "b"\nversion = "1.0.0"\nedition = "2021"\n[dependencies]\na = { path = "../a" }\n',
      "Cargo.toml":
        '[package]\nname = "app"\nversion = "1.0.0"\nedition = "2021"\n[dependencies]\nb = { path = "b" }\n',
      "x/main.cc": '#include "x.h"\nint x() { return X; }\n',
      "y/main.cc": '#include "../x/x.h"\nint y() { return X + 1; }\n',
      "x/x.h": "#define X 1\n",
    };
    for (const [name, content] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(project, name)), { recursive: true });
      await writeFile(path.join(project, name), content);
      await utimes(path.join(project, name), LONG_AGO, LONG_AGO);
    }
    const build = async (round: number) => {
      const logFile = path.join(bench.folder, `log-${round}`);
      await runProgram(bench.sccache.path, ["--start-server"], {
        env: { ...bench.env, ...logVariables, SCCACHE_ERROR_LOG: logFile },
        limitMs: 150_000,
      });
      const env = {
        ...bench.env,
        RUSTC_WRAPPER: bench.sccache.path,
        CARGO_INCREMENTAL: "0",
        S: bench.sccache.path,
      };
      const target = path.join(bench.folder, `target-${round}`);
      await runProgram(
        "cargo",
        ["build", "--offline", "--manifest-path", path.join(project, "Cargo.toml"), "--target-dir", target],
        {
          env,
          limitMs: 150_000,
        },
      );
      const objects = 'cd "$0" && for d in x y; do $S c++ -c $d/main.cc -o $d/main.o & done; wait';
      await runProgram("sh", ["-c", objects, project], { env, limitMs: 150_000 });
      const statistics = await bench.sccache.statistics();
      await bench.sccache.stop();
      return { log: await readBuildLog(logFile), statistics };
    };
    const usedByTimes = async () => {
      const { entries } = await scan(bench.directory);
      const used = entries.filter(({ kind, mtimeMs }) => kind === "object" && mtimeMs > LONG_AGO.getTime());
      return used.map(({ name }) => name).sort();
    };

    const cold = await build(1);
    const made = await usedByTimes();
    // The probe of the build script fails to compile, so its entry is named in the log and is never made.
    const named = (log: typeof cold.log) =>
      log ? [...entriesIn(log)].filter((name) => made.includes(name)).sort() : [];
    expect(cold.log?.complete).toBe(true);
    expect(named(cold.log)).toEqual(made);
    expect(cold.log?.compilations.filter(({ outcome }) => outcome === "hit")).toEqual([]);
    expect(cold.log?.compilations.filter(({ outcome }) => outcome === "failed")).toHaveLength(
      cold.statistics?.compileFails ?? -1,
    );

    for (const name of made) await utimes(path.join(bench.directory, name), LONG_AGO, LONG_AGO);
    await utimes(path.join(project, "b/src/lib.rs"), new Date(), new Date());
    await writeFile(path.join(project, "b/src/lib.rs"), "pub fn b() -> u32 { a::a() + 1 }\n");
    const warm = await build(2);
    const used = await usedByTimes();
    expect(
      warm.log &&
        [...entriesIn(warm.log)].filter((name) => used.includes(name) || made.includes(name)).sort(),
    ).toEqual(used);
    const hits = warm.log?.compilations.filter(({ outcome }) => outcome === "hit").length ?? 0;
    expect(hits).toBe(warm.statistics?.hits.total);
    expect(made.filter((name) => !used.includes(name))).toHaveLength(1);
  } finally {
    await bench.close();
  }
});

/** Asks the compiler for a feature that it does not have, as the build scripts of anyhow or proc-macro2 do. */
const probe = `
fn main() {
    let out = std::env::var("OUT_DIR").unwrap();
    let source = format!("{out}/probe.rs");
    std::fs::write(&source, "#![feature(rustc_attrs)] pub fn f() {}").unwrap();
    let status = std::process::Command::new(std::env::var("RUSTC_WRAPPER").unwrap())
        .arg(std::env::var("RUSTC").unwrap())
        .args(["--crate-name", "probe", "--crate-type=lib", "--emit=dep-info,metadata", "--out-dir", &out, &source])
        .stderr(std::process::Stdio::null())
        .status()
        .unwrap();
    assert!(!status.success());
}
`;
