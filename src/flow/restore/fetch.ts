// Longer than most: the way of one bundle from its store into sccache's directory is read as a whole.
import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sumBytes } from "../../budget/room.ts";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { manifestToJson } from "../../bundle/format/manifest-json.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { unpack } from "../../bundle/unpack.ts";
import type { KeyPlan } from "../../key/key.ts";
import type { OnProgress } from "../../report/progress.ts";
import type { Failed } from "../../report/report.ts";
import { type KeyChain, StoreError } from "../../store/store.ts";
import { type Deps, type Doing, isFailure, openPhases, orFailure, type Phases } from "../deps.ts";
import { usableBy } from "../evidence/past.ts";
import { fetchWith, type Work } from "../fetch-with.ts";
import type { Part } from "../handoff.ts";
import { freeBeside, freeBytes } from "../machine.ts";
import { adopt, placeToUnpack, removeIfEmpty } from "./adopt.ts";
import { chooseUnpacking, type Limits, mayWriteRaw } from "./unpacking.ts";

interface PartsRequest extends Omit<FetchRequest, "chain"> {
  readonly keys: KeyPlan;
}

/** A chain holds no more: GitHub refuses it. */
const mostKeys = 10;

/**
 * Brings the best base into the directory, and in a pull request its newest overlay. One lookup finds the overlay or,
 * where there is none, the base; only where there is one, or several places to look in, a second one follows.
 */
export async function fetchParts(
  { keys, ...common }: PartsRequest,
  deps: Deps,
  phases: Phases = openPhases(deps),
): Promise<Record<"base" | "overlay", FetchedPart>> {
  const fetch = (key: string, fallbacks: readonly string[]) =>
    fetchBundle({ ...common, chain: { key, fallbacks } }, deps, phases);
  const fetchBase = () => fetch(keys.primary, keys.fallbacks);
  const prefix = keys.overlay;
  if (prefix === null)
    return { base: await fetchBase(), overlay: nothing({ kind: "skipped", why: "no overlays here" }) };
  if (!deps.store.traits.findsAllInOneLookup || keys.fallbacks.length + 2 > mostKeys) {
    return { base: await fetchBase(), overlay: await fetch(prefix, []) };
  }
  const first = await fetch(prefix, [keys.primary, ...keys.fallbacks]);
  if (isAnswerFor(first, prefix)) return { base: await fetchBase(), overlay: first };
  // The one lookup speaks for both: a miss is a miss of both, and so is a failure.
  return { base: first, overlay: nothing(first.part.kind === "failed" ? first.part : { kind: "missed" }) };
}

/** Whether the first lookup named an overlay, and not a base. */
function isAnswerFor({ part }: FetchedPart, prefix: string): boolean {
  const key = part.kind === "restored" ? part.bundle.key : part.kind === "failed" ? part.key : null;
  return key?.startsWith(prefix) ?? false;
}

interface FetchRequest {
  readonly chain: KeyChain;
  /** sccache's directory; absolute. */
  readonly directory: string;
  /** Of the sccache that the build will use, or null where it is not known. */
  readonly sccacheVersion: string | null;
  readonly limits: Limits;
  readonly maxSizeBytes: number;
  /** Whether a save may follow, which can copy from the bundle when it is kept. */
  readonly saves: boolean;
}

/** What came of it, and what is now in the directory because of it. */
export interface FetchedPart {
  readonly part: Part;
  readonly entries: readonly BundledEntry[];
  /** The ref that saved it, or null where that is not known. */
  readonly ref: string | null;
}

function nothing(part: Part): FetchedPart {
  return { part, entries: [], ref: null };
}

/**
 * Brings the entries of the best match into sccache's directory, where they are missing. After a failure the directory is
 * as it was.
 */
async function fetchBundle(request: FetchRequest, deps: Deps, phases: Phases): Promise<FetchedPart> {
  let found: Pick<Extract<Part, Failed>, "key" | "readAtMs"> = { key: null, readAtMs: null };
  let doing: Doing = "lookup";
  const onFound = (key?: string) => {
    doing = "download";
    if (key !== undefined) found = { key, readAtMs: deps.now() };
  };
  const fetched = await orFailure(
    () => bringIn(request, { ...deps, phases, onFound }),
    () => doing,
  );
  return isFailure(fetched) ? nothing({ ...fetched, ...found }) : fetched;
}

