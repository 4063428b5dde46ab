import { execFile } from "node:child_process";

/** What a program run to its end said. */
export interface Ran {
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** The whole environment of the program; its PATH is where `file` is looked for. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** After so many milliseconds the program is ended and the run has failed. */
  readonly limitMs: number;
}

const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * Runs a program without a shell and without input.
 * @throws Error in one line when it cannot be started, takes too long, or ends with another code than 0.
 */
export function run(file: string, args: readonly string[], { env, limitMs }: RunOptions): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const options = { env: { ...env }, timeout: limitMs, maxBuffer: MOST_OUTPUT_BYTES, windowsHide: true };
    const child = execFile(file, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(explain(file, args, limitMs, error, stderr), { cause: error }));
    });
    child.stdin?.end();
  });
}

function explain(
  file: string,
  args: readonly string[],
  limitMs: number,
  error: { killed?: boolean; code?: unknown; signal?: unknown },
  stderr: string,
): string {
  const call = [file, ...args.slice(0, 2)].join(" ");
  if (error.killed === true) return `${call}: not done after ${limitMs / 1000} s`;
  const said = stderr.trim().split("\n").at(-1) ?? "";
  const how = typeof error.code === "string" ? error.code : `exit ${error.code ?? error.signal}`;
  return said === "" ? `${call}: ${how}` : `${call}: ${how}: ${said}`;
}
