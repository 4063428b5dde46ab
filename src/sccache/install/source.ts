import type { Log } from "../../log.ts";
import { SccacheUnavailable } from "./sccache-unavailable.ts";

/** An sccache that runs. */
export interface Installed {
  /** Absolute. */
  readonly path: string;
  /** Such as "0.16.0", as the binary itself says. */
  readonly version: string;
  /** The label of the source it came from. */
  readonly from: string;
}

export type Sourced = { kind: "found"; path: string; version: string } | { kind: "absent"; why: string };

/** One place where an sccache may come from. */
export interface Source {
  /** A few words for the log and for messages. */
  readonly label: string;
  /**
   * Not having it is a value, with the reason in one line.
   * @throws {SccacheUnavailable} when no other source should be asked either
   */
  find(): Promise<Sourced>;
}

/**
 * The sccache of the first source that has one; later ones are not asked.
 * @throws {SccacheUnavailable} that says of each source why it has none
 */
export async function firstFound(sources: readonly Source[], log: Log): Promise<Installed> {
  const tried: string[] = [];
  for (const source of sources) {
    const sourced = await source.find();
    if (sourced.kind === "found") return { path: sourced.path, version: sourced.version, from: source.label };
    log.debug(`sccache: ${source.label}: ${sourced.why}`);
    tried.push(`${source.label}: ${sourced.why}`);
  }
  throw new SccacheUnavailable(tried);
}

/** `work`'s outcome; what it throws, but for SccacheUnavailable, is why there is none. */
export async function absentOnError(work: () => Promise<Sourced>): Promise<Sourced> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SccacheUnavailable || !(error instanceof Error)) throw error;
    return { kind: "absent", why: error.message };
  }
}
