import type { Compilation } from "../../sccache/server/log.ts";
import { languagesOf, type Statistics } from "../../sccache/server/statistics.ts";
import type { Cause, Explanation, Failure, RestoreOutcome } from "../report.ts";
import { whyNoBundle } from "../text.ts";
import { asOne } from "./call.ts";
import { causeOfMiss } from "./classify.ts";
import { byDependencies } from "./dependencies.ts";
import { evictions } from "./lookup.ts";
import { indexPast, type PastFacts } from "./past-index.ts";
import { type MissFacts, type Reason, reason, remedyOfUpdate } from "./reason.ts";
import { asCause, causesOfCalls, wholeBuildCause } from "./whole-build.ts";

/** All that is known of a build and of what it began with. */
export interface ExplainFacts extends Omit<MissFacts, "hits" | "past" | "evicted"> {
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
  const causes = facts.compilations ? withUnnamed(groupCauses(misses), misses.length, facts) : guess(facts);
  const all = [...causes, ...causesOfCalls(facts.statistics)];
  if (all.length === 0) return undefined;
  return { causes: all.sort(byCost), misses: misses.map(({ remedy: _, of: __, ...miss }) => miss) };
}

type Explained = Explanation["misses"][number] & Reason;

function explainEach(facts: ExplainFacts, compilations: readonly Compilation[]): Explained[] {
  const hits = compilations.filter(({ outcome }) => outcome === "hit").map(({ language }) => language);
  const reasonOf = reasonsOf(facts, new Set(hits));
  const missed = compilations
    .filter(({ outcome }) => outcome === "miss")
    .map((miss) => ({ miss, why: reasonOf(miss) }));
  return byDependencies(missed).map(({ miss, why }) => ({
    label: miss.label,
    seconds: miss.compileMs === null ? null : miss.compileMs / 1000,
    ...why,
  }));
}

/** The causes and one of those misses that the statistics count and the log does not name. */
function withUnnamed(
  causes: readonly Cause[],
  named: number,
  { statistics, past, restore }: Pick<ExplainFacts, "statistics" | "past" | "restore">,
): Cause[] {
  const unnamed = (statistics?.misses.total ?? 0) - named;
  if (unnamed <= 0) return [...causes];
  const unknown = reason("unknown", "Not known: sccache's log does not name these compilations");
  const rest = asCause(past ? unknown : nothingRestored(restore), unnamed);
  const same = causes.find((cause) => cause.class === rest.class && cause.detail === rest.detail);
  if (!same) return [...causes, rest];
  return causes.map((cause) =>
    cause === same ? { ...same, compilations: (same.compilations ?? 0) + unnamed } : cause,
  );
}

/** Tells of each compilation why it missed. */
function reasonsOf({ past, restore, ...facts }: ExplainFacts, hits: MissFacts["hits"]) {
  if (!past) return () => nothingRestored(restore);
  const known: MissFacts = { ...facts, past: indexPast(past), hits, evicted: evictions(past) };
  return (miss: Compilation) => causeOfMiss(miss, known);
}

/** Without the log nobody knows which compilation missed; what differs from the last run is a good guess all the same. */
function guess(facts: ExplainFacts): Cause[] {
  const { misses, hits } = facts.statistics ?? {};
  if (!misses?.total) return [];
  const [label = ""] = facts.past?.entries.flatMap((entry) => entry.label ?? []) ?? [];
  const missed = languagesOf(misses);
  const language = missed.length === 1 ? (missed[0] ?? null) : null;
  const miss = {
    label,
    outcome: "miss",
    language,
    entry: null,
    compileMs: null,
    why: null,
    prints: [],
  } as const;
  return [asCause(reasonsOf(facts, new Set(hits && languagesOf(hits)))(miss), misses.total)];
}

function nothingRestored(outcome: RestoreOutcome | null): Reason {
  const nothing = (why: string, remedy: string | null = null) =>
    reason("nothing-restored", `Nothing was restored: ${why}`, remedy);
  switch (outcome?.kind) {
    case undefined:
      return nothing("no restore step ran before this build", "Run the restore step before the build.");
    case "missed": // the first run of a family: the next one hits
      return outcome.otherCompiler
        ? reason(
            "compiler",
            `Nothing was restored: there is no bundle ${whyNoBundle(outcome)}`,
            remedyOfUpdate(pins),
          )
        : nothing(`there is no bundle ${whyNoBundle(outcome)}`);
    case "found":
      return nothing("lookup-only is true", "Set lookup-only to false.");
    case "skipped":
      return nothing(outcome.why);
    case "restored":
      return nothing("the list of what was restored is lost");
    case "failed":
      return nothing(
        outcome.why,
        remedies[outcome.failure] ??
          "Run the job again. If it fails likewise, the message says what to change.",
      );
  }
}

const pins = "in rust-toolchain.toml or the runner's image";

const remedies: Readonly<Partial<Record<Failure, string>>> = {
  "no-room": "Free disk space before the restore step, or raise SCCACHE_CACHE_SIZE if you set it.",
  "no-memory": "Give the job more memory, or set threads or segment-size lower.",
  damaged: "Nothing to do: the next save replaces the damaged bundle.",
  "not-signed":
    "Nothing to do if the keys have just changed: the next save of a job with a signing key replaces the bundle.",
  "no-store": "Set the store input to a store that exists here.",
  denied: "Check the credentials and rights for the store.",
};

/** What a user knows a compilation by: the crate `cc` puts a digest of the folder before the name of an object. */
function sourceOf(label: string): string {
  return label.replace(/^[0-9a-f]{16}-(?=.+\.o$)/, "");
}

function groupCauses(misses: readonly Explained[]): Cause[] {
  const groups = Map.groupBy(misses, (miss) => `${miss.class}\n${miss.of?.what ?? miss.detail}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return []; // never: a group has what it was made for
    const names = group.flatMap(({ of }) => of?.names ?? []);
    const detail = first.of ? asOne(first.of.what, names) : first.detail;
    const dear = group.toSorted((a, b) => (b.seconds ?? 0) - (a.seconds ?? 0));
    const known = group.flatMap(({ seconds }) => seconds ?? []);
    return {
      ...reason(first.class, detail, first.remedy),
      compilations: group.length,
      seconds: known.length > 0 ? known.reduce((sum, one) => sum + one, 0) : null,
      labels: [...new Set(dear.map(({ label }) => sourceOf(label)))],
    };
  });
}

/** What took longest comes first; calls that were not cacheable last, unless somebody can do something about them. */
function byCost(a: Cause, b: Cause): number {
  const late = (cause: Cause) => Number(cause.class === "not-cacheable" && cause.remedy === null);
  return (
    late(a) - late(b) || (b.seconds ?? 0) - (a.seconds ?? 0) || (b.compilations ?? 0) - (a.compilations ?? 0)
  );
}

/**
 * The crates of a workspace itself, named as rustc names them, from the text of its Cargo.lock: those without a source.
 * Empty for what is no such file.
 */
export function workspaceCrates(lockfile: string): Set<string> {
  const packages = lockfile.split(/^\[\[package\]\]$/m).slice(1);
  const own = packages.flatMap((text) => {
    const name = /^name = "([^"]+)"$/m.exec(text)?.[1];
    return name === undefined || /^source = /m.test(text) ? [] : [name.replaceAll("-", "_")];
  });
  return new Set(own);
}
