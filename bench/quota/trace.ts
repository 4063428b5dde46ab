import { readFile } from "node:fs/promises";

/** What real builds asked of sccache, run after run. */
export interface Trace {
  readonly program: string;
  readonly sccache: string;
  readonly rustc: string;
  readonly entries: readonly TracedEntry[];
  /** In the order in which they were built. */
  readonly runs: readonly TracedRun[];
}

/** One cached compilation. All sizes are bytes. */
export interface TracedEntry {
  /** Crate name, or null where there is none. */
  readonly label: string | null;
  /** As sccache wrote it. */
  readonly stored: number;
  /** As a member of a bundle's tar. */
  readonly raw: number;
  /** What it took in the bundle of the first run that used it. */
  readonly cost: number;
  /** How long the compiler took for it, or null where that is not known. */
  readonly ms: number | null;
}

/** One job: a leg of the matrix at a version of the program. */
export interface TracedRun {
  readonly version: string;
  readonly leg: string;
  /** Indices into `entries`, in the order in which the build last used them. */
  readonly used: readonly number[];
  /** Size of a bundle of just those, really packed. */
  readonly bundleBytes: number;
}

/**
 * How a trace lies on disk, a line of JSON each: what it was recorded with, the entries as rows, since their keys would be
 * most of the file, and the runs.
 */
export type TraceRow = readonly [
  label: string | null,
  stored: number,
  raw: number,
  cost: number,
  ms: number | null,
];
export type TraceHead = Omit<Trace, "entries" | "runs">;

export function traceToText({ entries, runs, ...head }: Trace): string {
  const rows = entries.map(({ label, stored, raw, cost, ms }): TraceRow => [label, stored, raw, cost, ms]);
  return [head, ...rows, ...runs].map((line) => `${JSON.stringify(line)}\n`).join("");
}

export async function readTrace(file: string): Promise<Trace> {
  const [head = "{}", ...lines] = (await readFile(file, "utf8")).trimEnd().split("\n");
  const parsed = lines.map((line) => JSON.parse(line) as TraceRow | TracedRun);
  return {
    ...(JSON.parse(head) as TraceHead),
    entries: parsed.flatMap((one) => {
      if ("used" in one) return [];
      const [label, stored, raw, cost, ms = null] = one;
      return [{ label, stored, raw, cost, ms }];
    }),
    runs: parsed.flatMap((one) => ("used" in one ? [one] : [])),
  };
}
