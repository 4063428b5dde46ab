import { type ExecFileException, execFile, spawn } from "node:child_process";
import { closeSync, openSync, readdirSync, readFileSync } from "node:fs";
import type { Env } from "../../config/config.ts";

interface RunOptions {
  /** The whole environment of the program; its PATH is where `file` is looked for. */
  readonly env: Env;
  /** After so many milliseconds the program is ended and the run has failed. */
  readonly limitMs: number;
}

const MOST_OUTPUT_BYTES = 16 * 1024 * 1024;

/**
 * What a program says that runs to its end, without a shell and without input.
 * @throws Error in one line when it cannot be started, takes too long, or ends with another code than 0.
 */
export function run(
  file: string,
  args: readonly string[],
  { env, limitMs }: RunOptions,
): Promise<{ stdout: string; stderr: string }> {
  const call = [file, ...args.slice(0, 2)].join(" ");
  return new Promise((resolve, reject) => {
    const options = { env: { ...env }, timeout: limitMs, maxBuffer: MOST_OUTPUT_BYTES, windowsHide: true };
    const child = execFile(file, [...args], options, (error, stdout, stderr) => {
      if (error === null) resolve({ stdout, stderr });
      else reject(new Error(explain(call, limitMs, error, stderr), { cause: error }));
    });
    child.stdin?.end();
  });
}

/** In one line why `running` fails, or undefined where it does not. */
export function failureOf(running: Promise<unknown>): Promise<string | undefined> {
  return running.then(
    () => undefined,
    ({ message }: Error) => message,
  );
}

/**
 * Runs a program that leaves another one running in the background, and returns how it ended: "exit 0", another code, or
 * that it took too long. What is left running holds none of this process's files, pipes and locks, so nobody who reads
 * from such a pipe waits for it.
 */
export async function runDetached(
  file: string,
  args: readonly string[],
  { env, limitMs, outputFile }: RunOptions & { readonly outputFile: string },
): Promise<string> {
  const output = openSync(outputFile, "w", 0o600);
  const nothing = openSync(process.platform === "win32" ? "NUL" : "/dev/null", "r+");
  const stdio: (number | "ignore")[] = ["ignore", output, output];
  for (const descriptor of inheritable()) stdio[descriptor] = nothing;
  try {
    return await new Promise((resolve) => {
      const child = spawn(file, [...args], {
        env: { ...env },
        stdio: Array.from(stdio, (one) => one ?? "ignore"),
        detached: process.platform !== "win32",
        windowsHide: true,
        timeout: limitMs,
        killSignal: "SIGKILL",
      });
      child.once("error", (error) => resolve(error.message));
      child.once("exit", (code) =>
        resolve(code === null ? `not done after ${limitMs / 1000} s` : `exit ${code}`),
      );
    });
  } finally {
    closeSync(output);
    closeSync(nothing);
  }
}

/**
 * Descriptors beyond the standard ones that a child would inherit: Node itself opens none so, but its parent may have
 * left it some, and Node looks at the first 16 alone. Known on Linux only.
 */
function inheritable(): number[] {
  const closeOnExec = 0o2000000;
  try {
    return readdirSync("/proc/self/fdinfo")
      .map(Number)
      .filter((descriptor) => descriptor > 2 && descriptor < 1024)
      .filter((descriptor) => {
        const flags = /^flags:\s*([0-7]+)/m.exec(readInfo(descriptor))?.[1];
        return flags !== undefined && (Number.parseInt(flags, 8) & closeOnExec) === 0;
      });
  } catch {
    return []; // not Linux, or no /proc
  }
}

function readInfo(descriptor: number): string {
  try {
    return readFileSync(`/proc/self/fdinfo/${descriptor}`, "utf8");
  } catch {
    return ""; // the one that listed the folder
  }
}

function explain(call: string, limitMs: number, error: ExecFileException, stderr: string): string {
  if (error.killed === true) return `${call}: not done after ${limitMs / 1000} s`;
  const said = stderr.trim().split("\n").at(-1) ?? "";
  const how = typeof error.code === "string" ? error.code : `exit ${error.code ?? error.signal}`;
  return said === "" ? `${call}: ${how}` : `${call}: ${how}: ${said}`;
}
