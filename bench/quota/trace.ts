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

/** How a trace lies on disk: rows instead of objects, since keys would be most of the file. */
export interface TraceFile extends Omit<Trace, "entries"> {
  readonly entries: readonly (readonly [label: string | null, stored: number, raw: number, cost: number])[];
}

export async function readTrace(file: string): Promise<Trace> {
  const { entries, ...trace } = JSON.parse(await readFile(file, "utf8")) as TraceFile;
  return { ...trace, entries: entries.map(([label, stored, raw, cost]) => ({ label, stored, raw, cost })) };
}
