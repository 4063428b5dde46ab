import type { Cost } from "../measure/child.ts";
import type { Stage } from "../stage.ts";

/** One line of the table. */
export interface Row {
  readonly what: string;
  /** With its unit. */
  readonly measured: string;
  /** What is to be reached; empty where nothing is promised. */
  readonly target: string;
  /** Undefined where nothing is promised. */
  readonly reached: boolean | undefined;
  /** What the figure was made from. */
  readonly from: string;
}

export interface Benchmark {
  readonly name: string;
  /** Whether it is one of the few that take seconds, and need one build of one program. */
  readonly quick: boolean;
  run(stage: Stage): Promise<Row[]>;
}

/** A row whose figure must not be above `most`. */
export function atMost(
  what: string,
  figure: number,
  { most, unit = "", from }: { most: number; unit?: string; from: string },
): Row {
  const shown = (value: number) => `${trim(value)}${unit}`;
  return { what, measured: shown(figure), target: `≤ ${shown(most)}`, reached: figure <= most, from };
}

/** A row whose figure must not be below `least`. */
export function atLeast(
  what: string,
  figure: number,
  { least, unit = "", from }: { least: number; unit?: string; from: string },
): Row {
  const shown = (value: number) => `${trim(value)}${unit}`;
  return { what, measured: shown(figure), target: `≥ ${shown(least)}`, reached: figure >= least, from };
}

/** A row that tells something and promises nothing. */
export function tells(what: string, measured: string, from: string): Row {
  return { what, measured, target: "", reached: undefined, from };
}

/** A row of a benchmark that could not be measured. */
export function failed(what: string, { message }: Error): Row {
  const [line = ""] = message.split("\n");
  return { what, measured: "failed", target: "", reached: false, from: line.slice(0, 200) };
}

function trim(value: number): string {
  return Math.abs(value) >= 20 ? value.toFixed(0) : value.toFixed(2);
}

/** Bytes as megabytes of a million. */
export function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(bytes < 20e6 ? 1 : 0)} MB`;
}

/** Time on the clock, and of all processors. */
export function seconds({ wallSeconds, cpuSeconds }: Pick<Cost, "wallSeconds" | "cpuSeconds">): string {
  return `${wallSeconds.toFixed(2)} s (CPU ${cpuSeconds.toFixed(2)} s)`;
}
