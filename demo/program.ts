import { cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { type CommandOptions, cargo, cargoOutput } from "./command.ts";

/** A published crate. */
export interface Crate {
  readonly name: string;
  /** Exact. */
  readonly version: string;
}

/** The source of a crate, ready to be built offline with the dependencies of its own lockfile. */
export interface Program extends Crate {
  readonly folder: string;
  /** Packages in its lockfile, itself left out. */
  readonly dependencies: number;
}

/**
 * Puts the source of a published crate into the folder `into` and downloads what its lockfile names, so that a build
 * afterwards downloads nothing. Cargo does it all, from wherever the user has configured; every version of a crate
 * can go into the same folder in turn, as successive commits of one checkout do.
 * @throws {Error} when cargo cannot, or when the crate was published without a lockfile.
 */
export async function fetchProgram(crate: Crate, into: string, options: CommandOptions): Promise<Program> {
  const source = await downloadedSource(crate, `${into}.asking`, options);
  await rm(into, { recursive: true, force: true });
  // What would change how the crate is built is the author's business, not ours.
  const foreign = new Set([".cargo", ".cargo-ok", "rust-toolchain", "rust-toolchain.toml"]);
  await cp(source, into, { recursive: true, filter: (path) => !foreign.has(basename(path)) });
  const lockfile = await readFile(join(into, "Cargo.lock"), "utf8").catch((cause: unknown) => {
    throw new Error(`${crate.name} ${crate.version} was published without a lockfile`, { cause });
  });
  await cargo(["fetch", "--locked", "--quiet"], into, options);
  return { ...crate, folder: into, dependencies: lockfile.split("[[package]]").length - 2 };
}

/** Where cargo unpacked the crate: a throwaway project depends on it, and cargo tells where its packages lie. */
export async function downloadedSource(
  { name, version }: Crate,
  project: string,
  options: CommandOptions,
): Promise<string> {
  await mkdir(project, { recursive: true });
  try {
    const manifest = [
      '[package]\nname = "asking"\nversion = "0.0.0"\nedition = "2021"',
      '[lib]\npath = "lib.rs"',
      `[dependencies]\n${name} = "=${version}"\n`,
    ];
    await writeFile(join(project, "Cargo.toml"), manifest.join("\n\n"));
    await writeFile(join(project, "lib.rs"), "");
    const answer = await cargoOutput(["metadata", "--format-version=1", "--quiet"], project, options);
    const { packages } = JSON.parse(answer) as { packages: (Crate & { manifest_path: string })[] };
    const found = packages.find((one) => one.name === name && one.version === version);
    if (!found) throw new Error(`cargo knows no ${name} ${version}`);
    return dirname(found.manifest_path);
  } finally {
    await rm(project, { recursive: true, force: true });
  }
}
