import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { manifestToJson } from "../../bundle/format/manifest-json.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { unpack } from "../../bundle/unpack.ts";
import { kindOf } from "../../sccache/layout.ts";
import type { KeyChain } from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import type { Deps } from "../deps.ts";
import { isFailure, orFailure } from "../failure.ts";
import type { Part } from "../handoff.ts";
import { adopt, placeToUnpack } from "./adopt.ts";
import { chooseUnpacking, freeBytes, isPlenty } from "./disk-room.ts";

export interface FetchRequest {
  readonly chain: KeyChain;
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** Of the sccache that the build will use, or null where it is not known. */
  readonly sccacheVersion: string | null;
  /** Whether a save may follow, which can copy from the bundle when it is kept. */
  readonly saves: boolean;
}

/** What came of it, and what is now in the directory because of it. */
export interface FetchedPart {
  readonly part: Part;
  readonly entries: readonly BundledEntry[];
}

/**
 * Brings the entries of the best match into sccache's directory, where they are missing. After a failure the directory is
 * as it was.
 */
export async function fetchBundle(request: FetchRequest, deps: Deps): Promise<FetchedPart> {
  let key: string | null = null;
  const fetched = await orFailure(() =>
    bringIn(request, deps, (found) => {
      key = found;
    }),
  );
  return isFailure(fetched) ? { part: { ...fetched, key }, entries: [] } : fetched;
}

async function bringIn(
  request: FetchRequest,
  deps: Deps,
  onFound: (key: string) => void,
): Promise<FetchedPart> {
  const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
  const manifestFile = `${file}.manifest.json`;
  let isKept = false;
  try {
    const fetched = await deps.store.fetch(request.chain, file);
    if (fetched.kind === "miss") return { part: { kind: "missed" }, entries: [] };
    onFound(fetched.key);
    const readAtMs = deps.now();
    const manifest = await readManifest(file, deps.zstd);
    const unpacking = chooseUnpacking(manifest, await freeBytes(request.directory));
    if (unpacking === "none") {
      throw new StoreError("the disk has too little room to restore the bundle", { reason: "full" });
    }
    // First: what cannot be noted for the save must not be in the directory.
    await writeFile(manifestFile, manifestToJson(manifest));
    const entries = await unpackInto(request, { file, manifest, compact: unpacking === "compact" }, deps);
    isKept = request.saves && isPlenty(await freeBytes(file));
    const bundleFile = isKept ? file : null;
    const bundle = { key: fetched.key, bytes: fetched.bytes, readAtMs, manifestFile, bundleFile };
    return { part: { kind: "restored", bundle }, entries };
  } catch (error) {
    await rm(manifestFile, { force: true });
    throw error;
  } finally {
    if (!isKept) await rm(file, { force: true });
  }
}

async function unpackInto(
  { directory, sccacheVersion }: FetchRequest,
  bundle: { readonly file: string; readonly manifest: Manifest; readonly compact: boolean },
  { zstd, threads }: Deps,
): Promise<readonly BundledEntry[]> {
  const { manifest } = bundle;
  // A preprocessor file of another version of sccache can fail a build, and is worth little: sccache keeps their format
  // to itself.
  const sameSccache = sccacheVersion !== null && manifest.sccacheVersion === sccacheVersion;
  const wanted = ({ name }: BundledEntry) => sameSccache || kindOf(name) === "object";
  const unpacked = await placeToUnpack(directory, `restoring-${randomBytes(4).toString("hex")}`);
  try {
    const entries = await unpack({ ...bundle, directory: unpacked, wanted, threads }, zstd);
    await adopt(unpacked, directory);
    return entries;
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}
