import { isChurn, type OverlayUse } from "../../budget/churn.ts";
import { changedEnough } from "../../budget/threshold.ts";
import { isOfFamily, saveKey } from "../../key/strategy.ts";
import { type Handoff, restoredBy } from "../handoff.ts";
import { withCosts } from "./costs.ts";
import type { KnownEntry } from "./history.ts";
import type { Past } from "./past.ts";
import type { SaveFacts } from "./save-facts.ts";
import { maySave } from "./save-policy.ts";

/** What is to be saved under which names, before the budget has its say. */
export interface SavePlan {
  readonly kind: "base" | "overlay";
  readonly candidates: readonly KnownEntry[];
  /** The most that the bundle may take, whatever the room. */
  readonly mostBytes: number;
  /** The key of a bundle whose entries have this digest. */
  readonly keyOf: (digest: string) => string;
  /** What the keys of the bundles that it supersedes begin with; empty when there are none, or nobody can tell. */
  readonly prefix: string;
  readonly isFamily: (key: string) => boolean;
  /** For an overlay the key of its base. */
  readonly base: string | null;
}

/** An overlay may take half of its base, and this much in any case. */
const overlayShare = 0.5;
const overlayLeastBytes = 20e6;

/** Decides what this job saves; or why it saves nothing, for the user. */
export function planSave(facts: SaveFacts): SavePlan | { readonly why: string } {
  const { handoff, context, status, entries } = facts;
  if (!handoff.sccache) return { why: "there was no sccache" };
  if (handoff.base.kind === "failed" && handoff.base.failure === "no-store")
    return { why: "there is no store here, as restore found" };
  const verdict = maySave(handoff.config, context, status);
  if (verdict.kind === "none") return verdict;
  if (handoff.config.maxSizeBytes === 0) return { why: "max-size is 0" };
  if (entries.length === 0) return { why: "sccache's directory holds no entries" };
  return verdict.kind === "overlay" && handoff.keys.overlay !== null
    ? planOverlay(facts, handoff.keys.overlay)
    : planBase(facts);
}

function planBase({ handoff, entries, past }: SaveFacts): SavePlan | { readonly why: string } {
  const { keys, config } = handoff;
  const restored = restoredBy(handoff.base);
  if (!keys.digest && restored?.key === keys.primary) return { why: `${keys.primary} is already saved` };
  const change = measureChange(entries, past, handoff);
  const eager = config.save === "always" || !keys.digest;
  if (change.newEntries === 0 || !(eager || changedEnough(change).enough))
    return { why: changedEnough(change).why };
  return {
    kind: "base",
    candidates: entries,
    mostBytes: config.maxSizeBytes,
    keyOf: (digest) => saveKey(keys, digest),
    prefix: keys.family === "" ? "" : `${keys.family}-`,
    isFamily: (key) => isOfFamily(key, keys),
    base: null,
  };
}

/** An overlay holds what the job used and the base lacks, whether the job made it or an earlier overlay had it. */
function planOverlay(facts: SaveFacts, prefix: string): SavePlan | { readonly why: string } {
  const { handoff, entries, past } = facts;
  const inBase = new Set(past.base?.entries.map(({ name }) => name));
  const candidates = entries.filter(({ name, usedByThisRun }) => usedByThisRun && !inBase.has(name));
  const isNew = candidates.some(({ kind, added }) => kind === "object" && added);
  if (!isNew) return { why: "nothing is new" };
  const { config } = handoff;
  const restored = restoredBy(handoff.base);
  const overlay = restoredBy(handoff.overlay);
  if (config.save !== "always" && isChurn(measureUse(facts, inBase))) {
    return {
      why: "what is new replaces what the last push saved, of which nothing was used: it changes with every push",
    };
  }
  const share = Math.max(overlayLeastBytes, (restored?.bytes ?? Number.POSITIVE_INFINITY) * overlayShare);
  return {
    kind: "overlay",
    candidates,
    mostBytes: Math.min(config.maxSizeBytes, share),
    keyOf: (digest) => `${prefix}-${digest}`,
    prefix: overlay ? `${prefix}-` : "",
    isFamily: (key) => key.startsWith(`${prefix}-`),
    base: restored?.key ?? null,
  };
}

function measureUse(
  { handoff, status, entries, past: { overlay } }: SaveFacts,
  base: ReadonlySet<string>,
): OverlayUse {
  const laidOver = new Set(overlay?.entries.map(({ name }) => name));
  const unused = entries.filter(({ usedByThisRun }) => !usedByThisRun);
  const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
  return {
    status,
    ageMs: overlay && (handoff.readyAtMs ?? 0) - overlay.created * 1000,
    used: used.filter(({ name }) => laidOver.has(name) && !base.has(name)).length,
    inBase: [...laidOver].filter((name) => base.has(name)).length,
    missedOfBase: unused.filter(({ name, runs }) => base.has(name) && runs > 1).length,
    made: used.filter(({ kind, added }) => kind === "object" && added).length,
    unused: Math.max(
      ...[base, laidOver].map(
        (names) => unused.filter(({ kind, name }) => kind === "object" && names.has(name)).length,
      ),
    ),
  };
}

function measureChange(entries: readonly KnownEntry[], past: Past, { base, rawAtSource }: Handoff) {
  const added = withCosts(entries, { manifest: past.base, rawAtSource }).filter(
    ({ kind, added }) => kind === "object" && added,
  );
  return {
    newEntries: added.length,
    newBytes: added.reduce((sum, { cost }) => sum + cost, 0),
    bundleBytes: restoredBy(base)?.bytes,
  };
}
