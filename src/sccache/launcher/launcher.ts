import { createHash } from "node:crypto";
import { chmod, lstat, mkdir, readFile, realpath, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { inflateRawSync } from "node:zlib";
import type { Env } from "../../config/config.ts";
import { sweep } from "../../left-over.ts";
import { replaceFile } from "../../replace-file.ts";
import { openSccache } from "../server/server.ts";
import { programs } from "./programs.ts";

interface LauncherRequest {
  /** Absolute path of the sccache that the launcher runs. */
  readonly binary: string;
  /** What `binary` says that it is. */
  readonly version: string;
  readonly env: Env;
  /** Absolute; where the launcher may be kept, best first. Those that are not there are made. */
  readonly folders: readonly string[];
  /** `<process.platform>-<process.arch>` */
  readonly platform?: string;
}

/**
 * The path of a program that stands before a compiler as sccache does, and runs the compiler itself where sccache cannot do
 * its work: for another user than this one, without a place for its socket, without its binary. Everybody can run it, and
 * nobody but this user and root can replace it. It was seen to run `binary`. One `binary` gets one path, which stays after the
 * job: build folders remember it. Undefined where there is no such program or no place for it; never throws.
 */
export async function openLauncher(request: LauncherRequest): Promise<string | undefined> {
  const { binary, version, env, folders, platform = `${process.platform}-${process.arch}` } = request;
  const program = launcherFor(binary, platform);
  if (program === undefined) return undefined;
  for (const folder of folders) {
    try {
      const place = await openPlace(join(folder, nameOf(binary)));
      const file = place && (await keep(program, place));
      if (file === undefined) continue;
      await removeForgotten(folder);
      if ((await openSccache({ path: file, env }).version()) === version) return file;
    } catch {
      // Not for us to write, or nothing can be run there: the next one may do.
    }
  }
  return undefined;
}

const nameStart = "launcher-";

/** Jobs of one machine may use different binaries at the same time. */
function nameOf(binary: string): string {
  return `${nameStart}${createHash("sha256").update(binary).digest("hex").slice(0, 12)}`;
}

/** What the launcher holds until it is told whom to run; scripts/launcher/launcher.c has it, and as much room. */
const blank = Buffer.alloc(1024);
blank.write("@path-of-the-real-sccache@");

/** The launcher as it was built, or undefined where there is none for the platform. */
export function programOf(platform: string): Buffer | undefined {
  const packed = programs[platform];
  return packed === undefined ? undefined : inflateRawSync(Buffer.from(packed, "base64"));
}

/** The launcher for a binary, or undefined where there is none or the binary's path is too long. */
function launcherFor(binary: string, platform: string): Buffer | undefined {
  const program = programOf(platform);
  const at = program?.indexOf(blank) ?? -1;
  // It ends with a zero.
  if (program === undefined || at === -1 || Buffer.byteLength(binary) >= blank.length) return undefined;
  program.fill(0, at, at + blank.length).write(binary, at);
  return program;
}

/**
 * Makes a folder that everybody can enter, and returns its real path; undefined where one above it lets others in to replace
 * it, or keeps them out.
 */
async function openPlace(folder: string): Promise<string | undefined> {
  await makeOpen(folder);
  const place = await realpath(folder);
  for (let at = place; ; at = dirname(at)) {
    const { uid, mode } = await lstat(at);
    const isTheirs = uid !== 0 && uid !== process.geteuid?.();
    const isSticky = (mode & 0o1000) !== 0;
    if (isTheirs || (mode & 0o001) === 0 || ((mode & 0o022) !== 0 && !isSticky)) return undefined;
    if (dirname(at) === at) return place;
  }
}

/** Whatever the umask says. What is there already keeps its mode. */
async function makeOpen(folder: string): Promise<void> {
  const above = dirname(folder);
  if (above === folder || (await isThere(folder))) return;
  await makeOpen(above);
  try {
    await mkdir(folder);
    await chmod(folder, 0o755);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error; // else another job was quicker
  }
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

/** Jobs of one machine may do this at the same time: what is there is replaced as a whole, and only if it differs. */
async function keep(program: Buffer, place: string): Promise<string> {
  const file = join(place, "sccache");
  const there = await readFile(file).catch(() => undefined);
  if (!there?.equals(program)) {
    await replaceFile(file, async (made) => {
      await writeFile(made, program, { flag: "wx" });
      await chmod(made, 0o755);
    });
  }
  // Not the other time: cargo asks rustc anew when its wrapper seems to be another one.
  await utimes(file, new Date(), (await lstat(file)).mtime);
  return file;
}

/** As systems do with what is in /var/tmp. */
const forgottenAfterMs = 30 * 24 * 3_600_000;

/** Removes the launchers that nothing has called for a month: where sccache's path is new in each job, they would pile up. */
async function removeForgotten(folder: string): Promise<void> {
  const isInUse = async (path: string) =>
    Date.now() - (await lstat(join(path, "sccache"))).atimeMs < forgottenAfterMs;
  await sweep(folder, { start: nameStart, between: /^[0-9a-f]{12}$/, mostAgeMs: forgottenAfterMs, isInUse });
}
