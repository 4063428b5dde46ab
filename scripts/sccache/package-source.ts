import { rename } from "node:fs/promises";
import path from "node:path";
import { provide } from "../../src/sccache/install/download.ts";
import { binaryName, type Machine, type Source } from "../../src/sccache/install/source.ts";
import { openSccache } from "../../src/sccache/server/server.ts";

export interface PackageOptions {
  /** Of the manager and the version; also names the folder that keeps the binary. */
  readonly label: string;
  /** Runs the package manager so that `folder`, which is empty, gets a `bin` with sccache in it. */
  readonly install: (folder: string) => Promise<void>;
}

/** The sccache that a package manager brings, installed once and kept in the machine's tools folder. */
export function packageSource(
  { platform, env, toolsFolder }: Machine,
  { label, install }: PackageOptions,
): Source {
  const file = binaryName(platform);
  const folder = path.join(toolsFolder, `sccache-${label.replaceAll(" ", "-")}`);
  const make = async (empty: string): Promise<void> => {
    await install(empty);
    await rename(path.join(empty, "bin", file), path.join(empty, file));
  };
  const find = async () => {
    const binary = await provide(folder, file, make);
    const version = await openSccache({ path: binary, env }).version();
    return { path: binary, version };
  };
  return { label, find };
}
