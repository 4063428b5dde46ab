import type { RestoreOutcome } from "../../src/report/report.ts";

type Restored = Extract<RestoreOutcome, { kind: "restored" }>;

/** What a restore says that found a bundle: the least there can be, unless `told` says otherwise. */
export function restoredOutcome(told: Partial<Restored> = {}): Restored {
  return {
    kind: "restored",
    key: "k",
    fresh: true,
    ref: null,
    bundleBytes: 1,
    entries: 1,
    entryBytes: 1,
    overlay: null,
    ...told,
  };
}
