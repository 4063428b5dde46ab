import type { BundledEntry, Manifest } from "../../bundle/format/manifest.ts";
import { tellingPrints } from "../../sccache/server/prints.ts";

/** Why a restore leaves an entry of a bundle out: no room, or another sccache wrote it, or its code is for another CPU. */
export const leftOutReasons = ["disk", "cache-size", "other-version", "other-cpu"] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

/** What a bundle's save left out of it. */
export type Evicted = Pick<Manifest, "created" | "evicted"> & {
  readonly limitedBy?: Manifest["limitedBy"];
};

/** The bundles that were restored, and of the run that saved them what a manifest tells. */
export type PastFacts = Pick<Manifest, "toolchain" | "environment"> &
  Evicted & {
    readonly entries: readonly IndexedEntry[];
    /** Of an overlay that was restored on top. */
    readonly overlay?: Evicted | undefined;
  };

type IndexedEntry = Pick<BundledEntry, "name" | "label"> &
  Partial<Pick<BundledEntry, "prints">> & {
    /** Why it is not in place, or nothing where it is. */
    readonly leftOut?: LeftOutReason | null;
  };

/** The same, so that each miss is looked up and not searched for. */
export interface PastIndex extends Omit<PastFacts, "entries"> {
  entry(name: string): IndexedEntry | undefined;
  /** Whether any entry tells what it was made from. */
  readonly hasLabels: boolean;
  hasLabel(label: string): boolean;
  /** The different arguments that entries of this label were made with, where they are known; at most `mostAlike`. */
  argumentsOf(label: string): readonly ReadonlySet<string>[];
}

/** A header's name, or `main.o`, may be the label of thousands: each miss is compared with so many of them. */
const mostAlike = 100;

/** Indexes what was restored. */
export function indexPast({ entries, ...about }: PastFacts): PastIndex {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const byLabel = new Map<string, IndexedEntry[]>();
  for (const entry of entries) {
    if (entry.label === null) continue;
    const alike = byLabel.get(entry.label);
    if (alike) alike.push(entry);
    else byLabel.set(entry.label, [entry]);
  }
  const compared = new Map<string, readonly ReadonlySet<string>[]>();
  return {
    ...about,
    entry: (name) => byName.get(name),
    hasLabels: byLabel.size > 0,
    hasLabel: (label) => byLabel.has(label),
    argumentsOf(label) {
      const known = compared.get(label) ?? differentArguments(byLabel.get(label) ?? []);
      compared.set(label, known);
      return known;
    },
  };
}

function differentArguments(alike: readonly IndexedEntry[]): ReadonlySet<string>[] {
  const lists = alike.flatMap(({ prints }) => (prints?.length ? [prints] : []));
  const different = new Map(lists.map((prints) => [prints.join("\n"), prints]));
  return [...different.values()].slice(0, mostAlike).map((prints) => new Set(tellingPrints(prints)));
}