async function bringIn(
  request: FetchRequest,
  { phases, onFound, ...deps }: Deps & { readonly phases: Phases; readonly onFound: (key?: string) => void },
): Promise<FetchedPart> {
  const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
  const manifestFile = `${file}.manifest.json`;
  let show: OnProgress = () => undefined;
  const unpacking = unpackingWork(request, (progress) => show(progress), deps);
  let isKept = false;
  try {
    const fetched = await phases.run("look up and download", (onProgress) =>
      fetchWith({ chain: request.chain, file, onProgress, onFound }, unpacking, deps),
    );
    if (fetched.kind === "miss") return nothing({ kind: "missed" });
    onFound(fetched.key);
    const readAtMs = deps.now();
    const { entries, manifest } = await phases.run("unpack", async (onProgress) => {
      show = onProgress;
      const unpacked = await fetched.result();
      try {
        await moveIn(unpacked, { ...request, manifestFile }, deps);
      } finally {
        await unpacking.undo(unpacked);
      }
      return unpacked;
    });
    const left = { ...request.limits, limitBytes: undefined, heldBytes: 0, freeBytes: await freeBytes(file) };
    isKept = request.saves && mayWriteRaw(sumBytes(entries), left, request.maxSizeBytes);
    const bundleFile = isKept ? file : null;
    const bundle = { key: fetched.key, bytes: fetched.bytes, readAtMs, manifestFile, bundleFile };
    return { part: { kind: "restored", bundle }, entries, ref: manifest.ref };
  } catch (error) {
    await rm(manifestFile, { force: true });
    throw error;
  } finally {
    if (!isKept) await rm(file, { force: true });
  }
}

/** A bundle that was unpacked beside sccache's directory. */
interface Unpacked {
  readonly folder: string;
  readonly manifest: Manifest;
  readonly entries: readonly BundledEntry[];
  /** Entries that do not fit. */
  readonly leftOut: number;
}

/** Checks a bundle, chooses what of it is restored and how, and unpacks that in a new folder within the directory. */
function unpackingWork(
  { directory, limits, sccacheVersion }: FetchRequest,
  onProgress: OnProgress,
  { zstd, threads, signing }: Deps,
): Work<Unpacked> {
  const undo = async ({ folder }: { readonly folder: string }) => {
    await rm(folder, { recursive: true, force: true });
    await removeIfEmpty(directory);
  };
  return {
    async begin(bundle, { found, pool }) {
      const manifest = await readManifest(bundle, zstd, signing?.trust(found));
      const usable = manifest.entries.filter(usableBy(sccacheVersion, manifest));
      const free = await freeBeside(bundle, directory);
      const { how, entries: chosen } = chooseUnpacking(usable, { ...limits, freeBytes: free });
      if (how === "none") {
        const what = (limits.limitBytes ?? free) < free ? "sccache's size limit" : "the disk";
        throw new StoreError(`${what} has too little room to restore the bundle`, { reason: "full" });
      }
      const names = new Set(chosen.map(({ name }) => name));
      const folder = await placeToUnpack(directory);
      const isChosen = ({ name }: BundledEntry) => names.has(name);
      const what = {
        file: bundle,
        manifest,
        directory: folder,
        wanted: isChosen,
        compact: how === "compact",
      };
      try {
        const entries = await unpack({ ...what, threads, pool, onProgress }, zstd);
        return { folder, manifest, entries, leftOut: usable.length - chosen.length };
      } catch (error) {
        await undo({ folder });
        throw error;
      }
    },
    undo,
  };
}

/** Moves what was unpacked into sccache's directory, and notes for the save what that is. */
async function moveIn(
  { folder, manifest, entries, leftOut }: Unpacked,
  place: Pick<FetchRequest, "directory" | "limits"> & { readonly manifestFile: string },
  { log }: Deps,
): Promise<void> {
  if (leftOut > 0) {
    log.notice(
      `Restoring ${entries.length} of ${entries.length + leftOut} entries: the others do not fit ` +
        (place.limits.limitBytes === undefined ? "on the disk" : "into sccache's size limit, or on the disk"),
    );
  }
  // First: what cannot be noted for the save must not be in the directory.
  await writeFile(place.manifestFile, manifestToJson(manifest));
  await adopt(folder, place.directory);
}
