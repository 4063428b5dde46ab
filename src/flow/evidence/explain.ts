import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { sumBytes } from "../../budget/room.ts";
import { isFresh, isOfFamily } from "../../key/key.ts";
import { explain, workspaceCrates } from "../../report/explain/explain.ts";
import { reportBuild } from "../../report/make-report.ts";
import type { Explanation, RestoreOutcome, RestoreReport } from "../../report/report.ts";
import type { Compilation } from "../../sccache/server/log.ts";
import type { Statistics } from "../../sccache/server/statistics.ts";
import { type Handoff, restoredBy } from "../handoff.ts";
import type { KnownBundle, Past } from "./past.ts";

/** What is known of a build, beside what restore left for its save. */
interface BuildFacts {
  readonly handoff: Handoff;
  /** As restore left it: without the bundles of other jobs. */
  readonly past: Pick<Past, "base" | "overlay" | "entries">;
  readonly statistics: Statistics | undefined;
  readonly compilations: readonly Compilation[] | undefined;
  /** Names of restored entries that the build used; undefined where that is not known. */
  readonly hitEntries: readonly string[] | undefined;
  /** Fingerprints of today's environment. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What a report says of a job until its build has ended: the restore, how the build went, and why compilations missed. */
export async function reportOfBuild(facts: BuildFacts) {
  const { handoff, past, statistics, compilations, hitEntries } = facts;
  const costMs = (name: string) => past.entries.get(name)?.costMs;
  return {
    step: "save" as const,
    key: handoff.keys,
    restore: restoreReportOf(facts),
    build: reportBuild({ statistics, compilations, hitEntries, costMs }),
    explanation: (await explainBuild(facts)) ?? null,
    history: past.base?.manifest?.history ?? [],
  };
}

/** Why compilations missed; undefined when nothing did, or no sccache was used. */
async function explainBuild(facts: BuildFacts): Promise<Explanation | undefined> {
  const { handoff, past, statistics, compilations, environment } = facts;
  if (!handoff.sccache) return undefined;
  const manifest = past.base?.manifest ?? past.overlay?.manifest;
  return explain({
    restore: restoreReportOf(facts).outcome,
    past: manifest && { ...manifest, entries: [...past.entries.values()] },
    now: { toolchain: handoff.toolchain, environment },
    lockfilesChanged: lockfilesChanged(handoff, past.base),
    ownCrates: await readOwnCrates(handoff.context.workspace),
    statistics,
    directory: handoff.directory,
    compilations,
  });
}

/** What restore did, from what it left. */
function restoreReportOf({ handoff, past }: Pick<BuildFacts, "handoff" | "past">): RestoreReport {
  return {
    outcome: outcomeOf(handoff, past),
    seconds: handoff.restoreMs / 1000,
    phases: handoff.restorePhases,
  };
}

function outcomeOf({ base, overlay, keys }: Handoff, past: BuildFacts["past"]): RestoreOutcome {
  const below = restoredBy(base);
  const above = restoredBy(overlay);
  const first = below ?? above;
  if (!first) {
    if (base.kind !== "failed") return base.kind === "restored" ? { kind: "missed" } : base;
    return { kind: "failed", failure: base.failure, why: base.why };
  }
  const manifest = (below ? past.base : past.overlay)?.manifest;
  return {
    kind: "restored",
    key: first.key,
    fresh: isFresh(first.key, keys),
    ref: manifest?.ref ?? null,
    bundleBytes: first.bytes,
    entries: past.entries.size,
    entryBytes: sumBytes(past.entries.values()),
    overlay:
      below && above
        ? { key: above.key, bundleBytes: above.bytes, entries: past.overlay?.manifest?.entries.length ?? 0 }
        : null,
  };
}

/** A key of the same family that is not as fresh was made of other lockfiles, where lockfiles are what ends it. */
function lockfilesChanged({ keys, config }: Handoff, base: KnownBundle | undefined): boolean | undefined {
  if (!base || !config.strategy.startsWith("lockfile")) return undefined;
  if (isFresh(base.key, keys)) return false;
  return isOfFamily(base.key, keys) ? true : undefined;
}

async function readOwnCrates(workspace: string): Promise<ReadonlySet<string> | undefined> {
  try {
    return workspaceCrates(await readFile(join(workspace, "Cargo.lock"), "utf8"));
  } catch {
    return undefined; // no such file, so nobody knows
  }
}
