import { type Budget, overlayBudget, wholeBudget } from "../../budget/budget.ts";
import { isChurn, type OverlayUse } from "../../budget/worth.ts";
import { isFresh, isOfFamily, saveKey } from "../../key/key.ts";
import type { KeyChain } from "../../store/store.ts";
import type { SaveContents } from "../evidence/build.ts";
import { measureOf, withCosts } from "../evidence/costs.ts";
import { namesInBase } from "../evidence/usable.ts";
import type { Judge } from "../new-bundle/pack-within.ts";
import { maySave } from "../policy.ts";
import { isAboutToGo, isMade, judgeFor } from "./news.ts";

/** What is to be saved under which names, before the newest bundle of the family and the budget are known. */
export interface SavePlan {
  readonly as: "base" | "overlay";
  /** What the keys of the family begin with; null for custom keys, whose bundles are neither listed nor deleted. */
  readonly prefix: string | null;
  /** What names the newest bundle of the family in one lookup. */
  readonly newest: KeyChain;
  readonly isFamily: (key: string) => boolean;
  /** Whether a restore prefers it to newer bundles of the family for which this is not so. */
  readonly isFresh: (key: string) => boolean;
  /** The most that the bundle may take, whatever the room. */
  readonly most: Budget;
  /** The key of a bundle with this digest. */
  readonly keyOf: (digest: string) => string;
  /** For an overlay the key of its base. */
  readonly base: string | null;
  /** Names that are not saved, since the base has them. */
  readonly leftOut: ReadonlySet<string>;
  readonly judge: Judge;
}

export type Decision =
  | ({ readonly kind: "save" } & SavePlan)
  | { readonly kind: "not-allowed" | "nothing-new"; readonly why: string };

/** Decides what this job saves; or why it saves nothing, for the user. */
export function decideSave(facts: SaveContents): Decision {
  const { config, keys, context, base } = facts;
  if (facts.notUsed !== null) return notAllowed(facts.notUsed);
  if (base.kind === "failed" && base.failure === "no-store") {
    return notAllowed("there is no store here, as restore found");
  }
  const newer = [base, facts.overlay].find(
    (part) => part.kind === "failed" && part.failure === "newer-format",
  );
  if (newer?.kind === "failed") return notAllowed(`${newer.key} was saved by a newer version: ${newer.why}`);
  const verdict = maySave(config, context);
  if (verdict.kind === "none") return notAllowed(verdict.why);
  if (config.maxSizeBytes === 0) return notAllowed("max-size is 0");
  if (facts.entries.length === 0) {
    return nothingNew("sccache's directory holds no entries that this job restored, used or made");
  }
  return verdict.kind === "overlay" && keys.overlay !== null
    ? decideOverlay(facts, keys.overlay)
    : decideBase(facts);
}

function decideBase(facts: SaveContents): Decision {
  const { config, keys, past } = facts;
  const restored = past.base;
  if (keys.once && restored?.manifest?.run.complete && isFresh(restored.key, keys) && serves(facts)) {
    return nothingNew(`${restored.key} is already saved`);
  }
  const judge = judgeFor(facts, { isEager: config.save === "always" || keys.once || keys.custom });
  const { isEnough, why } = judge(withCosts(facts.entries, measureOf(facts)), []);
  if (!isEnough) return nothingNew(why);
  if (keys.custom && restored?.manifest?.ref === (facts.ownRef ?? null) && isFresh(restored.key, keys)) {
    return nothingNew(
      `${restored.key} is already saved, and no store saves a key twice: end the key with {run} or {sha}, and give its beginning as restore-keys`,
    );
  }
  return {
    kind: "save",
    as: "base",
    ...(keys.custom
      ? { prefix: null, newest: { key: keys.primary, fallbacks: keys.fallbacks } }
      : { prefix: `${keys.family}-`, newest: { key: `${keys.family}-`, fallbacks: [] } }),
    isFamily: (key) => isOfFamily(key, keys),
    isFresh: (key) => isFresh(key, keys),
    most: wholeBudget(config),
    keyOf: (digest) => saveKey(keys, digest),
    base: null,
    leftOut: new Set(),
    judge,
  };
}

/**
 * Whether one bundle is enough for this job too: it gave at least half of what was asked for, and no other job is about to remove
 * any of that. Otherwise the first job of those that share it, or the flags of its day, would leave the others with nothing. What a
 * job that did not succeed asked for tells nothing.
 */
function serves({ status, run, entries, config }: SaveContents): boolean {
  if (status === "failure" || status === "cancelled") return true;
  const { hits, misses } = run.record;
  return (hits ?? 0) >= (misses ?? 0) && !entries.some((entry) => isAboutToGo(entry, config));
}

/** An overlay holds what its base lacks: what the overlay before it had, and what this push adds. */
function decideOverlay(facts: SaveContents, prefix: string): Decision {
  const { config, past } = facts;
  const leftOut = namesInBase(past, facts.entries);
  const hasNew = facts.entries.some((entry) => isMade(entry, facts) && !leftOut.has(entry.name));
  if (!hasNew) return nothingNew("nothing is new");
  if (config.save !== "always" && isChurn(measureUse(facts))) {
    return nothingNew(
      "the last overlay was not used, and only newer versions of the same crates were compiled: they change with every push",
    );
  }
  const baseBytes = facts.base.kind === "restored" ? facts.base.bundle.bytes : Number.POSITIVE_INFINITY;
  return {
    kind: "save",
    as: "overlay",
    prefix,
    newest: { key: prefix, fallbacks: [] },
    isFamily: (key) => key.startsWith(prefix),
    isFresh: (key) => key.startsWith(prefix),
    most: overlayBudget(config, baseBytes),
    keyOf: (digest) => `${prefix}${digest}`,
    base: past.base?.key ?? null,
    leftOut,
    judge: judgeFor(facts, { isEager: true }),
  };
}

function measureUse({ status, entries, past, nowMs }: SaveContents): OverlayUse {
  const base = past.base?.manifest;
  const overlay = past.overlay?.manifest;
  const inBase = new Set(base?.entries.map(({ name }) => name));
  const laidOver = new Set(overlay?.entries.map(({ name }) => name));
  const used = entries.filter(({ usedByThisRun }) => usedByThisRun);
  const unused = entries.filter(({ usedByThisRun }) => !usedByThisRun);
  const added = used.filter((entry) => entry.added && entry.kind === "object");
  return {
    status,
    ageMs: overlay && nowMs - overlay.created * 1000,
    used: used.filter(({ name }) => laidOver.has(name) && !inBase.has(name)).length,
    inBase: [...laidOver].filter((name) => inBase.has(name)).length,
    missedOfBase: unused.filter(({ name, runs }) => inBase.has(name) && runs > 1).length,
    made: added.length,
    unused: Math.max(
      unused.filter(({ name }) => inBase.has(name)).length,
      unused.filter(({ name }) => laidOver.has(name)).length,
    ),
  };
}

function nothingNew(why: string): Decision {
  return { kind: "nothing-new", why };
}

function notAllowed(why: string): Decision {
  return { kind: "not-allowed", why };
}
