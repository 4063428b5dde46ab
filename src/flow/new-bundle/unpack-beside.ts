import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { digestsByName } from "../../bundle/reuse-plan.ts";
import { unpack } from "../../bundle/unpack.ts";
import { sumBytes } from "../../size.ts";
import type { Deps } from "../deps.ts";
import { freeBytes } from "../disk.ts";

/** Entries of a bundle, unpacked beside sccache's directory. */
export interface Unpacked {
  readonly folder: string;
  /** What is in `folder`. */
  readonly entries: readonly BundledEntry[];
  /** By name, of the segments that they are in. */
  readonly digests: ReadonlyMap<string, string>;
}

export type UnpackDeps = Pick<Deps, "zstd" | "threads"> & { readonly temporary: (name: string) => string };

/** Of what is free on the disk, for entries as they are: the next bundle needs some of it too. */
const share = 0.5;

/**
 * Unpacks wanted entries in a new folder, compressed again where the disk has too little room for them as they are in the bundle.
 * @throws as `unpack`
 */
export async function unpackBeside(
  bundle: {
    readonly file: string;
    readonly manifest: Manifest;
    readonly wanted: (entry: BundledEntry) => boolean;
  },
  { zstd, threads, temporary }: UnpackDeps,
): Promise<Unpacked> {
  const folder = temporary("unpacked");
  const rawBytes = sumBytes(bundle.manifest.entries.filter(bundle.wanted));
  const compact = rawBytes > (await freeBytes(folder)) * share;
  const entries = await unpack({ ...bundle, directory: folder, compact, threads }, zstd);
  return { folder, entries, digests: digestsByName(bundle.manifest) };
}
