import { planBudget } from "../../src/budget/plan.ts";
import type { Entry, Workload } from "./workload.ts";

/** What a cache of limited size knows of an entry. */
export interface Held {
  readonly entry: Entry;
  /** Runs that used it. */
  readonly runs: number;
  /** Number of the last job that used it, its workflow run, and its place within that job's uses. */
  readonly lastJob: number;
  readonly lastWorkflow: number;
  readonly lastPlace: number;
  /** For whoever ages: what the policy left with it. */
  readonly rank: number;
}

export interface Situation {
  readonly budgetBytes: number;
  /** Number of the job that has just ended, and of its workflow run. */
  readonly job: number;
  readonly workflow: number;
}

/** Says what is kept of all that is there after a job. */
export type Policy = (held: readonly Held[], situation: Situation) => readonly Held[];

/** A job every eight hours. */
const jobSeconds = 8 * 3600;

export const policies: Readonly<Record<string, () => Policy>> = {
  LRU: () => (held, situation) => takeWhileFits(held.toSorted(byRecency), situation),

  "LFU with ageing": () => {
    let age = 0;
    return (held, situation) => {
      const ranked = held.map((one) =>
        one.lastJob === situation.job ? { ...one, rank: age + one.runs } : one,
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

  "uses by size": () => (held, situation) => takeWhileFits(byUsesAndSize(held, situation), situation),

  ours:
    () =>
    (held, { budgetBytes, job, workflow }) => {
      const candidates = held.map((one) => ({
        name: one.entry.name,
        cost: one.entry.cost,
        lastUse: one.lastJob * jobSeconds,
        runs: one.runs,
        age: workflow - one.lastWorkflow,
        costMs: one.entry.ms,
        language: "rust",
        held: one,
      }));
      // Ages have a table of their own: here the budget alone decides.
      const options = { budgetBytes, evictAge: undefined, maxAgeDays: undefined, now: job * jobSeconds };
      return planBudget(candidates, options).keep.map(({ entry }) => entry.held);
    },
};

/** As sccache itself does it: the latest use first. */
function byRecency(a: Held, b: Held): number {
  return b.lastJob - a.lastJob || b.lastPlace - a.lastPlace;
}

/**
 * What serves most hits: what the last job used, by uses (their logarithm) per square root of size, then the rest by time since the
 * last use and size.
 */
function byUsesAndSize(held: readonly Held[], { job }: Situation): Held[] {
  const worth = ({ runs, lastJob, entry: { cost } }: Held) =>
    lastJob === job ? (1 + Math.log2(runs)) / Math.sqrt(cost) : 1 / ((job - lastJob) ** 4 * cost ** 0.25);
  const isUsed = ({ lastJob }: Held) => lastJob === job;
  return held.toSorted((a, b) => Number(isUsed(b)) - Number(isUsed(a)) || worth(b) - worth(a));
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

/** What all jobs after the first found in the cache. */
export interface Found {
  readonly hits: number;
  /** Compile time of the entries that were hit, in milliseconds. */
  readonly hitMs: number;
}

export function replay({ runs }: Workload, policy: Policy, budgetBytes: number): Found {
  let held = new Map<string, Held>();
  let hits = 0;
  let hitMs = 0;
  for (const [job, { used, workflow }] of runs.entries()) {
    for (const [place, entry] of used.entries()) {
      const before = held.get(entry.name);
      if (before && before.lastJob < job) {
        hits += 1;
        hitMs += entry.ms ?? 0;
      }
      const last = { lastJob: job, lastWorkflow: workflow, lastPlace: place };
      held.set(entry.name, { entry, runs: (before?.runs ?? 0) + 1, ...last, rank: before?.rank ?? 0 });
    }
    const kept = policy([...held.values()], { budgetBytes, job, workflow });
    held = new Map(kept.map((one) => [one.entry.name, one]));
  }
  return { hits, hitMs };
}
