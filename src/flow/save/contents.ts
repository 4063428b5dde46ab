import type { SaveFacts } from "./decide.ts";
import type { RunEnd } from "./run-end.ts";

/** What else goes into a bundle, beside what is decided about. */
export interface SaveContents extends SaveFacts {
  /** sccache's directory. */
  readonly directory: string;
  /** The ref under which this job saves: its scope. */
  readonly ownRef: string | undefined;
  readonly toolchain: string | null;
  readonly sccacheVersion: string | null;
  /** Names and fingerprints of the variables that sccache's keys depend on. */
  readonly environment: Readonly<Record<string, string>>;
  readonly run: RunEnd;
  /** Days without use after which entries are removed by this save, or undefined for never. */
  readonly maxAgeDays: number | undefined;
  /** Until when the last read of a restored bundle is this job's own. */
  readonly ownReadAtMs: number;
}
