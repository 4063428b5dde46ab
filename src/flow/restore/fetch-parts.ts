import type { KeyPlan } from "../../key/key.ts";
import type { Deps } from "../deps.ts";
import { openPhases, type Phases } from "../phases.ts";
import { type FetchedPart, type FetchRequest, fetchBundle } from "./fetch-bundle.ts";

export interface Parts {
  readonly base: FetchedPart;
  readonly overlay: FetchedPart;
}

export interface PartsRequest extends Omit<FetchRequest, "chain"> {
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
