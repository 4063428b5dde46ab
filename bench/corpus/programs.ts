import { execFile } from "node:child_process";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { fetchProgram } from "../../demo/program.ts";
import type { Workshop } from "./workshop.ts";

/** A published program, as the jobs of a workflow build it. */
export interface Program {
  readonly name: string;
  readonly versions: readonly [string, ...string[]];
  readonly commands: readonly (readonly string[])[];
  /** Libraries of the system that it needs, by the names that pkg-config knows, and the packages of Debian that bring them. */
  readonly libraries: Readonly<Record<string, string>>;
}

const offline = ["--locked", "--offline"];

/** Of middling size: a hundred crates, and C in one of them. */
export const just: Program = {
  name: "just",
  versions: ["1.50.0", ...[51, 52, 53, 54, 55, 56, 57, 58, 59].map((minor) => `1.${minor}.0`)],
  commands: [
    ["build", ...offline],
    ["test", "--no-run", ...offline],
  ],
  libraries: {},
};

/** Large: a game engine with its default features, 545 packages and 4 GB of entries. */
export const bevy: Program = {
  name: "bevy",
  versions: ["0.19.0", "0.19.1"],
  commands: [["build", ...offline]],
  libraries: { alsa: "libasound2-dev", libudev: "libudev-dev", "wayland-client": "libwayland-dev" },
};

/** Small: to see that a benchmark runs. */
export const hexyl: Program = {
  name: "hexyl",
  versions: ["0.15.0", "0.16.0"],
  commands: [["build", ...offline]],
  libraries: {},
};

/** By name. */
export const programs = { just, bevy, hexyl };

/** What a checkout is to hold: a version, after so many edits of one file of the program itself. */
export interface Revision {
  readonly version: string;
  readonly edits: number;
}

/** Makes `folder` a fresh checkout, and downloads what it needs. @throws {Error} in one line when libraries are missing */
export async function checkOut(
  { name, libraries }: Program,
  { version, edits }: Revision,
  folder: string,
  { env }: Workshop,
): Promise<void> {
  await checkLibraries(name, libraries);
  await fetchProgram({ name, version }, folder, { env });
  const code = Array.from({ length: edits }, (_, i) => editOf(i + 1)).join("");
  await appendFile(join(folder, "src", "lib.rs"), code);
}

async function checkLibraries(name: string, libraries: Program["libraries"]): Promise<void> {
  const missing: string[] = [];
  for (const [library, debian] of Object.entries(libraries)) {
    const found = promisify(execFile)("pkg-config", ["--exists", library]);
    await found.catch(() => missing.push(debian));
  }
  if (missing.length === 0) return;
  throw new Error(
    `${name} needs pkg-config and ${missing.join(", ")}: apt-get install pkg-config ${missing.join(" ")}`,
  );
}

/** A function more. */
function editOf(number: number): string {
  return `\npub fn edited_${number}(text: &str) -> usize {\n  text.lines().map(|line| line.len() + ${number}).sum()\n}\n`;
}
