import { planBudget } from "../../src/budget/plan.ts";
import type { Entry, Workload } from "./workload.ts";

/** What a cache of limited size knows of an entry. */
export interface Held {
  readonly entry: Entry;
  /** Runs that used it. */
  readonly runs: number;
  /** Number of the last run that used it, and its place within that run's uses. */
  readonly lastRun: number;
  readonly lastPlace: number;
  /** For whoever ages: what the policy left with it. */
  readonly rank: number;
}

export interface Situation {
  readonly budgetBytes: number;
  /** Number of the run that has just ended. */
  readonly run: number;
  readonly dropsUnused: boolean;
}

/** Says what stays of all that is there after a run. */
export type Policy = (held: readonly Held[], situation: Situation) => readonly Held[];

/** A run every eight hours. */
const runSeconds = 8 * 3600;

export const policies: Readonly<Record<string, () => Policy>> = {
  LRU: () => (held, situation) => takeWhileFits(held.toSorted(byRecency), situation),

  "LFU with ageing": () => {
    let age = 0;
    return (held, situation) => {
      const ranked = held.map((one) =>
        one.lastRun === situation.run ? { ...one, rank: age + one.runs } : one,
      );
      const kept = takeWhileFits(
        ranked.toSorted((a, b) => b.rank - a.rank || byRecency(a, b)),
        situation,
      );
      const names = new Set(kept.map(({ entry }) => entry.name));
      for (const { entry, rank } of ranked) if (!names.has(entry.name)) age = Math.max(age, rank);
      return kept;
    };
  },

  ours:
    () =>
    (held, { budgetBytes, run, dropsUnused }) => {
      const candidates = held.map((one) => ({
        name: one.entry.name,
        cost: one.entry.cost,
        lastUse: one.lastRun * runSeconds,
        runs: one.runs,
        age: run - one.lastRun,
        costMs: one.entry.ms,
        language: "rust",
        held: one,
      }));
      const options = {
        budgetBytes,
        evictAge: dropsUnused ? 1 : undefined,
        maxAgeDays: undefined,
        now: run * runSeconds,
      };
      return planBudget(candidates, options).keep.map(({ entry }) => entry.held);
    },
};

/** As sccache itself does it: the latest use first. */
function byRecency(a: Held, b: Held): number {
  return b.lastRun - a.lastRun || b.lastPlace - a.lastPlace;
}

function takeWhileFits(ordered: readonly Held[], { budgetBytes }: Situation): Held[] {
  const kept: Held[] = [];
  let bytes = 0;
  for (const one of ordered) {
    bytes += one.entry.cost;
    if (bytes > budgetBytes) break;
    kept.push(one);
  }
  return kept;
}

/** What all runs after the first found in the cache. */
export interface Found {
  readonly hits: number;
  /** Bytes of bundle that the hits stand for: large entries are more work. */
  readonly hitBytes: number;
}

export function replay({ runs, dropsUnused }: Workload, policy: Policy, budgetBytes: number): Found {
  let held = new Map<string, Held>();
  let hits = 0;
  let hitBytes = 0;
  for (const [number, { used }] of runs.entries()) {
    for (const [place, entry] of used.entries()) {
      const before = held.get(entry.name);
      if (before && before.lastRun < number) {
        hits += 1;
        hitBytes += entry.cost;
      }
      const now = { entry, runs: (before?.runs ?? 0) + 1, lastRun: number, lastPlace: place };
      held.set(entry.name, { ...now, rank: before?.rank ?? 0 });
    }
    const kept = policy([...held.values()], { budgetBytes, run: number, dropsUnused });
    held = new Map(kept.map((one) => [one.entry.name, one]));
  }
  return { hits, hitBytes };
}
