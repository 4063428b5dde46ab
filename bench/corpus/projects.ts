import { mkdir, writeFile } from "node:fs/promises";
import { cargo } from "../../demo/command.ts";
import { openRecording, type Recording, type Run } from "./recording.ts";
import type { Workshop } from "./workshop.ts";

export interface Corpus {
  readonly recording: Recording;
  readonly runs: readonly Run[];
}

/** Well-known libraries of Rust, as the legs of a workflow's matrix build them into one shared directory. */
export async function profiles(workshop: Workshop): Promise<Corpus> {
  const dependencies = [
    'tokio = { version = "=1.44.2", features = ["full"] }',
    'hyper = { version = "=1.6.0", features = ["full"] }',
    'clap = { version = "=4.5.37", features = ["derive"] }',
    'syn = { version = "=2.0.100", features = ["full", "extra-traits", "visit-mut"] }',
  ];
  const unstable = { RUSTFLAGS: "--cfg tokio_unstable" };
  return recordAll("profiles", dependencies, workshop, [
    { name: "check", commands: [["check", "--locked"]] },
    { name: "dev", commands: [["build", "--locked"]] },
    { name: "release", commands: [["build", "--locked", "--release"]] },
    { name: "check-unstable", commands: [["check", "--locked"]], env: unstable },
    { name: "dev-unstable", commands: [["build", "--locked"]], env: unstable },
  ]);
}

/** Some 190 files of C++ with debug information, which a build script gives to the C++ compiler. */
export function cplusplus(workshop: Workshop): Promise<Corpus> {
  const commands = [["build", "--locked"]];
  return recordAll("cplusplus", ['spirv-tools-sys = "=0.13.3"'], workshop, [{ name: "dev", commands }]);
}

interface Leg {
  readonly name: string;
  readonly commands: readonly (readonly string[])[];
  readonly env?: Readonly<Record<string, string>>;
}

async function recordAll(
  name: string,
  dependencies: readonly string[],
  workshop: Workshop,
  legs: readonly Leg[],
): Promise<Corpus> {
  const recording = openRecording(name, workshop);
  const folder = workshop.place(name, "checkout");
  const runs: Run[] = [];
  for (const leg of legs) {
    const prepare = () => writeProject(folder, dependencies, workshop);
    runs.push(await recording.record(leg.name, { folder, prepare, ...leg }));
  }
  return { recording, runs };
}

/** A library without any code of its own. The lockfile of the first time stays. */
async function writeProject(
  folder: string,
  dependencies: readonly string[],
  { env }: Workshop,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  const manifest = [
    '[package]\nname = "corpus"\nversion = "0.0.0"\nedition = "2021"',
    '[lib]\npath = "lib.rs"',
    `[dependencies]\n${dependencies.join("\n")}\n`,
  ];
  await writeFile(`${folder}/Cargo.toml`, manifest.join("\n\n"));
  await writeFile(`${folder}/lib.rs`, "");
  await cargo(["fetch", "--quiet"], folder, { env });
}
