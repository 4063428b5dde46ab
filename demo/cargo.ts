import { spawn } from "node:child_process";
import { createInterface } from "node:readline";

export interface CargoOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends cargo and the compilers that it runs. */
  readonly signal?: AbortSignal;
  /** Called for every line that cargo writes for people, such as `   Compiling serde v1.0.0`. */
  readonly onLine?: (line: string) => void;
}

/** Runs cargo in `folder` to its end. @throws {Error} with the end of what it wrote when it fails. */
export async function cargo(args: readonly string[], folder: string, options: CargoOptions): Promise<void> {
  await cargoOutput(args, folder, options);
}

/** As `cargo`, and returns what it wrote to standard output. */
export async function cargoOutput(
  args: readonly string[],
  folder: string,
  { env, signal, onLine }: CargoOptions,
): Promise<string> {
  const child = spawn("cargo", args, { cwd: folder, env, signal, stdio: ["ignore", "pipe", "pipe"] });
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
  if (code !== 0) throw new Error(`cargo ${args.join(" ")} failed:\n${tail.join("\n")}`);
  return Buffer.concat(chunks).toString();
}
