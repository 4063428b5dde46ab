import { rawLevelOf } from "../../src/sccache/environment/environment.ts";
import { checkOut, type Program, type Revision } from "./programs.ts";
import { openRecording, type Run } from "./recording.ts";
import type { Workshop } from "./workshop.ts";

/** The runs of a program's jobs, which share a directory of sccache's; each is built when it is first asked for. */
export interface ProgramRuns {
  readonly directory: string;
  /** A run of each of these versions, one after the other. */
  versions(versions: readonly string[]): Promise<Run[]>;
  /** Builds of one version after `from` to `to` edits of one file of the program itself, as the pushes of a pull request. */
  edits(version: string, from: number, to: number): Promise<Run[]>;
  /** A version that was built already, built once more. */
  again(version: string): Promise<Run>;
}

/** `raw`: sccache is told to use raw blocks, as it is in jobs. */
export function openProgramRuns(
  program: Program,
  workshop: Workshop,
  { raw = false }: { raw?: boolean } = {},
): ProgramRuns {
  const recording = openRecording(program.name, workshop);
  const env = raw ? { SCCACHE_CACHE_ZSTD_LEVEL: String(rawLevelOf(workshop.sccache.version)) } : {};
  const record = (revision: Revision, ending = ""): Promise<Run> => {
    const { version, edits } = revision;
    const folder = workshop.place(program.name, "checkout");
    return recording.record(`${version}${edits === 0 ? "" : `-edit-${edits}`}${ending}`, {
      folder,
      prepare: () => checkOut(program, revision, folder, workshop),
      commands: program.commands,
      env,
    });
  };
  const recordAll = async (revisions: readonly Revision[]) => {
    const runs: Run[] = [];
    for (const revision of revisions) runs.push(await record(revision));
    return runs;
  };
  return {
    directory: recording.directory,
    versions: (versions) => recordAll(versions.map((version) => ({ version, edits: 0 }))),
    edits: (version, from, to) =>
      recordAll(Array.from({ length: to - from + 1 }, (_, i) => ({ version, edits: from + i }))),
    again: (version) => record({ version, edits: 0 }, "-again"),
  };
}
