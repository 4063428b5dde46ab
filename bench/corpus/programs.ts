import { execFile } from "node:child_process";
import { appendFile, cp, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import type { CommandOptions } from "../../demo/command.ts";
import { fetchProgram } from "../../demo/program.ts";
import type { Workshop } from "./workshop.ts";

/** A published program, as the jobs of a workflow build it. */
export interface Program {
  readonly name: string;
  readonly versions: readonly [string, ...string[]];
  readonly commands: readonly (readonly string[])[];
  /** Libraries of the system that it needs, by the names that pkg-config knows, and the packages of Debian that bring them. */
  readonly libraries: Readonly<Record<string, string>>;
  /** The file of the program itself that an edit changes. */
  readonly edited: string;
  /** Makes `folder` a fresh checkout of a version, and downloads what it needs. */
  fetch(version: string, folder: string, options: CommandOptions): Promise<void>;
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
  ...published("just"),
};

/** Large: a game engine with its default features, 350 entries of 4 GB. */
export const bevy: Program = {
  name: "bevy",
  versions: ["0.19.0", "0.19.1"],
  commands: [["build", ...offline]],
  libraries: { alsa: "libasound2-dev", libudev: "libudev-dev", "wayland-client": "libwayland-dev" },
  ...published("bevy"),
};

/** Of three small libraries without dependencies, from the tests: to see in a minute that a benchmark runs. */
export const tiny: Program = {
  name: "tiny",
  versions: ["1", "2"],
  commands: [["build", ...offline]],
  libraries: {},
  edited: "words/src/lib.rs",
  async fetch(version, folder) {
    await rm(folder, { recursive: true, force: true });
    await cp(join(import.meta.dirname, "../../test/e2e/fixture"), folder, { recursive: true });
    await appendFile(join(folder, "words/src/lib.rs"), `\npub const VERSION: &str = "${version}";\n`);
  },
};

/** By name. */
export const programs = { just, bevy, tiny };

function published(name: string): Pick<Program, "edited" | "fetch"> {
  return {
    edited: "src/lib.rs",
    async fetch(version, folder, options) {
      await fetchProgram({ name, version }, folder, options);
    },
  };
}

/** What a checkout is to hold: a version, after so many edits of one file of the program itself. */
export interface Revision {
  readonly version: string;
  readonly edits: number;
}

/** Makes `folder` a fresh checkout, and downloads what it needs. @throws {Error} in one line when libraries are missing */
export async function checkOut(
  program: Program,
  { version, edits }: Revision,
  folder: string,
  { env }: Workshop,
): Promise<void> {
  await checkLibraries(program);
  await program.fetch(version, folder, { env });
  const code = Array.from({ length: edits }, (_, i) => editOf(i + 1)).join("");
  await appendFile(join(folder, program.edited), code);
}

async function checkLibraries({ name, libraries }: Program): Promise<void> {
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
