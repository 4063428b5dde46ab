import { foreign } from "../foreign.ts";
import { count, duration, firstOf } from "../words.ts";

/**
 * Why a compilation missed. Each class has one cause and one remedy. `changed`: its own source or that of a crate it
 * depends on is another one; that is what a build is for.
 */
export type MissClass =
  | "never-called"
  | "server-died"
  | "other-place"
  | "nothing-restored"
  | "compiler"
  | "environment"
  | "workspace-path"
  | "arguments"
  | "lockfile"
  | "new"
  | "changed"
  | "evicted"
  | "damaged"
  | "not-cacheable"
  | "unknown";

/** All compilations that missed for the same reason. */
export interface Cause {
  readonly class: MissClass;
  /** What differs, in words: names of variables, a rule, a reason. */
  readonly detail: string;
  /** What to do; null where nothing is wrong. */
  readonly remedy: string | null;
  /** How many compilations; null where that is not known. */
  readonly compilations: number | null;
  /** Compiling time that they took; null where the log does not tell. */
  readonly seconds: number | null;
  /** Crates or sources, the most expensive first, at most ten. */
  readonly labels: readonly string[];
}

/** Why compilations missed, the most expensive cause first. */
export interface Explanation {
  readonly causes: readonly Cause[];
  /** Compilations that missed or were not cacheable, one by one, where the server's log names them. */
  readonly misses: readonly ExplainedMiss[];
}

export interface ExplainedMiss {
  readonly label: string;
  readonly class: MissClass;
  readonly detail: string;
  readonly seconds: number | null;
}

/** Causes of compilations that were looked up and missed: what was never looked up is no miss. */
export function missCauses(explanation: Explanation | null): readonly Cause[] {
  return (explanation?.causes ?? []).filter((cause) => cause.class !== "not-cacheable");
}

/** Why compilations missed, as lines for a terminal: each cause, what it cost, which crates, and what to do. */
export function explanationLines(explanation: Explanation | null): string[] {
  if (!explanation || explanation.causes.length === 0) return ["Nothing missed."];
  return explanation.causes.flatMap(causeLines);
}

function causeLines({ detail, remedy, compilations, seconds, labels }: Cause): string[] {
  const cost = [
    ...(compilations === null ? [] : [count(compilations, "compilation")]),
    ...(seconds === null ? [] : [duration(seconds)]),
  ];
  return [
    `${foreign(detail)}${cost.length > 0 ? ` (${cost.join(", ")})` : ""}`,
    ...(labels.length > 0 ? [`  ${firstOf(labels, 10, (label) => foreign(label, 100))}`] : []),
    ...(remedy === null ? [] : [`  to do: ${foreign(remedy)}`]),
  ];
}
