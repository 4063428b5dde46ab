import { type BudgetPlan, evictReasons, keepReasons, shortfallOf } from "../budget/plan.ts";
import { budgetCurve, type Candidate, type CurvePoint } from "../budget/worth.ts";
import type { BudgetReport, Tally } from "./report.ts";

export interface BudgetFacts {
  readonly plan: BudgetPlan<Candidate>;
  readonly budgetBytes: number;
  /** Why that is less than `max-size`; undefined where it is not. */
  readonly limitedBy: string | undefined;
  readonly unused: { readonly drop: boolean; readonly why: string };
}

/** What the budget kept and removed, counted by reason. */
export function reportBudget({ plan, budgetBytes, limitedBy, unused }: BudgetFacts): BudgetReport {
  const candidates = [...plan.keep, ...plan.evict].map(({ entry }) => entry);
  return {
    budgetBytes,
    limitedBy: limitedBy ?? null,
    unused,
    expectedBytes: plan.expectedBytes,
    kept: tally(plan.keep, keepReasons),
    evicted: tally(plan.evict, evictReasons),
    shortfall: shortfallOf(plan) ?? null,
    curve: curvePoints(candidates),
  };
}

const mostExamples = 5;

/** Counts entries for each reason that occurs, in the order of `texts`. */
export function tally<R extends string>(
  list: readonly { readonly entry: { readonly name: string; readonly cost: number }; readonly reason: R }[],
  texts: Readonly<Record<R, string>>,
): Tally[] {
  const byReason = Map.groupBy(list, ({ reason }) => reason);
  return (Object.keys(texts) as R[]).flatMap((reason) => {
    const group = byReason.get(reason);
    if (!group) return [];
    const examples = group
      .toSorted((a, b) => b.entry.cost - a.entry.cost)
      .slice(0, mostExamples)
      .map(({ entry }) => ({ name: entry.name, bytes: entry.cost }));
    const bytes = group.reduce((sum, { entry }) => sum + entry.cost, 0);
    return [{ reason, why: texts[reason], entries: group.length, bytes, examples }];
  });
}

/** Budgets to look at, as shares of what everything together takes. */
const shares = [0.1, 0.25, 0.5, 0.75, 1];

/** What budgets of different sizes would keep, the smallest first. */
export function curvePoints(candidates: readonly Candidate[]): readonly CurvePoint[] {
  const total = candidates.reduce((sum, { cost }) => sum + cost, 0);
  const budgets = new Set(shares.map((share) => roundUp(total * share)));
  return budgetCurve(candidates, [...budgets]);
}

/** The smallest budget on the curve that keeps as many hits as the largest, or undefined without a curve. */
export function enough(curve: readonly CurvePoint[]): CurvePoint | undefined {
  const most = curve.at(-1)?.hitShare;
  return curve.find(({ hitShare }) => hitShare === most);
}

/** Rounds up to two digits, so that the last budget holds everything. */
function roundUp(bytes: number): number {
  if (bytes < 1) return 1;
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(bytes)) - 1);
  return Math.ceil(bytes / unit) * unit;
}
