import { spawn } from "node:child_process";
import { cp, mkdir, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import { plainEnvironment } from "../../../demo/environment.ts";
import { readManifest } from "../../../src/bundle/format/read-manifest.ts";
import { unpack } from "../../../src/bundle/unpack.ts";
import { localStore } from "../../../src/store/local/local.ts";
import { type Random, randomFrom } from "../../bundle/fuzz.ts";
import { makeFolder, nameFor, writeTree, zipOf, zstd } from "../../bundle/made-up-entries.ts";
import { filesIn } from "../../e2e/world.ts";
import { digestsIn } from "../directory.ts";
import { jobBeforePost, newestHolds, readDirectory } from "../faults/run.ts";
import { makeTemplate, newSources, putBundle, type Template } from "../faults/template.ts";
import { compile, openStage } from "../stage.ts";

const cli = join(import.meta.dirname, "../../../dist/cli.js");

/** What is killed: steps of the action, commands, and with them what they write into a store. */
export const victims = ["main", "post", "pack", "unpack", "merge", "watch"] as const;
export type Victim = (typeof victims)[number];

export interface CrashesRequest {
  readonly seed: number;
  readonly count: number;
  /** Nothing is begun after so many milliseconds. */
  readonly mostMs?: number;
  readonly onBroken: (text: string) => void;
}

export interface CrashesPlayed {
  readonly kills: number;
  readonly broken: number;
  /** The figures in a line. */
  readonly text: string;
}

/** Kills what it runs at points of time that follow from the seed, and looks at what is left. */
export async function playCrashes(request: CrashesRequest): Promise<CrashesPlayed> {
  const { seed, count, mostMs = Number.POSITIVE_INFINITY, onBroken } = request;
  const until = performance.now() + mostMs;
  const random = randomFrom(seed);
  const folder = await makeFolder();
  const kills = new Map<Victim, number>();
  let ended = 0;
  let broken = 0;
  try {
    const template = await makeTemplate(join(folder, "template"));
    const commands = await openCommands(join(folder, "commands"));
    for (let i = 0; i < count && performance.now() < until; i += 1) {
      const victim = victims[i % victims.length] as Victim;
      const isStep = victim === "main" || victim === "post";
      const found = isStep
        ? await killStep(victim, { template, folder: join(folder, `job-${i}`), random })
        : await commands.kill(victim, random);
      if (found.wasKilled) kills.set(victim, (kills.get(victim) ?? 0) + 1);
      else ended += 1;
      if (found.broken.length === 0) continue;
      broken += 1;
      onBroken(`seed ${seed}, number ${i}: ${victim}\n  ${found.broken.join("\n  ")}`);
    }
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
  const total = [...kills.values()].reduce((sum, n) => sum + n, 0);
  const each = [...kills].map(([victim, n]) => `${victim} ${n}`).join(", ");
  return { kills: total, broken, text: `${total} kills (${each}), ${ended} ended before: ${broken} broken` };
}

interface Found {
  readonly wasKilled: boolean;
  readonly broken: readonly string[];
}

interface StepMeans {
  readonly template: Template;
  readonly folder: string;
  readonly random: Random;
}

/** A step takes about so long on a machine that is not busy. */
const stepMs = 1_800;

/** A job whose step is killed on a machine that stays, and the next job there. */
async function killStep(victim: "main" | "post", { template, folder, random }: StepMeans): Promise<Found> {
  await mkdir(folder, { recursive: true });
  const stage = await openStage(folder);
  const broken: string[] = [];
  try {
    await putBundle(stage.service, template.base.entry, template.base.bytes);
    const job =
      victim === "main"
        ? await stage.job({ env: shortLived })
        : await jobBeforePost(template, stage, shortLived);
    job.killNextAfter(random(stepMs));
    const step = victim === "main" ? await job.uses(".", stage.inputs) : (await job.finish())[0];
    const wasKilled = step?.exitCode === null;
    const left = (await readdir(stage.directory).catch(() => [])).filter((name) =>
      name.startsWith(".restoring-"),
    );
    const aside = join(folder, "aside");
    await cp(stage.directory, aside, {
      recursive: true,
      filter: (path) => !path.includes(".restoring-"),
    }).catch(() => {});
    await readDirectory(aside, template, broken);
    broken.push(...(await newestHolds([...template.base.names], template, stage)));
    if (victim === "main") await job.finish();

    const next = await stage.job({ env: shortLived });
    const main = await next.uses(".", stage.inputs);
    if (main.exitCode !== 0 || main.warnings.length > 0) broken.push(`the next main: ${main.output}`);
    await compile(next, stage.workspace, newSources);
    const [post] = await next.finish();
    if (post?.exitCode !== 0 || post.warnings.length > 0) broken.push(`the next post: ${post?.output}`);
    const there = await readDirectory(stage.directory, template, broken);
    if (there.size < template.base.names.size) broken.push(`the next job has only ${there.size} entries`);
    if (left.length > 0) {
      const still = (await readdir(stage.directory)).filter((name) => name.startsWith(".restoring-"));
      if (still.length > 0) broken.push(`the next job leaves ${still.join(", ")} where they are`);
    }
    broken.push(...(await newestHolds([...template.digests.keys()], template, stage)));
    return { wasKilled, broken };
  } finally {
    await stage.close();
    await rm(folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** What each command may leave when it is killed, and its next run sweeps. */
const leftOf: Readonly<Record<Exclude<Victim, "main" | "post">, RegExp>> = {
  pack: /packed\.[^/]*\.partial$/,
  unpack: /unpacked\/\.restoring-/,
  merge: /\.sccache-bundle-merge-|merged\.[^/]*\.partial$/,
  watch: /\/temp-|\.tmp-/,
};

/** The server of a killed restore ends by itself. */
const shortLived = { SCCACHE_IDLE_TIMEOUT: "10" };

/** Directories, bundles and a store for commands that are killed. */
async function openCommands(folder: string) {
  const directory = join(folder, "sccache");
  const home = join(folder, "home");
  const results = join(folder, "results");
  const store = join(folder, "store");
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

  const calls = {
    pack: () => ["pack", directory, "-o", join(results, "packed.tar.zst")],
    unpack: () => ["unpack", bundle("one"), join(results, "unpacked")],
    merge: () => ["merge", bundle("one"), bundle("other"), "-o", join(results, "merged.tar.zst")],
    watch: () => [
      "watch",
      "--once",
      "--sccache-dir",
      directory,
      "--store",
      `local:${store}`,
      "--save",
      "always",
    ],
  };
  const times = new Map<string, number>();

  return {
    async kill(victim: keyof typeof calls, random: Random): Promise<Found> {
      const broken: string[] = [];
      if (victim === "watch") {
        fills += 1;
        await fill(`new ${fills}`, 3);
        for (const [name, digest] of await digestsIn(directory)) digests.set(name, digest);
      }
      const call = calls[victim]();
      const killed = await run(call, random(times.get(victim) ?? 1_500));
      await check(broken);
      // What several kills leave is swept by one run.
      const wasKilled = killed.code === null;
      if (random(3) > 0) return { wasKilled, broken };
      const began = performance.now();
      const healed = await run(call);
      times.set(victim, (performance.now() - began) * 1.1);
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
      const local = localStore({ path: store });
      for (const { key } of (await local.list("")).bundles) {
        const file = join(folder, "fetched");
        await local.fetch({ key, fallbacks: [] }, file);
        await readBundle(file);
        await rm(file);
      }
    } catch (error) {
      broken.push((error as Error).stack ?? String(error));
    }
  }

  async function readBundle(file: string): Promise<void> {
    const into = join(folder, "read");
    const manifest = await readManifest(file, zstd);
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
