import type { BuildEvidence } from "../../budget/completeness.ts";
import { usedByLastRun } from "../../bundle/format/manifest.ts";
import { isOfFamily } from "../../key/strategy.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import { restoredBy } from "../handoff.ts";
import type { KnownEntry } from "./history.ts";
import type { SaveFacts } from "./save-facts.ts";

/**
 * Whether hits leave traces in the directory. Where the server tells of hits and not one restored entry was touched, the
 * file system does not keep times (noatime, in client mode): then nothing tells what was used.
 */
export function isUseKnown(entries: readonly KnownEntry[], statistics: Statistics | undefined): boolean {
  const hits = statistics?.hits.total ?? 0;
  return hits === 0 || entries.some(({ added, usedByThisRun }) => usedByThisRun && !added);
}

/** Gathers what tells whether this build used all that the next one will need. */
export function gatherEvidence({
  handoff,
  context,
  status,
  statistics,
  entries,
  past,
}: SaveFacts): BuildEvidence {
  const { config, keys } = handoff;
  const restored = restoredBy(handoff.base);
  return {
    status,
    compileFails: statistics?.compileFails,
    used: entries.filter(({ usedByThisRun }) => usedByThisRun).length,
    usedBefore: past.base && usedByLastRun(past.base).length,
    shared: config.sharedKey !== undefined || (restored !== null && !isOfFamily(restored.key, keys)),
    otherRef: past.base !== undefined && past.base.ref !== (context.ref ?? null),
    useKnown: isUseKnown(entries, statistics),
  };
}
