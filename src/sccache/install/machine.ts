/** The machine to find or install sccache for. */
export interface Machine {
  readonly platform: NodeJS.Platform;
  /** As `process.arch` has it. */
  readonly arch: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute; where installed tools are kept for the next time. */
  readonly toolsFolder: string;
}
