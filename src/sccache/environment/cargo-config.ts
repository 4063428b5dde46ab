import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { parse } from "smol-toml";

/** What cargo's configuration files say that concerns a compiler wrapper. A value that no file sets is undefined. */
export interface CargoConfig {
  readonly rustcWrapper: Told | undefined;
  readonly rustcWorkspaceWrapper: Told | undefined;
  /** The platforms that cargo builds for when nobody says `--target`. */
  readonly targets: readonly string[];
}

/** A value and the file that it comes from. */
export interface Told {
  readonly value: string;
  readonly file: string;
}

export interface CargoPlace {
  readonly workspace: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
}

/**
 * Reads the files that cargo, started in the workspace, would read: `.cargo/config.toml` there and in every folder above,
 * then the one in CARGO_HOME; the first that sets a value wins. What cannot be parsed counts as not there.
 * https://doc.rust-lang.org/cargo/reference/config.html#hierarchical-structure
 */
export function readCargoConfig(place: CargoPlace): CargoConfig {
  const builds = configFiles(place).flatMap((file) => {
    const build = readBuild(file);
    return build === undefined ? [] : [{ file, build }];
  });
  const first = (key: string): Told | undefined => {
    const found = builds.find(({ build }) => typeof build[key] === "string");
    return found && { value: String(found.build[key]), file: found.file };
  };
  const target = builds.find(({ build }) => build["target"] !== undefined)?.build["target"];
  return {
    rustcWrapper: first("rustc-wrapper"),
    rustcWorkspaceWrapper: first("rustc-workspace-wrapper"),
    targets: [target].flat().filter((one) => typeof one === "string"),
  };
}

/** In each folder the name without an ending comes before the other. */
function configFiles({ workspace, env, home }: CargoPlace): string[] {
  const folders: string[] = [];
  for (let folder = workspace; ; folder = dirname(folder)) {
    folders.push(join(folder, ".cargo"));
    if (dirname(folder) === folder) break;
  }
  const all = [...folders, env["CARGO_HOME"] || join(home, ".cargo")];
  return [...new Set(all)].flatMap((folder) => [join(folder, "config"), join(folder, "config.toml")]);
}

function readBuild(file: string): Record<string, unknown> | undefined {
  try {
    const { build } = parse(readFileSync(file, "utf8"));
    return typeof build === "object" && build !== null ? { ...build } : undefined;
  } catch {
    return undefined; // not there, or not TOML: cargo will say so itself
  }
}
