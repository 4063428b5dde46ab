import type { Config } from "../config/config.ts";
import type { KeyPlan } from "../key/strategy.ts";

/** What restore decided and did, for the save of the same job. One JSON value; holds no secret. */
export interface Handoff {
  readonly format: 1;
  readonly config: Config;
  /** sccache's directory; absolute. */
  readonly directory: string;
  readonly keys: KeyPlan;
  /** The compiler, as it titles itself. */
  readonly toolchain: string | null;
  /** When the restored entries were in place, in milliseconds since 1970; what was used later, the job used. */
  readonly readyAtMs: number;
  /** The sccache that the job uses, or null when there is none, and so nothing to save. */
  readonly sccache: { readonly path: string; readonly version: string | null } | null;
  /** Whether restore found that there is no store here at all. */
  readonly noStore: boolean;
  /** Whether sccache was told to write its new entries with raw blocks. */
  readonly rawAtSource: boolean;
  /** The base, and what was laid over it. */
  readonly restored: RestoredBundle | null;
  readonly overlay: RestoredBundle | null;
}

export interface RestoredBundle {
  readonly key: string;
  /** Size of the bundle. */
  readonly bytes: number;
  /** A file with the bundle's manifest, outside of sccache's directory. */
  readonly manifestFile: string;
  /** The bundle itself, so that save can copy from it; null when it was not kept. */
  readonly bundleFile: string | null;
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

function isHandoff(value: unknown): value is Handoff {
  if (typeof value !== "object" || value === null) return false;
  const { format, config, directory, keys, readyAtMs, sccache, noStore, restored, overlay } =
    value as Partial<Handoff>;
  return (
    format === 1 &&
    typeof config === "object" &&
    config !== null &&
    typeof directory === "string" &&
    typeof keys?.primary === "string" &&
    typeof readyAtMs === "number" &&
    typeof noStore === "boolean" &&
    (sccache === null || typeof sccache?.path === "string") &&
    (restored === null || typeof restored?.manifestFile === "string") &&
    (overlay === null || typeof overlay?.manifestFile === "string")
  );
}
