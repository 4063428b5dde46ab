import type { Compiled } from "./compiled.ts";
import { makeLarge } from "./large.ts";
import { makeMany } from "./many.ts";
import { bevy, type Program } from "./programs.ts";
import { type Corpus, cplusplus, profiles } from "./projects.ts";
import { compilationsOf, type Run } from "./recording.ts";
import { openProgramRuns } from "./series.ts";
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
  /** What a cold build of a large program made, raw as jobs have it, and the same build again. */
  bevy(): Promise<{ readonly directory: string; readonly cold: Run; readonly warm: Run }>;
  /** What the servers of all builds so far told. */
  evidence(): Promise<BuildEvidence>;
}

/** What real servers told of builds that are played. */
export interface BuildEvidence {
  /** By entry. */
  readonly compiled: Readonly<Record<string, Compiled>>;
  /** Of one build. */
  readonly statistics: string;
}

export interface Series {
  readonly directory: string;
  readonly runs: readonly Run[];
}

/** `program` is what the runs, the versions and the edits are of. */
export function openCorpora(
  workshop: Workshop,
  { quick, program }: { quick: boolean; program: Program },
): Corpora {
  const set = (name: string) => workshop.place("sets", program.name, name);
  const programRuns = openProgramRuns(program, workshop);
  const last = program.versions.slice(-1);
  const series = once(async () => {
    const runs = await programRuns.versions(quick ? program.versions.slice(-2) : program.versions);
    return { directory: programRuns.directory, runs };
  });
  const whole = async (name: string, make: (workshop: Workshop) => Promise<Corpus>) => {
    const { recording, runs } = await make(workshop);
    return linkEntries({ from: recording.directory, names: unionOf(runs) }, set(name));
  };
  const oneRun = once(async () => {
    const { directory } = programRuns;
    const runs = quick ? await programRuns.versions(last) : (await series()).runs;
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
    edits: programRuns.edits,
    bevy: once(async () => {
      const { directory, versions, again } = openProgramRuns(bevy, workshop, { raw: true });
      const [cold] = await versions(bevy.versions.slice(-1));
      if (!cold) throw new Error("bevy was not built");
      const warm = await again(cold.name);
      const names = cold.used;
      return { directory: await linkEntries({ from: directory, names }, set("bevy")), cold, warm };
    }),
    async evidence() {
      const [run] = await programRuns.versions(last);
      const all = [program.name, "profiles", "cplusplus"].map((name) => compilationsOf(name, workshop));
      return { compiled: Object.assign({}, ...(await Promise.all(all))), statistics: run?.statistics ?? "" };
    },
  };
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
