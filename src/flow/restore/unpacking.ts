import { fstatSync } from "node:fs";
import { rm, writeFile } from "node:fs/promises";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { manifestToJson } from "../../bundle/format/manifest-json.ts";
import { type ArrivingBundle, readManifest } from "../../bundle/format/read-manifest.ts";
import { unpack } from "../../bundle/unpack.ts";
import type { OnProgress } from "../../report/progress.ts";
import { kindOf } from "../../sccache/directory.ts";
import { StoreError } from "../../store/store.ts";
import type { Deps } from "../deps.ts";
import type { Work } from "../fetch-with.ts";
import { deviceOf, freeBytes } from "../machine.ts";
import { adopt, placeToUnpack, removeIfEmpty } from "./adopt.ts";
import { chooseUnpacking } from "./disk-room.ts";

export interface UnpackingRequest {
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** Of the sccache that the build will use, or null where it is not known. */
  readonly sccacheVersion: string | null;
  /** What the user lets sccache fill, or undefined. */
  readonly limitBytes: number | undefined;
}

/** A bundle that was unpacked beside sccache's directory. */
export interface Unpacked {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly entries: readonly BundledEntry[];
  /** Entries that do not fit. */
  readonly leftOut: number;
}

/** Checks a bundle, chooses what of it is restored and how, and unpacks that in a new folder within the directory. */
export function unpackingWork(request: UnpackingRequest, onProgress: OnProgress, deps: Deps): Work<Unpacked> {
  const { directory, limitBytes } = request;
  const remove = async (folder: string) => {
    await rm(folder, { recursive: true, force: true });
    await removeIfEmpty(directory);
  };
  return {
    async begin(bundle, { found, pool }) {
      const { zstd, threads } = deps;
      const manifest = await readManifest(bundle, zstd, deps.signing?.trust(found));
      const wanted = wantedEntries(manifest, request);
      const room = { freeBytes: await freeBesides(bundle, directory), limitBytes };
      const { how, entries: chosen } = chooseUnpacking(wanted, room);
      if (how === "none") {
        const { freeBytes: free, limitBytes = free } = room;
        const what = limitBytes < free ? "sccache's size limit" : "the disk";
        throw new StoreError(`${what} has too little room to restore the bundle`, { reason: "full" });
      }
      const names = new Set(chosen.map(({ name }) => name));
      const folder = await placeToUnpack(directory);
      try {
        const options = { compact: how === "compact", threads, pool, onProgress };
        const isChosen = ({ name }: BundledEntry) => names.has(name);
        const what = { file: bundle, manifest, directory: folder, wanted: isChosen };
        const entries = await unpack({ ...what, ...options }, zstd);
        return { folder, manifest, entries, leftOut: wanted.length - chosen.length };
      } catch (error) {
        await remove(folder);
        throw error;
      }
    },
    undo: ({ folder }) => remove(folder),
  };
}

/** What of a bundle may be restored. */
function wantedEntries(
  { sccacheVersion, entries }: Manifest,
  request: UnpackingRequest,
): readonly BundledEntry[] {
  // A preprocessor file of another version of sccache can fail a build, and is worth little: sccache keeps their format
  // to itself.
  const isSame = request.sccacheVersion !== null && sccacheVersion === request.sccacheVersion;
  return isSame ? entries : entries.filter(({ name }) => kindOf(name) === "object");
}

/** Bytes that are free for `directory` when the rest of the bundle has come. */
async function freeBesides({ descriptor, bytes }: ArrivingBundle, directory: string): Promise<number> {
  const { dev, blocks } = fstatSync(descriptor);
  const toCome = (await deviceOf(directory)) === dev ? Math.max(0, bytes - blocks * 512) : 0;
  return (await freeBytes(directory)) - toCome;
}

/** Moves what was unpacked into sccache's directory, and notes for the save what that is. */
export async function moveIn(
  { folder, manifest, entries, leftOut }: Unpacked,
  place: { directory: string; manifestFile: string; limitBytes: number | undefined },
  { log }: Deps,
): Promise<void> {
  if (leftOut > 0) {
    log.notice(
      `Restoring ${entries.length} of ${entries.length + leftOut} entries: the others do not fit ` +
        (place.limitBytes === undefined ? "on the disk" : "into sccache's size limit, or on the disk"),
    );
  }
  // First: what cannot be noted for the save must not be in the directory.
  await writeFile(place.manifestFile, manifestToJson(manifest));
  await adopt(folder, place.directory);
}
