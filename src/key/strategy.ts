import type { Strategy } from "../config/config.ts";
import type { Ingredients, KeyPart } from "./family.ts";
import { word } from "./family.ts";

/** What a strategy adds to the family. */
interface Ending extends KeyPart {
  /** Whether one bundle of a complete run is enough for this ending; otherwise each that has something new is saved. */
  readonly once: boolean;
  /** Endings of the same family to prefer to its newest bundle, the best first. */
  readonly fallbacks: readonly string[];
}

type Named = Exclude<Strategy, "custom">;

/** How each strategy ends its keys, before the digest. */
export const endings: Readonly<Record<Named, (ingredients: Ingredients) => Ending>> = {
  lockfile: (ingredients) => ({ ...lockfilesPart(ingredients), once: false, fallbacks: [] }),
  "lockfile-once": (ingredients) => ({ ...lockfilesPart(ingredients), once: true, fallbacks: [] }),
  rolling: () => ({ part: "rolling", from: "strategy rolling", once: false, fallbacks: [] }),
  daily: ({ nowMs }) => ({ part: `d${dayOf(nowMs)}`, from: "UTC date", once: true, fallbacks: [] }),
  weekly: ({ nowMs }) => ({ part: weekOf(nowMs), from: "ISO week, UTC", once: true, fallbacks: [] }),
  commit: ({ revision }) => ({
    part: `c${(revision.sha ?? "none").slice(0, 12)}`,
    from: revision.sha === undefined ? "no commit known" : `commit ${revision.sha}`,
    once: true,
    fallbacks: [],
  }),
  branch: ({ revision: { ref, defaultBranch } }) => ({
    part: `b${word((ref ?? "none").replace(/^refs\/(heads|tags)\//, ""))}`,
    from: ref === undefined ? "no ref known" : `ref ${ref}`,
    once: false,
    fallbacks: defaultBranch === undefined ? [] : [`b${word(defaultBranch)}`],
  }),
};

/** The lockfiles' part of a key: 16 hex digits of their hash. */
export function lockfilesPart({ lockfiles: { files, sha256 } }: Ingredients): KeyPart {
  const shown = files.slice(0, 3).join(", ");
  const more = files.length > 3 ? ` and ${files.length - 3} more` : "";
  return {
    part: sha256.slice(0, 16),
    from: files.length === 0 ? "no lockfile found" : `lockfiles ${shown}${more}`,
  };
}

/** The UTC date of an instant, as `20261123`. */
export function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10).replaceAll("-", "");
}

/**
 * The ISO week of an instant in UTC, as `2026w48`: the week that holds the year's first Thursday is its first, and the
 * year is that of the week's Thursday. https://en.wikipedia.org/wiki/ISO_week_date
 */
function weekOf(ms: number): string {
  const date = new Date(ms);
  const weekday = (date.getUTCDay() + 6) % 7; // Monday is 0
  const thursday = Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), date.getUTCDate() - weekday + 3);
  const year = new Date(thursday).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1)) / (7 * 86_400_000));
  return `${year}w${String(week).padStart(2, "0")}`;
}
