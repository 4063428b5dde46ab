import { percent } from "../../src/report/words.ts";
import { type Found, type Policy, policies, replay } from "./policies.ts";
import { type Target, table } from "./tables.ts";
import type { Trace } from "./trace.ts";
import { type Workload, workingSetBytes, workloads } from "./workload.ts";

/** Of the working set: those that are shown, and those that are judged. */
const shares = [0.25, 0.5, 0.75, 1, 1.2];
const allShares = Array.from({ length: 29 }, (_, i) => (10 + i * 5) / 100);

/** What the policies save on all histories, against a cache without limit; and what ours has to reach. */
export function comparePolicies(trace: Trace): { lines: string[]; targets: Target[] } {
  const lines: string[] = [];
  const targets: Target[] = [];
  for (const workload of workloads(trace)) {
    const results = measure(workload);
    const megabytes = (workingSetBytes(workload) / 1e6).toFixed(1);
    lines.push(`${workload.title}: ${workload.runs.length} runs, working set ${megabytes} MB`, "");
    const cell = ({ hits, hitMs }: Found, all: Found) =>
      `${percent(hitMs / all.hitMs)} (${percent(hits / all.hits)})`;
    const rows = Object.entries(results.found).map(([name, found]) => [
      name,
      ...found.map((one) => cell(one, results.unlimited)),
    ]);
    lines.push(
      table(["compile time saved (hits) by budget", ...shares.map((share) => `${share * 100} %`)], rows),
      "",
    );
    targets.push(...judge(workload, results));
  }
  return { lines, targets };
}

interface Results {
  readonly unlimited: Found;
  /** Ours by the best of the others, in compile time saved, at the budget where it is least. */
  readonly worst: { readonly ratio: number; readonly share: number };
  /** By policy, in the order of `shares`. */
  readonly found: Readonly<Record<string, readonly Found[]>>;
}

function measure(workload: Workload): Results {
  const set = workingSetBytes(workload);
  const at = (open: () => Policy, share: number) => replay(workload, open(), set * share);
  const found = Object.entries(policies).map(([name, open]) => {
    return [name, shares.map((share) => at(open, share))] as const;
  });
  const everything = replay(workload, (held) => held, Number.POSITIVE_INFINITY);
  const ratios = allShares.map((share) => {
    const { ours = 0, ...others } = Object.fromEntries(
      Object.entries(policies).map(([name, open]) => [name, at(open, share).hitMs]),
    );
    return { ratio: ours / Math.max(1, ...Object.values(others)), share };
  });
  const worst = ratios.reduce((a, b) => (b.ratio < a.ratio ? b : a));
  return { unlimited: everything, found: Object.fromEntries(found), worst };
}

function judge({ title }: Workload, { unlimited, found, worst }: Results): Target[] {
  const wide = (found["ours"]?.at(-1)?.hitMs ?? 0) / unlimited.hitMs;
  return [
    {
      what: `${title}: compile time saved against the best of the others, at the worst budget of 10 to 150 %`,
      measured: `${worst.ratio.toFixed(3)} times (at ${Math.round(worst.share * 100)} %)`,
      target: "1 or more",
      reached: worst.ratio >= 1,
    },
    {
      what: `${title}: compile time saved at 120 % of the working set`,
      measured: `${percent(wide)} of unlimited`,
      target: "99 % or more",
      reached: wide >= 0.99,
    },
  ];
}
