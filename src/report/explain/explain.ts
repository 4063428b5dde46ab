import type { Compilation } from "../../sccache/server/log.ts";
import { placeOf, type Statistics } from "../../sccache/server/statistics.ts";
import { describeReason } from "../not-cacheable.ts";
import type { RestoreOutcome } from "../report.ts";
import { causeOfMiss, type MissFacts, type PastFacts, type Reason } from "./classify.ts";
import type { Cause, ExplainedMiss, Explanation } from "./explanation.ts";

/** All that is known of a build and of what it began with. */
export interface ExplainFacts extends Omit<MissFacts, "rustHits" | "past"> {
  readonly restore: RestoreOutcome | null;
  /** What was restored; undefined where nothing was. */
  readonly past: PastFacts | undefined;
  /** Undefined when no server answered. */
  readonly statistics: Statistics | undefined;
  /** sccache's directory, as the build was to use it. */
  readonly directory: string;
  /** From the server's log, or undefined without one. */
  readonly compilations: readonly Compilation[] | undefined;
}

/**
 * Why compilations missed: every one of them by class where the server's log names them, else by what is known of the
 * whole build. The most expensive cause comes first; undefined when nothing missed.
 */
export function explain(facts: ExplainFacts): Explanation | undefined {
  const whole = wholeBuildCause(facts);
  if (whole) return { causes: [asCause(whole, facts.statistics?.misses.total ?? null)], misses: [] };
  const misses = facts.compilations ? explainEach(facts, facts.compilations) : [];
  const causes = facts.compilations ? groupCauses(misses) : guess(facts);
  const all = [...causes, ...notCacheable(facts.statistics)];
  if (all.length === 0) return undefined;
  return { causes: all.sort(byCost), misses: misses.map(({ remedy: _, ...miss }) => miss) };
}

type Explained = ExplainedMiss & Pick<Reason, "remedy">;

function explainEach(facts: ExplainFacts, compilations: readonly Compilation[]): Explained[] {
  const rustHits = compilations.some(({ outcome, language }) => outcome === "hit" && language === "rust");
  return compilations
    .filter(({ outcome }) => outcome === "miss")
    .map((miss) => {
      const reason = reasonOf(facts, miss, rustHits);
      return {
        label: miss.label,
        seconds: miss.compileMs === null ? null : miss.compileMs / 1000,
        ...reason,
      };
    });
}

function reasonOf(facts: ExplainFacts, miss: Compilation, rustHits: boolean): Reason {
  return facts.past
    ? causeOfMiss(miss, { ...facts, past: facts.past, rustHits })
    : nothingRestored(facts.restore);
}

/** Without the log nobody knows which compilation missed; what differs from the last run is a good guess all the same. */
function guess(facts: ExplainFacts): Cause[] {
  const misses = facts.statistics?.misses.total ?? 0;
  if (misses === 0) return [];
  if (!facts.past) return [asCause(nothingRestored(facts.restore), misses)];
  const rustHits = (facts.statistics?.hits.byLanguage["Rust"] ?? 0) > 0;
  const [label] = facts.past.entries.flatMap((entry) => entry.label ?? []);
  const typical = {
    label: label ?? "",
    language: null,
    entry: null,
    outcome: "miss",
    compileMs: null,
    why: null,
    prints: [],
  } as const;
  return [asCause(causeOfMiss(typical, { ...facts, past: facts.past, rustHits }), misses)];
}

function nothingRestored(outcome: RestoreOutcome | null): Reason {
  const why = outcome ? restoreWords(outcome) : "no restore step ran before this build";
  return {
    class: "nothing-restored",
    detail: `Nothing was restored: ${why}`,
    remedy: restoreRemedy(outcome),
  };
}

function restoreWords(outcome: RestoreOutcome): string {
  switch (outcome.kind) {
    case "missed":
      return "there is no bundle for this key or its fallbacks yet";
    case "found":
      return "lookup-only is true";
    case "skipped":
    case "failed":
      return outcome.why;
    case "restored":
      return "the list of what was restored is lost";
  }
}

