import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { sumBytes } from "../../budget/room.ts";
import type { BundledEntry } from "../../bundle/format/manifest.ts";
import type { KeyPlan } from "../../key/key.ts";
import type { OnProgress } from "../../report/progress.ts";
import type { KeyChain } from "../../store/store.ts";
import { StoreError } from "../../store/store.ts";
import { type Deps, isFailure, openPhases, orFailure, type Phases } from "../deps.ts";
import { fetchWith } from "../fetch-with.ts";
import type { Part } from "../handoff.ts";
import { freeBytes } from "../machine.ts";
import { mayWriteRaw } from "./disk-room.ts";
import { moveIn, type UnpackingRequest, unpackingWork } from "./unpacking.ts";

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

interface FetchRequest extends UnpackingRequest {
  readonly chain: KeyChain;
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
  const { chain, directory } = request;
  const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
  const manifestFile = `${file}.manifest.json`;
  let show: OnProgress = () => undefined;
  const unpacking = unpackingWork(request, (progress) => show(progress), deps);
  let isKept = false;
  try {
    const fetched = await phases
      .run("look up and download", (onProgress) =>
        fetchWith({ chain, file, onProgress, onFault: onFound }, unpacking, deps),
      )
      .catch((error: unknown) => {
        if (error instanceof StoreError && error.key !== undefined) onFound(error.key);
        throw error;
      });
    if (fetched.kind === "miss") return { part: { kind: "missed" }, entries: [] };
    onFound(fetched.key);
    const readAtMs = deps.now();
    const { entries } = await phases.run("unpack", async (onProgress) => {
      show = onProgress;
      const unpacked = await fetched.result();
      try {
        await moveIn(unpacked, { directory, manifestFile, limitBytes: request.limitBytes }, deps);
      } finally {
        await unpacking.undo(unpacked);
      }
      return unpacked;
    });
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
