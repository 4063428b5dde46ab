import { rmSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { plainEnvironment } from "../../demo/environment.ts";
import { findSccacheByAnyMeans } from "../../scripts/sccache/any-means.ts";
import type { Log } from "../../src/log.ts";
import { DEFAULT_VERSION } from "../../src/sccache/install/install.ts";
import { freePort } from "../../src/sccache/server/address.ts";
import { lock } from "./lock.ts";

/** What corpora are made with, and where. */
export interface Workshop {
  /** A path in the folder where corpora stay from one run of the benchmarks to the next. */
  place(...names: string[]): string;
  /**
   * A path in the folder of what lives as long as this process, never given twice: a file system takes long to make files
   * right after it removed as many.
   */
  fresh(name: string): string;
  /** An environment with an sccache server of its own and nothing else that would change a build. */
  readonly env: Readonly<Record<string, string>>;
  readonly sccache: { readonly path: string; readonly version: string };
  /** Tells how it goes; what is measured is printed elsewhere. */
  say(line: string): void;
}

const root = join(import.meta.dirname, "../..");

/**
 * Opens the folder `.bench` of the checkout, for this process alone; sccache is installed when there is none of its
 * version. @throws {Error} when another process works there.
 */
export async function openWorkshop(): Promise<Workshop> {
  const say = (line: string) => console.error(line);
  const log: Log = { debug: () => {}, info: () => {}, notice: say, warning: say };
  const env = { ...plainEnvironment(process.env), SCCACHE_SERVER_PORT: String(await freePort()) };
  const { platform, arch } = process;
  const machine = { platform, arch, env, toolsFolder: join(root, ".tools") };
  const { path, version } = await findSccacheByAnyMeans(DEFAULT_VERSION, { machine, log });
  const place = (...names: string[]) => join(root, ".bench", ...names);
  await mkdir(place(), { recursive: true });
  lock(place("lock"));
  await mkdir(place("temp"), { recursive: true });
  process.once("exit", () => rmSync(place("temp"), { recursive: true, force: true }));
  let given = 0;
  const fresh = (name: string) => {
    given += 1;
    return place("temp", `${given}-${name}`);
  };
  return { place, fresh, env, sccache: { path, version }, say };
}
