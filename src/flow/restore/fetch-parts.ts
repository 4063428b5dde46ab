import type { KeyPlan } from "../../key/strategy.ts";
import type { Failed } from "../../report/report.ts";
import type { Deps } from "../deps.ts";
import { orTrouble } from "../trouble.ts";
import { type FetchedBundle, type FetchRequest, fetchBundle } from "./fetch-bundle.ts";

/** What came of fetching one bundle: undefined where there is none. */
export type Attempt = { readonly fetched: FetchedBundle | undefined } | Failed;

export interface Parts {
  readonly base: Attempt;
  readonly overlay: Attempt;
}

export interface PartsRequest extends Omit<FetchRequest, "chain"> {
  readonly keys: KeyPlan;
  /** Whether the store looks for all keys of a chain in the same place, the first ones first. */
  readonly oneLookup: boolean;
}

/** A chain holds no more: GitHub refuses it. */
const mostKeys = 10;

const none: Attempt = { fetched: undefined };

/**
 * Brings the best base into the directory, and in a pull request its newest overlay. One lookup finds the overlay or,
 * where there is none, the base; only where there is one, or several places to look in, a second one follows.
 */
export async function fetchParts({ keys, oneLookup, ...common }: PartsRequest, deps: Deps): Promise<Parts> {
  const attempt = (key: string, fallbacks: readonly string[]): Promise<Attempt> =>
    orTrouble(async () => ({ fetched: await fetchBundle({ ...common, chain: { key, fallbacks } }, deps) }));
  const fetchBase = () => attempt(keys.primary, keys.fallbacks);
  if (keys.overlay === null) return { base: await fetchBase(), overlay: none };
  const prefix = `${keys.overlay}-`;
  if (!oneLookup || keys.fallbacks.length + 2 > mostKeys) {
    return { base: await fetchBase(), overlay: await attempt(prefix, []) };
  }
  const first = await attempt(prefix, [keys.primary, ...keys.fallbacks]);
  const key = "kind" in first ? undefined : (first.fetched?.bundle.key ?? "");
  if (key !== undefined && !key.startsWith(prefix)) return { base: first, overlay: none };
  return { base: await fetchBase(), overlay: first };
}
