import { join } from "node:path";
import { type Manifest, withoutPast } from "../../src/bundle/format/manifest.ts";
import { readManifest } from "../../src/bundle/format/read-manifest.ts";
import { type PackOnce, pack } from "../../src/bundle/pack.ts";
import type { Packed } from "../../src/bundle/pack-request.ts";
import { unpack } from "../../src/bundle/unpack.ts";
import { type MadeUpEntry, writeTree, zstd } from "./made-up-entries.ts";

export const about: Omit<Manifest, "level" | "segments" | "entries"> = {
  ...withoutPast,
  creator: "test 1.0.0",
  created: 1_700_000_000,
  sccacheVersion: "0.16.0",
  environment: { RUSTFLAGS: "0123456789ab" },
};

/** Writes entries into `folder`/in and packs them into `folder`/bundle.tar.zst. */
export async function packTree(
  folder: string,
  entries: readonly MadeUpEntry[],
  options: Partial<PackOnce> = {},
): Promise<Packed & { readonly file: string }> {
  const directory = join(folder, "in");
  await writeTree(directory, entries);
  const file = join(folder, "bundle.tar.zst");
  const request = {
    directory,
    entries: entries.map(({ name, lastUse }) => ({ name, lastUse, runs: 1 })),
    known: new Map(),
    out: file,
    about,
    level: 3,
    segmentRawBytes: 400_000,
    threads: 1,
    ...options,
  };
  return { ...(await pack(request, zstd)), file };
}

/** Unpacks all of a bundle into `folder`/out, and returns that. */
export async function unpackAll(folder: string, file: string, threads = 1): Promise<string> {
  const directory = join(folder, "out");
  const manifest = await readManifest(file, zstd, undefined);
  await unpack({ file, manifest, directory, wanted: () => true, threads }, zstd);
  return directory;
}
