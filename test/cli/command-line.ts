import { execFile } from "node:child_process";
import { join } from "node:path";
import { plainEnvironment } from "../../demo/environment.ts";

export const main = join(import.meta.dirname, "../../src/cli/main.ts");

export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end. */
export function run(
  program: string,
  args: readonly string[],
  options: {
    readonly cwd?: string;
    readonly env?: Readonly<Record<string, string>>;
    readonly uid?: number;
    readonly gid?: number;
  } = {},
): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(program, [...args], { ...options, maxBuffer: 2 ** 26 }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}

/** Runs `sccache-bundle` as a user does, in an environment without a CI's variables. */
export function sccacheBundle(
  args: readonly string[],
  { cwd, env = {} }: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Ended> {
  const options = { env: { ...plainEnvironment(process.env), ...env }, ...(cwd && { cwd }) };
  return run(process.execPath, [main, ...args], options);
}
