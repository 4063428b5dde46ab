import { execFile } from "node:child_process";
import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);

/** The compiler's version. Another one gives other bytes: then every binding is rebuilt and committed. */
const ZIGLANG = "ziglang==0.16.0";

/** Runs zig with these arguments in the folder `cwd`. */
export type Zig = (args: readonly string[], cwd: string) => Promise<void>;

/**
 * Returns zig, a C and C++ compiler for every target with its headers and libraries, installed from PyPI
 * into the folder `tools` unless it is there already. Needs python3 (on Windows: python) with venv.
 * What it has compiled it finds again in the folder `cache`, the C and C++ libraries included.
 */
export async function installZig(tools: string, cache: string): Promise<Zig> {
  const windows = process.platform === "win32";
  const home = join(tools, ZIGLANG.replace("==", "-"));
  const python = windows ? join(home, "Scripts", "python.exe") : join(home, "bin", "python");
  const installed = join(home, "installed");
  if (!(await exists(installed))) {
    await mkdir(tools, { recursive: true });
    await run(windows ? "python" : "python3", ["-m", "venv", "--clear", home]);
    await run(python, ["-m", "pip", "install", "--quiet", "--only-binary=:all:", ZIGLANG]);
    await mkdir(installed);
  }
  const env = { ...process.env, ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache };
  return async (args, cwd) => {
    await run(python, ["-m", "ziglang", ...args], { cwd, env, maxBuffer: 1 << 26 });
  };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
