import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { digestsByName } from "../../bundle/reuse-plan.ts";
import { unpack } from "../../bundle/unpack.ts";
import type { Advance } from "../../report/progress.ts";
import { sumBytes } from "../../size.ts";
import { DamagedBundleError } from "../../store/error-kinds.ts";
import type { Deps } from "../deps.ts";
import { freeBytes } from "../disk.ts";
import type { KnownBundle } from "../evidence/past.ts";
import { usableBy } from "../evidence/usable.ts";
import { asUseless } from "../failures.ts";

/** Entries of a bundle, unpacked beside sccache's directory. */
export interface Unpacked {
  readonly folder: string;
  /** What is in `folder`. */
  readonly entries: readonly BundledEntry[];
  /** By name, of the segments that they are in. */
  readonly digests: ReadonlyMap<string, string>;
}

/** A bundle that was fetched to be united with what this job has, and what of it this job lacked. */
export interface FetchedHead extends Unpacked {
  readonly bundle: KnownBundle;
}

export interface UniteRequest {
  readonly key: string;
  /** Names of entries that are there already: theirs win over the bundle's. */
  readonly has: (name: string) => boolean;
  /** Preprocessor files of another sccache are of no use. */
  readonly sccacheVersion: string | null;
  readonly onProgress: Advance;
}

type UnpackDeps = Pick<Deps, "zstd" | "threads"> & { readonly temporary: (name: string) => string };

/**
 * Fetches a bundle and unpacks what this job lacks of it beside sccache's directory. Undefined when the bundle is gone. One
 * that is damaged, or not signed as it must be, counts as empty, so that the next save replaces it; so does one that only this
 * machine may be unable to read, but it is spared; and an entry that is there already.
 * @throws {StoreError}, {BundleError} for a newer format, and what the file system throws
 */
export async function fetchHead(
  { key, has, sccacheVersion, onProgress }: UniteRequest,
  deps: Deps & UnpackDeps,
): Promise<FetchedHead | undefined> {
  const file = deps.temporary("head.tar.zst");
  const onBytes = (done: number) => onProgress({ done, total: undefined });
  try {
    const fetched = await deps.store.fetch({ key, fallbacks: [] }, file, { onBytes });
    // A prefix match may name another bundle: it is not the one that was asked for.
    if (fetched.kind === "miss" || fetched.key !== key) return undefined;
    const manifest = await readManifest(file, deps.zstd, deps.signing?.trust(fetched));
    const isUsable = usableBy(sccacheVersion, manifest);
    const wanted = (entry: BundledEntry) => !has(entry.name) && isUsable(entry);
    return { bundle: { key, manifest, file }, ...(await unpackBeside({ file, manifest, wanted }, deps)) };
  } catch (error) {
    if (error instanceof DamagedBundleError && error.key !== key) return undefined;
    const useless = asUseless(error);
    if (useless === undefined) throw error;
    const { why, isCertain } = useless;
    const what = isCertain
      ? "cannot be used and is being replaced"
      : "cannot be read here and is left as it is";
    deps.log.notice(`${key} ${what}: ${why}`);
    const bundle = { key, manifest: undefined, file: undefined, isSpared: !isCertain };
    return { bundle, folder: "", entries: [], digests: new Map() };
  }
}

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
  const folder = temporary("head");
  const rawBytes = sumBytes(bundle.manifest.entries.filter(bundle.wanted));
  const compact = rawBytes > (await freeBytes(folder)) * share;
  const entries = await unpack({ ...bundle, directory: folder, compact, threads }, zstd);
  return { folder, entries, digests: digestsByName(bundle.manifest) };
}
