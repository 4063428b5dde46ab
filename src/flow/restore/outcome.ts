import { isFresh, type KeyPlan } from "../../key/key.ts";
import type { RestoreOutcome } from "../../report/report.ts";
import { sumBytes } from "../../size.ts";
import { restoredBy } from "../handoff.ts";
import type { FetchedPart } from "./fetch.ts";

/** What restore came to, of what came of both its parts. */
export function outcomeOf({
  base,
  overlay,
  keys,
}: {
  readonly base: FetchedPart;
  readonly overlay: FetchedPart;
  readonly keys: KeyPlan;
}): RestoreOutcome {
  const { part } = base;
  const above = restoredBy(overlay.part);
  const first = restoredBy(part) ?? above;
  if (!first) {
    if (part.kind === "failed") return { kind: part.kind, failure: part.failure, why: part.why };
    return part.kind === "skipped" ? part : { kind: "missed" };
  }
  const inPlace = new Map([...base.entries, ...overlay.entries].map((entry) => [entry.name, entry]));
  const entries = [...inPlace.values()];
  const isBelow = part.kind === "restored";
  return {
    kind: "restored",
    key: first.key,
    fresh: isFresh(first.key, keys),
    ref: (isBelow ? base : overlay).ref,
    bundleBytes: first.bytes,
    entries: entries.length,
    entryBytes: sumBytes(entries),
    overlay:
      above && isBelow ? { key: above.key, bundleBytes: above.bytes, entries: overlay.entries.length } : null,
  };
}
