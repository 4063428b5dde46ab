import { chmod, writeFile } from "node:fs/promises";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { type InputOptions, type OutputChunk, rolldown } from "rolldown";
import { builtWorker } from "../../src/bundle/threads/pool.ts";
import { licences } from "./licences.ts";

/** What to bundle: the name of the output, without `.js`, and its source, relative to the root. */
export type Entries = Readonly<Record<string, string>>;

export interface BundleOptions {
  readonly entries: Entries;
  /** The folder of package.json and node_modules. Nothing of it gets into the output. */
  readonly root: string;
  /** An absolute path. Files of earlier builds are not removed. */
  readonly into: string;
  /** Names of the entries that a shell starts. */
  readonly executable: readonly string[];
}

/** For Node, and any warning is an error. */
const strict = {
  platform: "node",
  tsconfig: false,
  onLog(level, log) {
    if (level === "warn") throw new Error(`${log.code}: ${log.message}`);
  },
} as const satisfies InputOptions;

/**
 * Writes one ES module for each entry, chunks for what they share and for what they import lazily, and the
 * licences of everything in them. Equal sources give equal bytes, wherever and whenever they are built.
 * @throws {Error} on any warning, and when the output needs a package at run time.
 */
export async function bundle({ entries, root, into, executable }: BundleOptions): Promise<void> {
  const build = await rolldown({ input: { ...entries }, cwd: root, ...strict });
  const { output } = await build.write({
    dir: into,
    format: "esm",
    sourcemap: false,
    entryFileNames: "[name].js",
    // Flat, since modules look for dist/zstd beside themselves; without a hash, so that names stay.
    chunkFileNames: "chunk-[name].js",
    banner: ({ name, isEntry }) => (isEntry && executable.includes(name) ? "#!/usr/bin/env node" : ""),
  });
  await build.close();
  const chunks = output.filter((file) => file.type === "chunk");
  for (const chunk of chunks) rejectPackages(chunk, new Set(chunks.map(({ fileName }) => fileName)));
  const modules = chunks.flatMap(({ moduleIds }) => moduleIds);
  await writeFile(join(into, "licenses.txt"), licences(root, modules));
  for (const name of executable) await chmod(join(into, `${name}.js`), 0o755);
}

function rejectPackages(chunk: OutputChunk, own: ReadonlySet<string>): void {
  for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
    if (own.has(name) || name.startsWith("node:") || builtinModules.includes(name)) continue;
    throw new Error(`${chunk.fileName} imports ${name}, which is neither Node's nor part of the bundle`);
  }
}

/**
 * Writes `source`, relative to `root`, and all that it needs as one CommonJS script, and returns the paths of its modules.
 * @throws {Error} on any warning
 */
export async function bundleScript(root: string, source: string, file: string): Promise<string[]> {
  const build = await rolldown({ input: source, cwd: root, ...strict });
  const { output } = await build.write({ file, format: "cjs", sourcemap: false, codeSplitting: false });
  await build.close();
  return output.flatMap((one) => (one.type === "chunk" ? one.moduleIds : []));
}

/**
 * Writes what the threads of packing and unpacking run into the folder `into`, and returns the file. It needs nothing that the
 * program does not.
 */
export async function bundleWorker(root: string, into: string): Promise<string> {
  const file = join(into, builtWorker);
  await bundleScript(root, "src/bundle/threads/worker.ts", file);
  return file;
}
