import { spawn } from "node:child_process";
import { access, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isRunning } from "../../src/left-over.ts";

/** Where tests keep the tools they install; not in the repository. */
const toolsFolder = path.resolve(import.meta.dirname, "../../.tools");

/**
 * The folder of a tool, installed on first use by `install`, which fills the empty folder it is given. Test
 * files that run at once wait for the one that installs; one that was interrupted is done again.
 */
export async function tool(name: string, install: (folder: string) => Promise<void>): Promise<string> {
  const folder = path.join(toolsFolder, name);
  const ready = path.join(folder, ".ready");
  if (await exists(ready)) return folder;
  await mkdir(toolsFolder, { recursive: true });
  const unlock = await lock(`${folder}.lock`);
  try {
    if (await exists(ready)) return folder;
    const begin = async () => {
      await rm(folder, { recursive: true, force: true });
      await mkdir(folder);
      await install(folder);
    };
    // What it downloads may fail once, and then it is begun anew.
    await begin().catch(() => sleep(5_000).then(begin));
    await writeFile(ready, "");
    return folder;
  } finally {
    await unlock();
  }
}

/** The folder of a package of npm with all that it needs, installed on first use; none of its scripts run. */
export function npmTool(name: string, version: string): Promise<string> {
  const args = ["--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"];
  return tool(`${name}-${version}`, (folder) =>
    runProgram("npm", ["install", ...args, "--prefix", folder, `${name}@${version}`]),
  );
}

/** Runs a program to its end, in our environment and `env`. @throws {Error} with all it said when it fails */
export async function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "pipe"],
    shell: process.platform === "win32",
  });
  const said: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => said.push(chunk));
  const code = await new Promise((ended, failed) => child.once("error", failed).once("close", ended));
  if (code !== 0) throw new Error(`${program} ${args.join(" ")}: ended with ${code}\n${Buffer.concat(said)}`);
}

/** Waits until nobody holds the lock, which is a file with the id of its owner, and takes it. */
async function lock(file: string): Promise<() => Promise<void>> {
  for (;;) {
    try {
      await writeFile(file, String(process.pid), { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (error) {
      if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
    }
    const owner = Number(await readFile(file, "utf8").catch(() => ""));
    if (owner > 0 && !isRunning(owner)) await rm(file, { force: true });
    else await sleep(200);
  }
}

function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}
