import { sumBytes } from "../budget/room.ts";
import type { Config } from "../config/inputs.ts";
import { isFresh, type KeyPlan } from "../key/key.ts";
import type { Failed, Phase, RestoreOutcome } from "../report/report.ts";
import type { ServerRef } from "../sccache/server/server.ts";
import type { JobContext } from "./job/job.ts";

/** What restore decided and did, for the save of the same job. One JSON value; holds no secret. */
export interface Handoff {
  readonly format: 2;
  readonly config: Config;
  /** Which job this is, as restore knew it. */
  readonly context: JobContext;
  /** sccache's directory; absolute. */
  readonly directory: string;
  readonly keys: KeyPlan;
  /** The compiler, as it titles itself. */
  readonly toolchain: string | null;
  /**
   * When the restored entries were in place, in milliseconds since 1970: what was used later, the job used. 0 on a machine
   * that was new when the job began, and null where nobody knows what in the directory is this job's.
   */
  readonly readyAtMs: number | null;
  /** The sccache that the job uses, or null when there is none, and so nothing to save. */
  readonly sccache: { readonly path: string; readonly version: string | null } | null;
  /** The server that the job's compilers talk to, or null where restore started none. */
  readonly server: ServerRef | null;
  /** Whether sccache was told to write its new entries with raw blocks. */
  readonly rawAtSource: boolean;
  readonly base: Part;
  /** What a pull request's earlier push saved on top of the base. */
  readonly overlay: Part;
  /** How long restore took. */
  readonly restoreMs: number;
  /** And what it spent that on. */
  readonly restorePhases: readonly Phase[];
}

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
  /** The bundle itself, so that save can copy from it; null when it was not kept. */
  readonly bundleFile: string | null;
}

/** The bundle that a part restored, if it did. */
export function restoredBy(part: Part): RestoredBundle | null {
  return part.kind === "restored" ? part.bundle : null;
}

/** What restore came to, as a report tells it. `laidOver`: how many of the entries that are in place the overlay has. */
export function outcomeOf(
  { base, overlay, keys }: Pick<Handoff, "base" | "overlay" | "keys">,
  inPlace: { ref: string | null; entries: readonly { readonly bytes: number }[]; laidOver: number },
): RestoreOutcome {
  const { ref, entries, laidOver } = inPlace;
  const first = restoredBy(base) ?? restoredBy(overlay);
  if (!first) {
    if (base.kind === "failed") return { kind: base.kind, failure: base.failure, why: base.why };
    return base.kind === "skipped" ? base : { kind: "missed" };
  }
  const above = base.kind === "restored" ? restoredBy(overlay) : null;
  return {
    kind: "restored",
    key: first.key,
    fresh: isFresh(first.key, keys),
    ref,
    bundleBytes: first.bytes,
    entries: entries.length,
    entryBytes: sumBytes(entries),
    overlay: above && { key: above.key, bundleBytes: above.bytes, entries: laidOver },
  };
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
  const { config, context, directory, keys, readyAtMs, sccache, server, ...rest } = value as Partial<Handoff>;
  return (
    rest.format === 2 &&
    typeof config === "object" &&
    config !== null &&
    typeof context?.workspace === "string" &&
    typeof directory === "string" &&
    typeof keys?.primary === "string" &&
    (readyAtMs === null || typeof readyAtMs === "number") &&
    (sccache === null || typeof sccache?.path === "string") &&
    (server === null || typeof server?.address?.kind === "string") &&
    Array.isArray(rest.restorePhases) &&
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
