import { spawn } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "../../log.ts";
import { folders } from "./workspace.ts";

type Env = Readonly<Record<string, string | undefined>>;

/** Silence becomes a line in the log after this long, and an answer is given up after that. */
const patienceMs = { silent: 5_000, most: 15 * 60_000 };

/**
 * What a program prints to standard output, or undefined where there is none or it fails. It is never killed: `rustc -vV`
 * may be rustup installing a toolchain, which would be left in halves, and the key must not depend on how fast that is.
 */
export async function ask(
  [program, ...args]: readonly [string, ...string[]],
  { folder, env, log }: { folder: string; env: Env; log: Pick<Log, "info"> },
): Promise<string | undefined> {
  const call = [program, ...args].join(" ");
  const child = spawn(program, args, { cwd: folder, env, stdio: ["ignore", "pipe", "ignore"] });
  const answer = new Promise<string | undefined>((resolve) => {
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
      text += text.length < 100_000 ? chunk : "";
    });
    child.on("error", () => resolve(undefined)); // there is no such program: the key says so
    child.on("close", (code) => resolve(code === 0 ? text : undefined));
  });
  const controller = new AbortController();
  const after = (ms: number) =>
    sleep(ms, "late" as const, { signal: controller.signal }).catch(() => "late" as const);
  try {
    const first = await Promise.race([answer.then((text) => ({ text })), after(patienceMs.silent)]);
    if (first !== "late") return first.text;
    log.info(`Waiting for \`${call}\`; rustup may be installing the toolchain`);
    const second = await Promise.race([answer.then((text) => ({ text })), after(patienceMs.most)]);
    if (second !== "late") return second.text;
    child.unref();
    return undefined;
  } finally {
    controller.abort();
  }
}

/** The C compiler that the build calls: the user's CC without wrappers and flags, else `cc`. */
export function cCompiler(env: Env): string {
  const wrappers = /(^|[\\/])s?ccache(\.exe)?$/;
  const words = (env["CC"] ?? "").trim().split(/\s+/);
  return words.find((word) => word !== "" && !wrappers.test(word)) ?? "cc";
}

/**
 * The folder whose toolchain builds the workspace: the workspace itself, or the only folder with both a toolchain file and a
 * Cargo.toml where the workspace has no Cargo.toml, such as `src-tauri`.
 */
export function rustFolder(workspace: string): string {
  if (existsSync(join(workspace, "Cargo.toml"))) return workspace;
  const found: string[] = [];
  for (const folder of folders(workspace, 2)) {
    const names = new Set(readdirSync(folder));
    const hasToolchain = names.has("rust-toolchain.toml") || names.has("rust-toolchain");
    if (hasToolchain && names.has("Cargo.toml")) found.push(folder);
  }
  const [only] = found;
  return found.length === 1 && only !== undefined ? only : workspace;
}
