import { type EvictReason, evictReasons, evictRemedies, isForWantOfRoom } from "../../budget/plan.ts";
import { type MissFacts, type Reason, reason } from "./classify.ts";
import { remedyFor } from "./limits.ts";
import type { Evicted, PastFacts } from "./past-index.ts";

/** Why the bundles left entries out, by `shortName`. */
export function evictions({ overlay, ...base }: PastFacts): MissFacts["evicted"] {
  return new Map([base, overlay].flatMap((bundle) => (bundle ? evictionsOf(bundle) : [])));
}

function evictionsOf({ evicted = {}, limitedBy, created }: Evicted): (readonly [string, Reason])[] {
  const day = new Date(created * 1000).toISOString().slice(0, 10);
  const isRule = (rule: string): rule is EvictReason => Object.hasOwn(evictReasons, rule);
  const remedyOf = (rule: EvictReason) =>
    isForWantOfRoom(rule) ? remedyFor(limitedBy) : evictRemedies[rule];
  const reasonOf = (rule: string) =>
    isRule(rule)
      ? reason("evicted", `Evicted: ${evictReasons[rule]} (${day})`, remedyOf(rule))
      : reason("evicted", `Evicted: ${rule} (${day})`);
  return Object.entries(evicted).flatMap(([rule, names]) => {
    const why = reasonOf(rule);
    return names.map((name) => [name, why] as const);
  });
}
