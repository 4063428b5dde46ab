import { measureQuota } from "../quota/measure.ts";
import type { Benchmark } from "./row.ts";

/** What a budget is good for, and what four weeks of a repository make of it: `bench/quota/main.ts` prints the tables. */
export const quota: Benchmark = {
  name: "quota",
  quick: false,
  async run() {
    const { from, targets } = await measureQuota();
    return targets.map((target) => ({ ...target, from }));
  },
};
