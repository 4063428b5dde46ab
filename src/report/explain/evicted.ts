import { type EvictReason, evictReasons } from "../../budget/plan.ts";

/** The rule that left an entry out of the last bundle, in words. */
export interface Eviction {
  readonly rule: string;
  readonly remedy: string | null;
}

/** Enough of an entry's name to know it again. */
export function shortName(entry: string): string {
  return entry.slice(entry.lastIndexOf("/") + 1).slice(0, 16);
}

const remedies: Readonly<Record<EvictReason, string>> = {
  unused: "Set evict: budget-only to keep entries that complete runs do not use.",
  "too-old": "Raise max-age, or leave it unset.",
  "over-budget": "Raise max-size.",
  larger: "Raise max-size.",
};

/** What a bundle left out, by short name: when, by which rule, and what to do. `created` is in seconds since 1970. */
export function evictions(
  evicted: Readonly<Record<string, readonly string[]>> | undefined,
  created: number,
): Map<string, Eviction> {
  const day = new Date(created * 1000).toISOString().slice(0, 10);
  const isRule = (rule: string): rule is EvictReason => Object.hasOwn(evictReasons, rule);
  return new Map(
    Object.entries(evicted ?? {}).flatMap(([rule, names]) => {
      const words = isRule(rule) ? evictReasons[rule] : rule;
      const eviction = { rule: `${words} (${day})`, remedy: isRule(rule) ? remedies[rule] : null };
      return names.map((name) => [name, eviction] as const);
    }),
  );
}
