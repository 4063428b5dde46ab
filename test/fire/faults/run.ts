import { execFile } from "node:child_process";
import { cp, mkdir, mkdtemp, rm } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { readManifest } from "../../../src/bundle/format/read-manifest.ts";
import { unpack } from "../../../src/bundle/unpack.ts";
import { zstd } from "../../bundle/made-up-entries.ts";
import type { CacheService } from "../../cache-service/service.ts";
import type { Job, StepResult } from "../../e2e/runner.ts";
import { filesIn } from "../../e2e/world.ts";
import { digestsIn } from "../directory.ts";
import { processesOf } from "../processes.ts";
import { compile, openStage, type Stage } from "../stage.ts";
import type { FaultCase } from "./cases.ts";
import { newSources, putBundle, type Template } from "./template.ts";

/** How a case went. */
export interface FaultRun {
  /** What should hold and does not, in a line each. */
  readonly broken: readonly string[];
  readonly seconds: number;
  /** What the service was asked while the faults were there. */
  readonly requests: number;
  readonly outcome: "restored" | "cold" | "saved" | "not-saved";
  readonly output: string;
}

/**
 * The longest that a step may take: a line that is too slow is given up after 45 s, and one more for its catalog; the rest
 * is for a machine that is busy.
 */
const boundSeconds = 75;

