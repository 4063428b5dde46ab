import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { BundledEntry } from "../../bundle/format/manifest.ts";
import type { KeyPlan } from "../../key/key.ts";
import type { Advance } from "../../report/progress.ts";
import type { Failed } from "../../report/report.ts";
import { sumBytes } from "../../size.ts";
import type { KeyChain } from "../../store/store.ts";
import type { Deps } from "../deps.ts";
import { freeBytes } from "../disk.ts";
import { isFailure, orFailure } from "../failures.ts";
import { baseChains } from "../find-base.ts";
import type { Part } from "../handoff.ts";
import { type Doing, openPhases, type Phases } from "../phases.ts";
import { fetchWith } from "./fetch-with.ts";
import { moveIn, type UnpackPlace, unpackingWork } from "./unpack-found.ts";
import { mayWriteRaw } from "./unpacking.ts";

interface PartsRequest extends Omit<FetchRequest, "chain"> {
  readonly keys: KeyPlan;
}

/** A chain holds no more: GitHub refuses it. */
const mostKeys = 10;

/**
 * Brings the best base into the directory, and in a pull request its newest overlay. One lookup finds the overlay or,
 * where there is none, the base; only where there is one, or several places to look in, or no base of the first chain, others follow.
 */
export async function fetchParts(
  { keys, ...common }: PartsRequest,
  deps: Deps,
  phases: Phases = openPhases(deps),
): Promise<Record<"base" | "overlay", FetchedPart>> {
  const fetch = (chain: KeyChain) => fetchBundle({ ...common, chain }, deps, phases);
  const chains = baseChains(keys);
  const prefix = keys.overlay;
  if (prefix === null) {
    return {
      base: await inTurn(chains, fetch),
      overlay: nothing({ kind: "skipped", why: "no overlays here" }),
    };
  }
  const [own, ...others] = chains;
  if (!own || !deps.store.traits.findsAllInOneLookup || own.fallbacks.length + 2 > mostKeys) {
    return { base: await inTurn(chains, fetch), overlay: await fetch({ key: prefix, fallbacks: [] }) };
  }
  const first = await fetch({ key: prefix, fallbacks: [own.key, ...own.fallbacks] });
  if (isAnswerFor(first, prefix)) return { base: await inTurn(chains, fetch), overlay: first };
  // The one lookup speaks for both: a miss is a miss of both, and so is a failure.
  const overlay = nothing(first.part.kind === "failed" ? first.part : { kind: "missed" });
  return { base: first.part.kind === "missed" ? await inTurn(others, fetch) : first, overlay };
}

/** What came of the first chain that was not a miss. */
async function inTurn(
  chains: readonly KeyChain[],
  fetch: (chain: KeyChain) => Promise<FetchedPart>,
): Promise<FetchedPart> {
  for (const chain of chains) {
    const fetched = await fetch(chain);
    if (fetched.part.kind !== "missed") return fetched;
  }
  return nothing({ kind: "missed" });
}

/** Whether the first lookup named an overlay, and not a base. */
function isAnswerFor({ part }: FetchedPart, prefix: string): boolean {
  const key = part.kind === "restored" ? part.bundle.key : part.kind === "failed" ? part.key : null;
  return key?.startsWith(prefix) ?? false;
}

interface FetchRequest extends UnpackPlace {
  readonly chain: KeyChain;
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
    () => fetchAndUnpack(request, { ...deps, phases, onFound }),
    () => doing,
  );
  return isFailure(fetched) ? nothing({ ...fetched, ...found }) : fetched;
}

async function fetchAndUnpack(
  request: FetchRequest,
  { phases, onFound, ...deps }: Deps & { readonly phases: Phases; readonly onFound: (key?: string) => void },
): Promise<FetchedPart> {
  const file = join(deps.tempDirectory, `restored-${randomBytes(4).toString("hex")}.tar.zst`);
  const notes = { manifestFile: `${file}.manifest.json`, leftOutFile: `${file}.left-out.json` };
  let show: Advance = () => undefined;
  const unpacking = unpackingWork(request, (progress) => show(progress), deps);
  let isKept = false;
  try {
    const fetched = await phases.run("look up and download", (onProgress) =>
      fetchWith({ chain: request.chain, file, onProgress, onFound }, unpacking, deps),
    );
    if (fetched.kind === "miss") return nothing({ kind: "missed" });
    onFound(fetched.key);
    const readAtMs = deps.now();
    const { entries, manifest, leftOut } = await phases.run("unpack", async (onProgress) => {
      show = onProgress;
      const unpacked = await fetched.result();
      try {
        await moveIn(unpacked, { directory: request.directory, ...notes }, deps);
      } finally {
        await unpacking.undo(unpacked);
      }
      return unpacked;
    });
    const left = { ...request.limits, limitBytes: undefined, heldBytes: 0, freeBytes: await freeBytes(file) };
    isKept = request.saves && mayWriteRaw(sumBytes(entries), left, request.maxSizeBytes);
    const bundleFile = isKept ? file : null;
    const { key, bytes } = fetched;
    const leftOutFile = leftOut.size > 0 ? notes.leftOutFile : null;
    const bundle = { key, bytes, readAtMs, ...notes, leftOutFile, bundleFile };
    return { part: { kind: "restored", bundle }, entries, ref: manifest.ref };
  } catch (error) {
    for (const note of Object.values(notes)) await rm(note, { force: true });
    throw error;
  } finally {
    if (!isKept) await rm(file, { force: true });
  }
}
