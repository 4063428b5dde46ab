import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fetchProgram } from "../../demo/program.ts";
import { openRecording, type Recording, type Run } from "./recording.ts";
import type { Workshop } from "./workshop.ts";

/** Successive published versions of a program, each built as one run of a workflow on the default branch. */
const versions = [50, 51, 52, 53, 54, 55, 56, 57, 58, 59].map((minor) => `1.${minor}.0`);

const commands = [
  ["build", "--locked", "--offline"],
  ["test", "--no-run", "--locked", "--offline"],
];

/** The first `count` versions of `just` with all their dependencies, one after the other. */
export async function justSeries(
  workshop: Workshop,
  count: number = versions.length,
): Promise<{ recording: Recording; runs: Run[] }> {
  const recording = openRecording("just", workshop);
  const runs: Run[] = [];
  for (const version of versions.slice(0, count)) {
    runs.push(await record(recording, workshop, { name: version, version, edits: 0 }));
  }
  return { recording, runs };
}

/** Builds of one version after 1, 2, … edits of one file of the program itself, as the pushes of a pull request. */
export async function justEdits(
  workshop: Workshop,
  { version, from, to }: { version: string; from: number; to: number },
): Promise<Run[]> {
  const recording = openRecording("just", workshop);
  const runs: Run[] = [];
  for (let edits = from; edits <= to; edits += 1) {
    runs.push(await record(recording, workshop, { name: `${version}-edit-${edits}`, version, edits }));
  }
  return runs;
}

function record(
  recording: Recording,
  workshop: Workshop,
  { name, version, edits }: { name: string; version: string; edits: number },
): Promise<Run> {
  const folder = workshop.place("just", "checkout");
  const prepare = async () => {
    await fetchProgram({ name: "just", version }, folder, { env: workshop.env });
    const file = join(folder, "src", "lib.rs");
    const edit = Array.from({ length: edits }, (_, i) => editOf(i + 1)).join("");
    await writeFile(file, (await readFile(file, "utf8")) + edit);
  };
  return recording.record(name, { folder, prepare, commands });
}

/** A function more. */
function editOf(number: number): string {
  return `\npub fn edited_${number}(text: &str) -> usize {\n  text.lines().map(|line| line.len() + ${number}).sum()\n}\n`;
}
