import { mkdir, writeFile } from "node:fs/promises";
import { homedir } from "node:os";
import { dirname, join } from "node:path";
import { freePort } from "../../src/sccache/server/address.ts";
import { realSccache } from "../sccache/real-sccache.ts";
import { type Ended, main, run } from "./command-line.ts";

/**
 * A shell in `folder`/checkout, which is made, with a store in `folder`/store: `sccache-bundle` is a command in it, sccache and cargo
 * are there, and its variables are no CI's.
 */
export async function openShell(folder: string): Promise<(script: string) => Promise<Ended>> {
  const program = join(folder, "bin/sccache-bundle");
  const checkout = join(folder, "checkout");
  for (const path of [dirname(program), checkout]) await mkdir(path, { recursive: true });
  await writeFile(program, `#!/bin/sh\nexec "${process.execPath}" "${main}" "$@"\n`, { mode: 0o755 });
  const env = {
    PATH: [dirname(program), dirname(await realSccache()), process.env["PATH"]].join(":"),
    HOME: folder,
    CARGO_HOME: process.env["CARGO_HOME"] ?? join(homedir(), ".cargo"),
    RUSTUP_HOME: process.env["RUSTUP_HOME"] ?? join(homedir(), ".rustup"),
    SCCACHE_BUNDLE_STORE: `local:${join(folder, "store")}`,
    SCCACHE_SERVER_PORT: String(await freePort()),
  };
  return (script) => run("sh", ["-ec", script], { cwd: checkout, env });
}
