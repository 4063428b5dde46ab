import { execFile } from "node:child_process";
import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";
import { type ExplainFacts, explain, workspaceCrates } from "../../src/report/explain/explain.ts";
import type { Explanation } from "../../src/report/report.ts";
import { scan } from "../../src/sccache/directory.ts";
import { printEnvironment } from "../../src/sccache/environment/key-variables.ts";
import { logVariables, readBuildLog } from "../../src/sccache/server/log.ts";
import { runDetached } from "../../src/sccache/server/start.ts";
import type { Workbench } from "../sccache/workbench.ts";
import { restoredOutcome } from "./made-up-outcome.ts";

const call = promisify(execFile);

/** What the next build finds different, and what it is told to do. */
export interface Round {
  readonly project: string;
  readonly env: Readonly<Record<string, string>>;
  readonly directory: string;
  readonly build: readonly (readonly string[])[];
}

export interface Provocation {
  /** Changes files before the second build, and returns what it changes of the round. */
  readonly change: (round: Round) => Promise<Partial<Round> | undefined> | Partial<Round> | undefined;
  /** What is known beside the build itself. */
  readonly facts?: (facts: ExplainFacts) => Partial<ExplainFacts>;
  /** Ends or empties the server after the second build. */
  readonly after?: (bench: Workbench) => Promise<unknown>;
}

const manifest = (name: string, rest = "") =>
  `[package]\nname = "${name}"\nversion = "1.0.0"\nedition = "2021"\n${rest}`;

/** A workspace of a program and two crates, a vendored crate in two versions, and two C files. */
export const projectFiles: Readonly<Record<string, string>> = {
  "Cargo.toml": `${manifest("app", '[features]\nextra = ["near/extra"]\n[dependencies]\nnear = { path = "near" }\n')}[workspace]\n`,
  "src/main.rs": 'fn main() { println!("{}", near::near()); }\n',
  "near/Cargo.toml": manifest(
    "near",
    '[features]\nextra = []\n[dependencies]\nfar = { path = "../far" }\nthird = "1"\n',
  ),
  "near/src/lib.rs":
    'pub fn near() -> u32 { far::far() + third::third() }\npub const SHA: Option<&str> = option_env!("NEAR_SHA");\n',
  "far/Cargo.toml": manifest("far"),
  "far/src/lib.rs": "pub fn far() -> u32 { 1 }\n",
  "vendor/third/Cargo.toml": manifest("third"),
  "vendor/third/src/lib.rs": "pub fn third() -> u32 { 3 }\n",
  "vendor/third/.cargo-checksum.json": '{"files":{},"package":null}',
  ".cargo/config.toml":
    '[source.crates-io]\nreplace-with = "vendored"\n[source.vendored]\ndirectory = "vendor"\n[net]\noffline = true\n',
  "one.c": "int one(void) { return 1; }\n",
  "include/far.h": "int near(void);\n",
  "near.c": "#include <far.h>\nint near(void) { return 1; }\n",
};

/** Builds, takes what is then in the directory for a bundle, changes something, builds again, and explains. */
export async function provoke(
  bench: Workbench,
  { change, facts, after }: Provocation,
): Promise<Explanation | undefined> {
  const project = path.join(bench.folder, "project");
  for (const folder of [project, bench.directory]) await rm(folder, { recursive: true, force: true });
  for (const [name, text] of Object.entries(projectFiles)) await write(path.join(project, name), text);
  const round: Round = {
    project,
    env: {
      ...bench.env,
      RUSTC_WRAPPER: bench.sccache.path,
      CARGO_INCREMENTAL: "0",
      CARGO_NET_OFFLINE: "true",
    },
    directory: bench.directory,
    build: [
      ["cargo", "build", "-q", "--offline"],
      [bench.sccache.path, "cc", "-c", "-O1", "one.c", "-o", "one.o"],
      [bench.sccache.path, "cc", "-c", "-O1", `-I${project}/include`, "near.c", "-o", "near.o"],
    ],
  };
  await build(bench, round, 1);
  const before = await readBuildLog(logFile(bench, 1));
  const named = new Map(before?.compilations.map((one) => [one.entry, one]));
  const { entries } = await scan(bench.directory);
  const past = {
    entries: entries
      .filter(({ kind }) => kind === "object")
      .map(({ name }) => ({
        name,
        label: named.get(name)?.label ?? null,
        prints: named.get(name)?.prints ?? null,
      })),
    toolchain: await toolchain(round),
    created: 0,
    environment: environmentOf(round),
  };
  const lockfile = await readFile(path.join(project, "Cargo.lock"), "utf8");
  const next: Round = { ...round, ...(await change(round)) };
  await build(bench, next, 2);
  await after?.(bench);
  const statistics = await bench.sccache.statistics();
  const lockfileNow = await readFile(path.join(next.project, "Cargo.lock"), "utf8");
  const known: ExplainFacts = {
    restore: restoredOutcome(),
    past,
    now: { toolchain: await toolchain(next), environment: environmentOf(next) },
    lockfilesChanged: lockfile !== lockfileNow,
    ownCrates: workspaceCrates(lockfileNow),
    statistics,
    directory: bench.directory,
    compilations: (await readBuildLog(logFile(bench, 2)))?.compilations,
  };
  return explain({ ...known, ...facts?.(known) });
}

/** Builds from nothing, by a server of the round's own environment that logs what it does. */
async function build(bench: Workbench, { project, env, build: calls }: Round, number: number): Promise<void> {
  await bench.sccache.stop();
  await rm(path.join(project, "target"), { recursive: true, force: true });
  const whole = { ...env, ...logVariables, SCCACHE_ERROR_LOG: logFile(bench, number) };
  await rm(logFile(bench, number), { force: true });
  const outputFile = path.join(bench.folder, "start.txt");
  const started = await runDetached(bench.sccache.path, ["--start-server"], {
    env: whole,
    limitMs: 150_000,
    outputFile,
  });
  if (started !== "exit 0") throw new Error(`no server: ${started}`);
  for (const [program = "", ...args] of calls) await call(program, args, { env, cwd: project });
}

function logFile({ folder }: Workbench, number: number): string {
  return path.join(folder, `server-${number}.log`);
}

function environmentOf({ env, project }: Round): Record<string, string> {
  return printEnvironment(env, { workspace: project, cargoHome: path.join(env["HOME"] ?? "/", ".cargo") });
}

async function toolchain({ env }: Round): Promise<string> {
  const { stdout } = await call(env["RUSTC"] ?? "rustc", ["-vV"], { env });
  return stdout.split("\n")[0] ?? "";
}

export async function write(file: string, text: string): Promise<undefined> {
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, text);
}

export async function edit(file: string, from: string | RegExp, to: string): Promise<undefined> {
  const text = await readFile(file, "utf8");
  const edited = text.replace(from, to);
  if (edited === text) throw new Error(`${file} does not hold ${from}`);
  await writeFile(file, edited);
}

/** The same checkout at another path. */
export async function moved(round: Round): Promise<Partial<Round>> {
  const project = path.join(path.dirname(round.project), "elsewhere", "checkout");
  await rm(project, { recursive: true, force: true });
  await cp(round.project, project, { recursive: true });
  const build = round.build.map((call) => call.map((one) => one.replace(round.project, project)));
  return { project, build };
}
