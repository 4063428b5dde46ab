import { randomBytes } from "node:crypto";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { manifestToJson } from "../../bundle/format/manifest-json.ts";
import { readManifest } from "../../bundle/format/read-manifest.ts";
import { unpack } from "../../bundle/unpack.ts";
import type { KeyPlan } from "../../key/key.ts";
import type { OnProgress } from "../../report/progress.ts";
import { kindOf } from "../../sccache/directory.ts";
import type { KeyChain } from "../../store/store.ts";
import { StoreError } from "../../store/store.ts";
import { type Deps, openPhases, type Phases } from "../deps.ts";
import { isFailure, orFailure } from "../failure.ts";
import type { Part } from "../handoff.ts";
import { adopt, placeToUnpack, removeIfEmpty } from "./adopt.ts";
import { chooseUnpacking, freeBytes, mayWriteRaw } from "./disk-room.ts";

interface Parts {
  readonly base: FetchedPart;
  readonly overlay: FetchedPart;
}

interface PartsRequest extends Omit<FetchRequest, "chain"> {
  readonly keys: KeyPlan;
  /** Whether the store looks for all keys of a chain in the same place, the first ones first. */
  readonly oneLookup: boolean;
}

/** A chain holds no more: GitHub refuses it. */
const mostKeys = 10;

/**
 * Brings the best base into the directory, and in a pull request its newest overlay. One lookup finds the overlay or,
 * where there is none, the base; only where there is one, or several places to look in, a second one follows.
 */
export async function fetchParts(
  { keys, oneLookup, ...common }: PartsRequest,
  deps: Deps,
  phases: Phases = openPhases(deps),
): Promise<Parts> {
  const fetch = (key: string, fallbacks: readonly string[]) =>
    fetchBundle({ ...common, chain: { key, fallbacks } }, deps, phases);
  const fetchBase = () => fetch(keys.primary, keys.fallbacks);
  if (keys.overlay === null) return { base: await fetchBase(), overlay: notMade };
  const prefix = keys.overlay;
  if (!oneLookup || keys.fallbacks.length + 2 > mostKeys) {
    return { base: await fetchBase(), overlay: await fetch(prefix, []) };
  }
  const first = await fetch(prefix, [keys.primary, ...keys.fallbacks]);
  if (isAnswerFor(first, prefix)) return { base: await fetchBase(), overlay: first };
  // The one lookup speaks for both: a miss is a miss of both, and so is a failure.
  const { part } = first;
  return { base: first, overlay: { part: part.kind === "failed" ? part : { kind: "missed" }, entries: [] } };
}

const notMade: FetchedPart = { part: { kind: "skipped", why: "no overlays here" }, entries: [] };

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
  /** What the user lets sccache fill, or undefined. */
  readonly limitBytes: number | undefined;
  readonly maxSizeBytes: number;
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
async function fetchBundle(request: FetchRequest, deps: Deps, phases: Phases): Promise<FetchedPart> {
  let found: Found = { key: null, readAtMs: null };
  const fetched = await orFailure(() =>
    bringIn(request, { deps, phases }, (key) => {
      found = { key, readAtMs: deps.now() };
    }),
  );
  return isFailure(fetched) ? { part: { ...fetched, ...found }, entries: [] } : fetched;
}

interface Found {
  readonly key: string | null;
  readonly readAtMs: number | null;
}

async function bringIn(
  request: FetchRequest,
  { deps, phases }: { readonly deps: Deps; readonly phases: Phases },
  onFound: (key: string) => void,
): Promise<FetchedPart> {
  const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
  const manifestFile = `${file}.manifest.json`;
  let isKept = false;
  try {
    const fetched = await phases
      .run("look up and download", (onProgress) =>
        deps.store.fetch(request.chain, file, { onBytes: (done) => onProgress({ done, total: undefined }) }),
      )
      .catch((error: unknown) => {
        if (error instanceof StoreError && error.key !== undefined) onFound(error.key);
        throw error;
      });
    if (fetched.kind === "miss") return { part: { kind: "missed" }, entries: [] };
    onFound(fetched.key);
    const readAtMs = deps.now();
    const trust = deps.signing?.trust(fetched);
    const manifest = await phases.run("check", () => readManifest(file, deps.zstd, trust));
    const wanted = wantedEntries(manifest, request);
    const room = { freeBytes: await freeBytes(request.directory), limitBytes: request.limitBytes };
    const { how, entries: chosen } = chooseUnpacking(wanted, room);
    if (how === "none") {
      const { freeBytes: free, limitBytes = free } = room;
      const what = limitBytes < free ? "sccache's size limit" : "the disk";
      throw new StoreError(`${what} has too little room to restore the bundle`, { reason: "full" });
    }
    if (chosen.length < wanted.length) {
      deps.log.notice(
        `Restoring ${chosen.length} of ${wanted.length} entries: the others do not fit ` +
          (request.limitBytes === undefined ? "on the disk" : "into sccache's size limit, or on the disk"),
      );
    }
    // First: what cannot be noted for the save must not be in the directory.
    await writeFile(manifestFile, manifestToJson(manifest));
    const bundleToUnpack = { file, manifest, compact: how === "compact", chosen };
    const entries = await phases.run("unpack", (onProgress) =>
      unpackInto(request.directory, { ...bundleToUnpack, onProgress }, deps),
    );
    const left = { freeBytes: await freeBytes(file), limitBytes: undefined };
    isKept = request.saves && mayWriteRaw(sumBytes(entries), left, request.maxSizeBytes);
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

/** What of a bundle may be restored. */
function wantedEntries(
  { sccacheVersion, entries }: Manifest,
  request: FetchRequest,
): readonly BundledEntry[] {
  // A preprocessor file of another version of sccache can fail a build, and is worth little: sccache keeps their format
  // to itself.
  const isSame = request.sccacheVersion !== null && sccacheVersion === request.sccacheVersion;
  return isSame ? entries : entries.filter(({ name }) => kindOf(name) === "object");
}

async function unpackInto(
  directory: string,
  bundle: {
    readonly file: string;
    readonly manifest: Manifest;
    readonly compact: boolean;
    readonly chosen: readonly BundledEntry[];
    readonly onProgress: OnProgress;
  },
  { zstd, threads }: Deps,
): Promise<readonly BundledEntry[]> {
  const names = new Set(bundle.chosen.map(({ name }) => name));
  const unpacked = await placeToUnpack(directory);
  try {
    const wanted = ({ name }: BundledEntry) => names.has(name);
    const entries = await unpack({ ...bundle, directory: unpacked, wanted, threads }, zstd);
    await adopt(unpacked, directory);
    return entries;
  } finally {
    await rm(unpacked, { recursive: true, force: true });
    await removeIfEmpty(directory);
  }
}

function sumBytes(entries: readonly BundledEntry[]): number {
  return entries.reduce((sum, { bytes }) => sum + bytes, 0);
}
