import { spawn } from "node:child_process";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { plainEnvironment } from "../../../demo/environment.ts";
import { readManifest } from "../../../src/bundle/format/read-manifest.ts";
import { unpack } from "../../../src/bundle/unpack.ts";
import { localStore } from "../../../src/store/local/local.ts";
import { nameFor, writeTree, zipOf, zstd } from "../../bundle/made-up-entries.ts";
import { filesIn } from "../../e2e/world.ts";
import { digestsIn } from "../directory.ts";
import { type Found, type Means, momentOf, timed, type Victim } from "./victim.ts";

const cli = join(import.meta.dirname, "../../../dist/cli.js");

/** What each command may leave when it is killed, and its next run sweeps. */
const leftOf: Readonly<Record<Exclude<Victim, "main" | "post">, RegExp>> = {
  pack: /packed\.[^/]*\.partial$/,
  unpack: /unpacked\/\.restoring-/,
  merge: /\.sccache-bundle-merge-|merged\.[^/]*\.partial$/,
  watch: /\/temp-|\.tmp-/,
  levels: /\/temp-|\.tmp-/,
};

/** Directories, bundles and a store for commands that are killed. */
export async function openCommands(folder: string) {
  const directory = join(folder, "sccache");
  const home = join(folder, "home");
  const results = join(folder, "results");
  const store = join(folder, "store");
  const near = join(folder, "near");
  const far = join(folder, "far");
  for (const path of [home, results]) await mkdir(path, { recursive: true });
  const env = {
    ...plainEnvironment(process.env),
    HOME: home,
    XDG_CACHE_HOME: join(home, "cache"),
    TMPDIR: home,
  };
  const fill = (seed: string, count: number) =>
    writeTree(
      directory,
      Array.from({ length: count }, (_, i) => ({
        name: nameFor(`${seed} ${i}`),
        content: zipOf([{ name: "obj", content: Buffer.alloc(60_000, nameFor(`${seed} ${i}`)) }], 3),
        lastUse: Math.floor(Date.now() / 1000),
      })),
    );
  await fill("all", 150);
  const run = (args: readonly string[], killMs?: number) => runCommand(args, env, killMs);
  const bundle = (name: string) => join(folder, `${name}.tar.zst`);
  for (const name of ["one", "other"]) {
    await run(["pack", directory, "-o", bundle(name)]);
    await fill(name, 40);
  }
  const digests = await digestsIn(directory);
  let fills = 0;

  const watchCall = (to: string) => [
    ...["watch", "--once", "--sccache-dir", directory],
    ...["--store", to, "--save", "always"],
  ];
  const calls = {
    pack: () => ["pack", directory, "-o", join(results, "packed.tar.zst")],
    unpack: () => ["unpack", bundle("one"), join(results, "unpacked")],
    merge: () => ["merge", bundle("one"), bundle("other"), "-o", join(results, "merged.tar.zst")],
    watch: () => watchCall(`local:${store}`),
    // The nearer has room for three bundles or so: a write there deletes others.
    levels: () => watchCall(`local:${near}?max-size=40k,local:${far}`),
  };

  return {
    async kill(victim: keyof typeof calls, means: Means): Promise<Found> {
      const broken: string[] = [];
      if (victim === "watch" || victim === "levels") {
        fills += 1;
        await fill(`new ${fills}`, 3);
        for (const [name, digest] of await digestsIn(directory)) digests.set(name, digest);
      }
      const call = calls[victim]();
      const killed = await run(call, momentOf(victim, means));
      await check(broken);
      // What several kills leave is swept by one run.
      const wasKilled = killed.code === null;
      if (means.random(3) > 0) return { wasKilled, broken };
      const healed = await timed(victim, means, () => run(call));
      if (healed.code !== 0) broken.push(`the next ${victim} ends with ${healed.code}: ${healed.output}`);
      await check(broken);
      for (const name of await filesIn(folder)) {
        if (leftOf[victim].test(name)) broken.push(`${name} is left for ever`);
      }
      if (victim === "unpack") await rm(join(results, "unpacked"), { recursive: true, force: true });
      return { wasKilled, broken };
    },
  };

  /** Whatever is there under its final name is whole. */
  async function check(broken: string[]): Promise<void> {
    try {
      await digestsIn(directory);
      const bundles = (await readdir(results)).filter((name) => /^\w+\.tar\.zst$/.test(name));
      for (const name of bundles) await readBundle(join(results, name));
      const unpacked = await filesIn(join(results, "unpacked"));
      for (const name of unpacked.filter((one) => one.startsWith("."))) {
        if (!name.startsWith(".restoring-")) broken.push(`${name} was unpacked`);
      }
      const aside = join(folder, "aside");
      const filter = (path: string) => !path.includes(".restoring-");
      if (unpacked.length > 0) await cp(join(results, "unpacked"), aside, { recursive: true, filter });
      for (const [name, digest] of await digestsIn(aside)) {
        if (digests.get(name) !== digest) broken.push(`${name} is not as it was packed`);
      }
      await rm(aside, { recursive: true, force: true });
      for (const path of [store, near, far]) {
        const local = localStore({ path });
        for (const { key } of (await local.list("")).bundles) {
          const file = join(folder, "fetched");
          await local.fetch({ key, fallbacks: [] }, file);
          await readBundle(file);
          await rm(file);
        }
      }
    } catch (error) {
      broken.push((error as Error).stack ?? String(error));
    }
  }

  async function readBundle(file: string): Promise<void> {
    const into = join(folder, "read");
    const manifest = await readManifest(file, zstd, undefined);
    await unpack({ file, manifest, directory: into, wanted: () => true, threads: 1 }, zstd);
    await rm(into, { recursive: true, force: true });
  }
}

/** Runs a command of the built program, and kills it after so many milliseconds; the code is null when it was killed. */
async function runCommand(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  killMs?: number,
): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, [cli, ...args], { env, stdio: ["ignore", "pipe", "pipe"] });
  const timer = killMs === undefined ? undefined : setTimeout(() => child.kill("SIGKILL"), killMs);
  const chunks: Buffer[] = [];
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once("error", reject).once("close", resolve);
  });
  clearTimeout(timer);
  return { code, output: Buffer.concat(chunks).toString() };
}