function restoreRemedy(outcome: RestoreOutcome | null): string | null {
  if (!outcome) return "Run the restore step before the build.";
  if (outcome.kind === "missed") return null; // the first run of a family: the next one hits
  if (outcome.kind === "found") return "Set lookup-only to false.";
  if (outcome.kind !== "failed") return null;
  const remedies: Partial<Record<typeof outcome.failure, string>> = {
    "no-room": "Free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it.",
    damaged: "Nothing to do: the next save replaces the damaged bundle.",
    "not-signed":
      "Nothing to do if the keys have just changed: the next save of a job with a signing key replaces the bundle.",
    "no-store": "Set the store input to a store that exists here.",
    denied: "Check the credentials and rights for the store.",
  };
  return remedies[outcome.failure] ?? "Run the job again: the store did not answer.";
}

function notCacheable(statistics: Statistics | undefined): Cause[] {
  return Object.entries(statistics?.nonCacheable ?? {}).map(([reason, calls]) => {
    const { meaning, remedy } = describeReason(reason);
    return asCause({ class: "not-cacheable", detail: `Not cacheable: ${meaning}`, remedy }, calls);
  });
}

const mostLabels = 10;

function groupCauses(misses: readonly Explained[]): Cause[] {
  const groups = Map.groupBy(misses, (miss) => `${miss.class}\n${miss.detail}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const dear = group.toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
    const known = group.flatMap(({ seconds }) => seconds ?? []);
    return [
      {
        class: first.class,
        detail: first.detail,
        remedy: first.remedy,
        compilations: group.length,
        seconds: known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null,
        labels: [...new Set(dear.map(({ label }) => label))].slice(0, mostLabels),
      },
    ];
  });
}

function asCause({ class: name, detail, remedy }: Reason, compilations: number | null): Cause {
  return { class: name, detail, remedy, compilations, seconds: null, labels: [] };
}

/** What took longest comes first; calls that were not cacheable last, unless somebody can do something about them. */
function byCost(a: Cause, b: Cause): number {
  const late = (cause: Cause) => Number(cause.class === "not-cacheable" && cause.remedy === null);
  return (
    late(a) - late(b) || (b.seconds ?? 0) - (a.seconds ?? 0) || (b.compilations ?? 0) - (a.compilations ?? 0)
  );
}

/** What keeps a whole build from hitting, whatever it compiled; undefined when nothing of the kind is known. */
function wholeBuildCause({
  statistics,
  directory,
}: {
  readonly statistics: Statistics | undefined;
  readonly directory: string;
}): Reason | undefined {
  if (!statistics) {
    return {
      class: "server-died",
      detail: "sccache's server had ended before it was asked for its statistics",
      remedy:
        "Do not stop it during the build (sccache --stop-server), and look for a crash or lack of memory in the job's log.",
    };
  }
  if (statistics.compileRequests === 0 && statistics.hits.total + statistics.misses.total === 0) {
    return {
      class: "never-called",
      detail: "sccache was never called",
      remedy:
        "Check that RUSTC_WRAPPER is set where cargo runs, that .cargo/config.toml does not override it, and for C or " +
        "C++ set wrap: cmake. If everything was up to date, there is nothing to do.",
    };
  }
  const place = placeOf(statistics);
  // Several levels are fine: sccache does not say of them where the disk is.
  if (place.kind === "unknown" || place.kind === "levels") return undefined;
  const used = place.kind === "directory" ? place.path : undefined;
  if (used === directory) return undefined;
  return {
    class: "other-place",
    detail:
      used === undefined
        ? `sccache kept its entries elsewhere: ${statistics.cacheLocation}`
        : `sccache used another directory: ${used}, not ${directory}`,
    remedy:
      used === undefined
        ? "Unset the variables of sccache's other backends (SCCACHE_GHA_ENABLED, SCCACHE_BUCKET, SCCACHE_REDIS, …)."
        : "Do not set SCCACHE_DIR after the restore step, and start no other sccache server.",
  };
}
