import { rm, writeFile } from "node:fs/promises";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { manifestToJson } from "../../bundle/format/manifest-json.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { unpack } from "../../bundle/unpack.ts";
import type { Advance } from "../../report/progress.ts";
import { entryCount } from "../../report/words.ts";
import { StoreError } from "../../store/store.ts";
import type { Deps } from "../deps.ts";
import { freeBeside } from "../disk.ts";
import { type LeftOut, leftOutOf, leftOutToJson } from "../evidence/left-out.ts";
import { runsOn, usableBy } from "../evidence/usable.ts";
import { adopt, placeToUnpack, removeIfEmpty } from "./adopt.ts";
import type { Work } from "./fetch-with.ts";
import { chooseUnpacking, type Limits } from "./unpacking.ts";

export interface UnpackPlace {
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** Of the sccache that the build will use, or null where it is not known. */
  readonly sccacheVersion: string | null;
  readonly limits: Limits;
}

/** A bundle that was unpacked beside sccache's directory. */
interface UnpackedFound {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly entries: readonly BundledEntry[];
  readonly leftOut: LeftOut;
}

/** Checks a bundle, chooses what of it is restored and how, and unpacks that in a new folder within the directory. */
export function unpackingWork(
  { directory, limits, sccacheVersion }: UnpackPlace,
  onProgress: Advance,
  { zstd, threads, signing, cpu }: Deps,
): Work<UnpackedFound> {
  const undo = async ({ folder }: { readonly folder: string }) => {
    await rm(folder, { recursive: true, force: true });
    await removeIfEmpty(directory);
  };
  return {
    async begin(bundle, { found, pool }) {
      const manifest = await readManifest(bundle, zstd, signing?.trust(found));
      const runs = manifest.entries.filter(runsOn(cpu));
      const usable = runs.filter(usableBy(sccacheVersion, manifest));
      const room = { ...limits, freeBytes: await freeBeside(bundle, directory) };
      const { how, entries: chosen, limitedBy } = chooseUnpacking(usable, room);
      if (how === "none") {
        const what = limitedBy === "disk" ? "the disk" : "sccache's size limit";
        throw new StoreError(`${what} has too little room to restore the bundle`, { reason: "full" });
      }
      const leftOut = leftOutOf(manifest.entries, { runs, usable, chosen, limitedBy });
      const folder = await placeToUnpack(directory);
      const what = {
        file: bundle,
        manifest,
        directory: folder,
        wanted: ({ name }: BundledEntry) => !leftOut.has(name),
        compact: how === "compact",
      };
      try {
        const entries = await unpack({ ...what, threads, pool, onProgress }, zstd);
        return { folder, manifest, entries, leftOut };
      } catch (error) {
        await undo({ folder });
        throw error;
      }
    },
    undo,
  };
}

/** Moves what was unpacked into sccache's directory, and notes for the save what that is. */
export async function moveIn(
  { folder, manifest, entries, leftOut }: UnpackedFound,
  place: Pick<UnpackPlace, "directory"> & { readonly manifestFile: string; readonly leftOutFile: string },
  { log }: Deps,
): Promise<void> {
  const why = [...leftOut.values()];
  const unfit = why.filter((one) => one === "disk" || one === "cache-size");
  if (unfit.length > 0) {
    log.notice(
      `Restoring ${entries.length} of ${entries.length + unfit.length} entries: the others do not fit ` +
        (unfit.includes("disk") ? "on the disk" : "into sccache's size limit"),
    );
  }
  const forOthers = why.filter((one) => one === "other-cpu").length;
  if (forOthers > 0) log.info(`Leaving out ${entryCount(forOthers)} with native code for another CPU`);
  // First: what cannot be noted for the save must not be in the directory.
  await writeFile(place.manifestFile, manifestToJson(manifest));
  if (leftOut.size > 0) await writeFile(place.leftOutFile, leftOutToJson(leftOut));
  await adopt(folder, place.directory);
}
