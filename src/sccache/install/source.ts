import type { Log } from "../../log.ts";

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

/** The machine to find or install sccache for. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** As `process.arch` has it. */
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; where installed tools are kept for the next time. */
  readonly toolsFolder: string;
}

/** sccache cannot be had, so nothing can be cached. Builds go on without; whoever catches this says so once. */
export class SccacheUnavailable extends Error {
  override readonly name = "SccacheUnavailable";
  /** What was tried and why it did not work, one line each, in order. */
  readonly tried: readonly string[];

  constructor(tried: readonly string[], options?: ErrorOptions) {
    super(`sccache not found: ${tried.join("; ")}`, options);
    this.tried = tried;
  }
}

/** The name of sccache's file. */
export function binaryName(platform: NodeJS.Platform): string {
  return platform === "win32" ? "sccache.exe" : "sccache";
}
