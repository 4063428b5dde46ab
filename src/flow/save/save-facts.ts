import type { Statistics } from "../../sccache/server/statistics.ts";
import type { Handoff } from "../handoff.ts";
import type { JobContext } from "../job/gather.ts";
import type { KnownEntry } from "./history.ts";
import type { Past } from "./past.ts";
import type { JobStatus } from "./save-policy.ts";

export interface SaveRequest {
  /** What restore left for us. */
  readonly handoff: Handoff;
  readonly context: JobContext;
  readonly status: JobStatus;
  /** Names and fingerprints of the variables that sccache's keys depend on. */
  readonly environment: Readonly<Record<string, string>>;
}

/** What the job was, did and left: all that deciding about the save takes. */
export interface SaveFacts extends SaveRequest {
  readonly statistics: Statistics | undefined;
  /** What is in sccache's directory. */
  readonly entries: readonly KnownEntry[];
  /** What was restored. */
  readonly past: Past;
}
