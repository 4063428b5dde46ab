import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface CommandOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends the program and the compilers that it runs. */
  readonly signal?: AbortSignal;
  /** Called for every line that the program writes for people, such as `   Compiling serde v1.0.0`. */
  readonly onLine?: (line: string) => void;
}

/** Runs cargo in `folder` to its end. @throws {Error} with the end of what it wrote when it fails. */
export async function cargo(args: readonly string[], folder: string, options: CommandOptions): Promise<void> {
  await command("cargo", args, folder, options);
}

/** As `cargo`, and returns what it wrote to standard output. */
export function cargoOutput(
  args: readonly string[],
  folder: string,
  options: CommandOptions,
): Promise<string> {
  return commandOutput("cargo", args, folder, options);
}

/** Runs a program in `folder` to its end. @throws {Error} with the end of what it wrote when it fails. */
export async function command(
  program: string,
  args: readonly string[],
  folder: string,
  options: CommandOptions,
): Promise<void> {
  await commandOutput(program, args, folder, options);
}

/** As `command`, and returns what the program wrote to standard output. */
export async function commandOutput(
  program: string,
  args: readonly string[],
  folder: string,
  { env, signal, onLine }: CommandOptions,
): Promise<string> {
  const child = spawn(program, args, { cwd: folder, env, signal, stdio: ["ignore", "pipe", "pipe"] });
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", resolve);
  });
  const chunks: Buffer[] = [];
  child.stdout.on("data", (chunk: Buffer) => chunks.push(chunk));
  const tail: string[] = [];
  createInterface({ input: child.stderr }).on("line", (line) => {
    tail.push(line);
    if (tail.length > 20) tail.shift();
    onLine?.(line);
  });
  const code = await ended;
  const written = Buffer.concat(chunks).toString();
  if (code === 0) return written;
  const end = [...written.trim().split("\n").slice(-20), ...tail].join("\n");
  throw new Error(`${program} ${args.join(" ")} failed:\n${end}`);
}
