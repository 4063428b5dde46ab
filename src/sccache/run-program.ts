import { type ExecFileException, execFile } from "node:child_process";
import type { Env } from "../config/config.ts";
import { scrub } from "../config/secrets.ts";

interface RunOptions {
  /** The whole environment of the program; its PATH is where `file` is looked for. */
  readonly env: Env;
  /** After so many milliseconds the program is ended and the run has failed. */
  readonly limitMs: number;
}

const mostOutputBytes = 16 * 1024 * 1024;

/**
 * Where programs are run: where this process was started, or undefined when that is gone. A store may change the working
 * directory for the time of a call, to a folder that is removed then: sccache does not run in one that is gone, and
 * rustc would not see which toolchain the workspace wants.
 */
export const startedIn = ((): string | undefined => {
  try {
    return process.cwd();
  } catch {
    return undefined;
  }
})();

/**
 * What a program says that runs to its end, without a shell and without input.
 * @throws Error in one line when it cannot be started, takes too long, or ends with another code than 0.
 */
export function runProgram(
  file: string,
  args: readonly string[],
  { env, limitMs }: RunOptions,
): Promise<{ stdout: string; stderr: string }> {
  const call = [file, ...args.slice(0, 2)].join(" ");
  return new Promise((resolve, reject) => {
    const options = {
      cwd: startedIn,
      env: { ...env },
      timeout: limitMs,
      maxBuffer: mostOutputBytes,
      windowsHide: true,
    };
    const child = execFile(file, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(explain(call, limitMs, error, stderr), { cause: error }));
    });
    child.stdin?.end();
  });
}

function explain(call: string, limitMs: number, error: ExecFileException, stderr: string): string {
  if (error.killed === true) return `${call}: not done after ${limitMs / 1000} s`;
  const said = scrub(stderr.trim().split("\n").at(-1) ?? "");
  const how = typeof error.code === "string" ? error.code : `exit ${error.code ?? error.signal}`;
  return said === "" ? `${call}: ${how}` : `${call}: ${how}: ${said}`;
}
