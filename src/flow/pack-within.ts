import { rm } from "node:fs/promises";
import { planBudget } from "../budget/plan.ts";
import { type Packed, type PackRequest, pack } from "../bundle/pack.ts";
import type { Zstd } from "../zstd/zstd.ts";
import type { KnownEntry } from "./history.ts";

export interface PackedWithin extends Packed {
  /** What the budget left out. */
  readonly evicted: readonly KnownEntry[];
}

/** How often a bundle is packed until it fits. */
const tries = 3;

/**
 * Packs what the budget allows. How well entries compress is known only afterwards: `ratio` is the first guess of
 * bundle bytes per byte on disk, and a bundle that came out too large is packed again with the ratio that was
 * measured. Returns undefined, and leaves no file, when even the last try is over `budgetBytes`.
 */
export async function packWithin(
  entries: readonly KnownEntry[],
  budget: { readonly budgetBytes: number; readonly ratio: number },
  request: Omit<PackRequest, "entries">,
  zstd: Zstd,
): Promise<PackedWithin | undefined> {
  let { ratio } = budget;
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { keep, evict } = planBudget(entries, { budgetBytes: budget.budgetBytes, ratio });
    if (keep.length === 0) return undefined;
    const packed = await pack({ ...request, entries: keep }, zstd);
    if (packed.bytes <= budget.budgetBytes) return { ...packed, evicted: evict };
    const bytes = keep.reduce((sum, entry) => sum + entry.bytes, 0);
    ratio = Math.max(ratio, packed.bytes / bytes) * 1.05;
  }
  await rm(request.out, { force: true });
  return undefined;
}