/** Plays one case in `folder`, which it removes. */
export async function runCase(one: FaultCase, template: Template, folder: string): Promise<FaultRun> {
  await mkdir(folder, { recursive: true });
  const stage = await openStage(folder, { azure: one.azure });
  try {
    await putBundle(stage.service, template.base.entry, template.base.bytes);
    return one.step === "main" ? await runMain(one, template, stage) : await runPost(one, template, stage);
  } finally {
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

async function runMain(one: FaultCase, template: Template, stage: Stage): Promise<FaultRun> {
  const { service, directory } = stage;
  const broken: string[] = [];
  const job = await stage.job({ env: tokenOf(one, service) });
  strike(one, service);
  const began = performance.now();
  const main = await job.uses(".", stage.inputs);
  const seconds = (performance.now() - began) / 1000;
  const requests = service.requests().total;
  service.heal();
  broken.push(...stepFaults("main", main, seconds));
  const there = await readDirectory(directory, template, broken);
  const restored = main.outputs["cache-matched-key"] !== "" && main.outputs["entries"] !== "0";
  if (restored && there.size !== template.base.names.size)
    broken.push(`main restored only ${there.size} entries`);
  if (!restored && there.size > 0) broken.push(`main failed and left ${there.size} entries`);
  const isMiss = /No bundle|nothing to restore|miss/i.test(main.lines.join("\n"));
  if (!restored && main.warnings.length !== 1 && !isMiss) {
    broken.push(`main restored nothing and says so in ${main.warnings.length} warnings`);
  }
  await compile(job, stage.workspace, newSources);
  const [post] = await job.finish();
  if (!post) broken.push("there was no post step");
  else broken.push(...stepFaults("post", post, 0));
  // A machine that is too busy for sccache's server has no cache, and says so: then there is nothing to save.
  const hasServer = !main.output.includes("sccache does not work here");
  const wanted =
    one.token === "writes" && hasServer ? [...template.digests.keys()] : [...template.base.names];
  broken.push(...(await newestHolds(wanted, template, stage)));
  broken.push(...(await leftBehind(job, stage)));
  const output = `${main.output}\n--- post\n${post?.output}`;
  return { broken, seconds, requests, outcome: restored ? "restored" : "cold", output };
}

async function runPost(one: FaultCase, template: Template, stage: Stage): Promise<FaultRun> {
  const { service, directory } = stage;
  const broken: string[] = [];
  const job = await jobBeforePost(template, stage, tokenOf(one, service));
  strike(one, service);
  const began = performance.now();
  const [post] = await job.finish();
  const seconds = (performance.now() - began) / 1000;
  const requests = service.requests().total;
  service.heal();
  if (!post)
    return { broken: ["there was no post step"], seconds, requests, outcome: "not-saved", output: "" };
  broken.push(...stepFaults("post", post, seconds));
  await readDirectory(directory, template, broken);
  const saved = post.lines.some((line) => line.startsWith("Saved "));
  if (!saved && post.warnings.length !== 1) {
    broken.push(`post saved nothing and says so in ${post.warnings.length} warnings`);
  }
  broken.push(
    ...(await newestHolds(saved ? [...template.digests.keys()] : [...template.base.names], template, stage)),
  );
  broken.push(...(await leftBehind(job, stage)));
  return { broken, seconds, requests, outcome: saved ? "saved" : "not-saved", output: post.output };
}

/** A job that has restored the template's bundle and built: its post step is due. */
export async function jobBeforePost(
  template: Template,
  stage: Stage,
  env: Readonly<Record<string, string>> = {},
): Promise<Job> {
  const { directory, folder } = stage;
  const temp = await mkdtemp(join(folder, "runner-"));
  const moved = (texts: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(texts).map(([name, text]) => [
        name,
        text.replaceAll(template.temp, temp).replaceAll(template.stage.folder, folder),
      ]),
    );
  const job = await stage.job({ env: { ...moved(template.env), ...env }, temp });
  const isOld = (path: string) => path.includes("/step-");
  await cp(template.temp, temp, {
    recursive: true,
    filter: (path) => !isOld(path) && !path.endsWith(".sock"),
  });
  await cp(template.stage.directory, directory, { recursive: true, preserveTimestamps: true });
  const state = moved(template.state);
  await job.hasUsed(".", stage.inputs, state);
  return job;
}

function strike(one: FaultCase, service: CacheService): void {
  service.forget();
  for (const fault of one.faults) service.fail(fault);
}

function tokenOf({ token }: FaultCase, service: CacheService): Record<string, string> {
  const main = { ref: "refs/heads/main" };
  if (token === "unknown") return { ...service.env(main), ACTIONS_RUNTIME_TOKEN: "a.b.c" };
  return { ...service.env({ ...main, readOnly: token === "reads" }) };
}

function stepFaults(name: string, step: StepResult, seconds: number): string[] {
  return [
    ...(step.exitCode === 0 ? [] : [`${name} ended with exit code ${step.exitCode}`]),
    ...(step.errors.length === 0 ? [] : [`${name} printed errors`]),
    ...(step.warnings.length <= 1 ? [] : [`${name} printed ${step.warnings.length} warnings`]),
    ...(/a bug in sccache-bundle/.test(step.output) ? [`${name} calls it a bug`] : []),
    ...(seconds <= boundSeconds ? [] : [`${name} took ${seconds.toFixed(0)} s`]),
  ];
}

/** The entries in the directory, each of which must be as a build made it. */
export async function readDirectory(
  directory: string,
  { digests }: Template,
  broken: string[],
): Promise<Set<string>> {
  try {
    const there = await digestsIn(directory);
    for (const [name, digest] of there) {
      if (digests.get(name) !== digest) broken.push(`${name} in the directory is not as it was built`);
    }
    return new Set(there.keys());
  } catch (error) {
    broken.push(`the directory: ${(error as Error).message}`);
    return new Set();
  }
}

/** The bundle that the next job restores must be sound and hold these entries. */
export async function newestHolds(
  names: readonly string[],
  { base, digests }: Template,
  stage: Stage,
): Promise<string[]> {
  const newest = stage.service
    .entries()
    .filter(({ ref, version }) => ref === base.entry.ref && version === base.entry.version)
    .at(-1);
  if (!newest) return ["no bundle is left in the store"];
  const directory = join(stage.folder, "next");
  try {
    await rm(directory, { recursive: true, force: true });
    // The client wraps what it saves into an archive of its own.
    await promisify(execFile)("tar", ["--zstd", "-xf", join(stage.blobs, newest.blob), "-C", stage.folder]);
    const file = join(stage.folder, "bundle.tar.zst");
    const manifest = await readManifest(file, zstd, undefined);
    await unpack({ file, manifest, directory, wanted: () => true, threads: 1 }, zstd);
    const there = await digestsIn(directory);
    return names
      .filter((name) => there.get(name) !== digests.get(name))
      .map((name) => `${name} is lost to the next job, which finds ${there.size} entries in ${newest.key}`);
  } catch (error) {
    return [`${newest.key} cannot be restored: ${(error as Error).message}`];
  }
}

/** What a job may leave in the runner's folder, which the runner clears, and nowhere else. */
const allowed =
  /^(step-[^/]+\/.*|sccache-bundle-[^/]+\/(handoff\.json|sccache\.sock|sccache-(start|server)\.log|restored-[^/]+\.manifest\.json))$/;

async function leftBehind(job: Job, stage: Stage): Promise<string[]> {
  let processes = await processesOf(job.temp);
  for (let i = 0; i < 20 && processes.length > 0; i += 1) {
    await sleep(100);
    processes = await processesOf(job.temp);
  }
  const files = (await filesIn(job.temp)).filter((name) => !allowed.test(name));
  const others = await filesIn(stage.tmp);
  return [
    ...processes.map((one) => `still running: ${one}`),
    ...files.map((name) => `left in RUNNER_TEMP: ${name}`),
    ...others.map((name) => `left in the machine's temporary folder: ${name}`),
  ];
}
