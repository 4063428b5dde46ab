import type { JobConfig } from "../config/inputs.ts";
import type { KeyPlan } from "../key/key.ts";
import type { Failed, RestoreReport } from "../report/report.ts";
import type { ServerRef } from "../sccache/server/server.ts";
import type { JobContext } from "./job/job.ts";
import type { FoundSccache } from "./job/sccache.ts";

/** What restore decided and did, for the save of the same job. One JSON value; holds no secret. */
export interface Handoff {
  readonly format: 4;
  readonly config: JobConfig;
  /** Which job this is, as restore knew it. */
  readonly context: JobContext;
  /** sccache's directory; absolute. */
  readonly directory: string;
  readonly keys: KeyPlan;
  /** The compiler, as it titles itself. */
  readonly toolchain: string | null;
  /** The C compiler likewise; null where it is not wrapped, or did not answer. */
  readonly compiler: string | null;
  /**
   * When the restored entries were in place, in milliseconds since 1970: what was used later, the job used. 0 on a machine
   * that was new when the job began, and null where nobody knows what in the directory is this job's.
   */
  readonly readyAtMs: number | null;
  readonly sccache: JobSccache;
  /** The server that the job's compilers talk to, or null where restore started none. */
  readonly server: ServerRef | null;
  /** Whether sccache was told to write its new entries with raw blocks. */
  readonly rawAtSource: boolean;
  /** What restore came to, as its own report tells it. */
  readonly restore: RestoreReport;
  readonly base: Part;
  /** What a pull request's earlier push saved on top of the base. */
  readonly overlay: Part;
}

/** The sccache that the job uses; or why it uses none, as the end of a sentence, so that there is nothing to save. */
type JobSccache = FoundSccache | { readonly path: string; readonly version: null };

/** What restore did about one of the bundles that it may restore. */
export type Part =
  | { readonly kind: "restored"; readonly bundle: RestoredBundle }
  | { readonly kind: "missed" }
  /** `key` names the bundle, and `readAtMs` is when its download ended, where it got as far as that. */
  | (Failed & { readonly key: string | null; readonly readAtMs: number | null })
  /** Nobody looked: `lookup-only`, `restore: false`, no sccache, not a pull request, no restore step. */
  | { readonly kind: "skipped"; readonly why: string };

export interface RestoredBundle {
  readonly key: string;
  /** Size of the bundle. */
  readonly bytes: number;
  /** When its download ended, in milliseconds since 1970: until then a reader of it may have been this job. */
  readonly readAtMs: number;
  /** A file with the bundle's manifest, outside of sccache's directory. */
  readonly manifestFile: string;
  /** A file with the names of its entries that are not in place, and why: see `LeftOut`. Null where all are. */
  readonly leftOutFile: string | null;
  /** The bundle itself, so that save can copy from it; null when it was not kept. */
  readonly bundleFile: string | null;
}

/** The bundle that a part restored, if it did. */
export function restoredBy(part: Part): RestoredBundle | null {
  return part.kind === "restored" ? part.bundle : null;
}

/** The handoff that `text` holds, or undefined when it is none of this version's. */
export function parseHandoff(text: string): Handoff | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return isHandoff(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Whether `value` is a handoff, and this version's. */
export function isHandoff(value: unknown): value is Handoff {
  if (typeof value !== "object" || value === null) return false;
  const { config, context, directory, keys, readyAtMs, sccache, server, restore, ...rest } =
    value as Partial<Handoff>;
  return (
    rest.format === 4 &&
    typeof config === "object" &&
    config !== null &&
    typeof context?.workspace === "string" &&
    typeof directory === "string" &&
    typeof keys?.primary === "string" &&
    (readyAtMs === null || typeof readyAtMs === "number") &&
    (typeof sccache?.path === "string" || (sccache?.path === null && typeof sccache.why === "string")) &&
    (server === null || typeof server?.address?.kind === "string") &&
    typeof restore?.outcome?.kind === "string" &&
    typeof restore.seconds === "number" &&
    Array.isArray(restore.phases) &&
    isPart(rest.base) &&
    isPart(rest.overlay)
  );
}

function isPart(part: Part | undefined): boolean {
  switch (part?.kind) {
    case "restored":
      return typeof part.bundle?.manifestFile === "string" && typeof part.bundle.key === "string";
    case "failed":
    case "skipped":
      return typeof part.why === "string";
    default:
      return part?.kind === "missed";
  }
}
