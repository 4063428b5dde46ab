import { justEdits, justSeries } from "./just-series.ts";
import { makeLarge } from "./large.ts";
import { makeMany } from "./many.ts";
import { type Corpus, cplusplus, profiles } from "./projects.ts";
import type { Run } from "./recording.ts";
import { linkEntries, unionOf } from "./sets.ts";
import type { Workshop } from "./workshop.ts";

/** Directories to measure with; each is made when it is first asked for. */
export interface Corpora {
  /** What one run of a Rust program used. */
  oneRun(): Promise<string>;
  /** Everything that ten runs made. */
  tenRuns(): Promise<string>;
  /** The same libraries in several profiles. */
  profiles(): Promise<string>;
  /** C++ with debug information. */
  cplusplus(): Promise<string>;
  /** About 5 GB, uncompressed. */
  large(): Promise<string>;
  /** 20,000 small entries, and the same bytes in 20 large ones. */
  many(): Promise<{ many: string; few: string }>;
  /** The runs of successive versions, the oldest first, and where all their entries are. */
  series(): Promise<Series>;
  /** Runs after edits of one version, as the pushes of a pull request. */
  edits(version: string, from: number, to: number): Promise<readonly Run[]>;
}

export interface Series {
  readonly directory: string;
  readonly runs: readonly Run[];
}

export function openCorpora(workshop: Workshop, { quick }: { quick: boolean }): Corpora {
  const set = (name: string) => workshop.place("sets", name);
  const series = once(async () => {
    const { recording, runs } = await justSeries(workshop, quick ? 1 : undefined);
    return { directory: recording.directory, runs };
  });
  const whole = async (name: string, make: (workshop: Workshop) => Promise<Corpus>) => {
    const { recording, runs } = await make(workshop);
    return linkEntries({ from: recording.directory, names: unionOf(runs) }, set(name));
  };
  const oneRun = once(async () => {
    const { directory, runs } = await series();
    return linkEntries({ from: directory, names: runs.at(-1)?.used ?? [] }, set("one-run"));
  });
  const tenRuns = once(async () => {
    const { directory, runs } = await series();
    return linkEntries({ from: directory, names: unionOf(runs) }, set("ten-runs"));
  });
  return {
    series,
    oneRun,
    tenRuns,
    profiles: once(() => whole("profiles", profiles)),
    cplusplus: once(() => whole("cplusplus", cplusplus)),
    large: once(async () => makeLarge(await oneRun(), set("large-entries"))),
    many: once(async () => makeMany(await oneRun(), { many: set("many"), few: set("few") })),
    edits: (version, from, to) => justEdits(workshop, { version, from, to }),
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
