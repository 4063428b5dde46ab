import type { Strategy } from "../config/config.ts";
import type { KeyPart } from "./family.ts";
import type { Ingredients } from "./ingredients.ts";
import { dayOf, weekOf } from "./period.ts";
import { word } from "./word.ts";

/** What a strategy adds to the family. */
export interface Ending extends KeyPart {
  /** Whether saving adds a digest of the entries; else one bundle with the key is all there ever is. */
  readonly digest: boolean;
  /** What to fall back to within the family before its newest, each without the family. */
  readonly fallbacks: readonly string[];
}

/** How each strategy ends its keys. */
export const endings: Readonly<Record<Exclude<Strategy, "custom">, (ingredients: Ingredients) => Ending>> = {
  lockfile: (ingredients) => ({ ...lockfilesPart(ingredients), digest: true, fallbacks: [] }),
  "lockfile-once": (ingredients) => ({ ...lockfilesPart(ingredients), digest: false, fallbacks: [] }),
  rolling: () => ({ part: "rolling", from: "strategy rolling", digest: true, fallbacks: [] }),
  daily: ({ nowMs }) => ({ part: `d${dayOf(nowMs)}`, from: "UTC date", digest: false, fallbacks: [] }),
  weekly: ({ nowMs }) => ({ part: weekOf(nowMs), from: "ISO week, UTC", digest: false, fallbacks: [] }),
  commit: ({ revision }) => ({
    part: `c${(revision.sha ?? "none").slice(0, 12)}`,
    from: revision.sha === undefined ? "no commit known" : `commit ${revision.sha}`,
    digest: false,
    fallbacks: [],
  }),
  branch: ({ revision: { ref, defaultBranch } }) => ({
    part: `b${word(shortRef(ref ?? "none"))}`,
    from: ref === undefined ? "no ref known" : `ref ${ref}`,
    digest: true,
    fallbacks: defaultBranch === undefined ? [] : [`b${word(defaultBranch)}-`],
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

function shortRef(ref: string): string {
  return ref.replace(/^refs\/(heads|tags)\//, "");
}
