import type { Config } from "../config/config.ts";
import { endings, lockfilesPart } from "./endings.ts";
import { type FamilyParts, familyParts, type KeyPart } from "./family.ts";
import type { Ingredients } from "./ingredients.ts";
import { dayOf } from "./period.ts";
import { fillPlaceholders } from "./placeholders.ts";
import { word } from "./word.ts";

/** The names under which one job looks for bundles and saves them. */
export interface KeyPlan {
  /** Keys that differ only in freshness begin with this and a dash. */
  readonly family: string;
  /** What a bundle's key is, or begins with, when it is as fresh as can be. */
  readonly primary: string;
  /** Whether saving adds a digest of the entries to `primary`. */
  readonly digest: boolean;
  /** Older names to fall back to, each a prefix, the best first. */
  readonly fallbacks: readonly string[];
  /** What the keys of this pull request's overlays begin with, or null where none are made. */
  readonly overlay: string | null;
  /** Each part of the key and where it comes from, for the log. */
  readonly explanation: readonly KeyPart[];
}

export type KeyOptions = Pick<Config, "strategy" | "key" | "restoreKeys" | "pullRequest">;

/**
 * Plans a job's keys: the family, what the strategy adds, and whatever is older or wider to fall back to. No part after
 * the name holds a dash, so that no family's keys begin with another family's.
 */
export function planKeys(ingredients: Ingredients, options: KeyOptions): KeyPlan {
  const parts = familyParts(ingredients);
  const prefixPart = word(ingredients.prefix);
  const overlay = planOverlay(ingredients, parts, options);
  if (options.strategy === "custom") return { ...planCustom(ingredients, parts, options), overlay };
  const ending = endings[options.strategy](ingredients);
  const wider = [parts.os, parts.arch, parts.toolchain, parts.job, parts.matrix];
  const prefix = (count: number) => join(prefixPart, wider.slice(0, count));
  const family = prefix(5);
  const fallbacks = [
    ...ending.fallbacks.map((fallback) => `${family}-${fallback}`),
    `${family}-`, // another freshness
    `${prefix(4)}-`, // another leg of the matrix
    `${prefix(3)}-`, // another job
  ];
  return {
    family,
    primary: `${family}-${ending.part}`,
    digest: ending.digest,
    fallbacks: [...new Set(fallbacks)],
    overlay,
    explanation: [
      { part: prefixPart, from: `key-prefix ${ingredients.prefix}` },
      ...wider,
      { part: ending.part, from: ending.from },
    ],
  };
}

/** The key of a bundle that holds just the entries that `digest` (12 hex digits) stands for. */
export function saveKey(
  { primary, digest: ends }: Pick<KeyPlan, "primary" | "digest">,
  digest: string,
): string {
  return ends ? `${primary}-${digest}` : primary;
}

/** Whether `key` names a bundle as fresh as `primary` asks for. */
export function isFresh(key: string, primary: string): boolean {
  return key === primary || key.startsWith(`${primary}-`);
}

/** Whether `key` is of the plan's family. A custom key has no family that we could know of. */
export function isOfFamily(key: string, { family }: Pick<KeyPlan, "family">): boolean {
  return family !== "" && key.startsWith(`${family}-`);
}

function planCustom(
  ingredients: Ingredients,
  parts: FamilyParts,
  { key, restoreKeys }: KeyOptions,
): Omit<KeyPlan, "overlay"> {
  const { revision, nowMs, prefix } = ingredients;
  const values = {
    prefix: word(prefix),
    os: parts.os.part,
    arch: parts.arch.part,
    toolchain: parts.toolchain.part,
    lockfiles: lockfilesPart(ingredients).part,
    ref: revision.ref ?? "none",
    sha: revision.sha ?? "none",
    run: revision.run ?? "none",
    date: dayOf(nowMs),
    job: parts.job.part,
    matrix: parts.matrix.part,
  };
  const fill = (template: string) => withinLimits(fillPlaceholders(template, values));
  const primary = fill(key ?? "");
  return {
    family: "",
    primary,
    digest: false,
    fallbacks: restoreKeys.map(fill),
    explanation: [{ part: primary, from: `input key ${key}` }],
  };
}

/**
 * Overlays begin with another name than bases: GitHub searches a pull request's own scope for the key and for every
 * fallback before it looks anywhere else, so an overlay that a base's fallback matched would hide newer bases. No name
 * may hold a plus sign, so that none can be mistaken.
 */
function planOverlay(
  { prefix, revision }: Ingredients,
  { os, arch, toolchain, job, matrix }: FamilyParts,
  { pullRequest }: KeyOptions,
): string | null {
  if (revision.pullRequest === undefined || pullRequest !== "overlay") return null;
  const change = { part: `pr${revision.pullRequest}`, from: "" };
  return join(`${word(prefix)}+overlay`, [os, arch, toolchain, job, matrix, change]);
}

/** GitHub's own limits: https://github.com/actions/toolkit/tree/main/packages/cache */
function withinLimits(key: string): string {
  return key.replaceAll(",", "_").slice(0, 512);
}

function join(name: string, parts: readonly KeyPart[]): string {
  return [name, ...parts.map(({ part }) => part)].join("-");
}
