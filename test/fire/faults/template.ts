import { readFile, rm } from "node:fs/promises";
import { basename, join } from "node:path";
import type { Entry } from "../../cache-service/entries.ts";
import type { startCacheService } from "../../cache-service/service.ts";
import { filesIn } from "../../e2e/world.ts";
import { digestsIn } from "../directory.ts";
import { compile, openStage, type Stage } from "../stage.ts";

/** What jobs of the cases begin with: a bundle in the store, and a job that has restored it, built, and is about to save. */
export interface Template {
  readonly stage: Stage;
  /** The bundle that is in the store. */
  readonly base: { readonly entry: Entry; readonly bytes: Buffer; readonly names: ReadonlySet<string> };
  /** Digests of what entries hold, by name: of the bundle's, and of what the job made. */
  readonly digests: ReadonlyMap<string, string>;
  /** What the runner would keep for the post step, and what it would add to the environment of the steps that follow. */
  readonly state: Readonly<Record<string, string>>;
  readonly env: Readonly<Record<string, string>>;
  /** RUNNER_TEMP of the job. */
  readonly temp: string;
}

export const baseSources = ["one", "two", "three", "four"];
export const newSources = ["five", "six"];

/** Makes the template within `folder`, by real jobs without any fault. */
export async function makeTemplate(folder: string): Promise<Template> {
  const stage = await openStage(folder);
  const first = await stage.job();
  await first.uses(".", stage.inputs);
  await compile(first, stage.workspace, baseSources);
  await first.finish();
  const entry = stage.service.entries()[0];
  if (!entry) throw new Error("a job without faults saves nothing");
  const bytes = await readFile(join(stage.blobs, entry.blob));
  const names = new Set((await digestsIn(stage.directory)).keys());

  const job = await stage.job();
  const main = await job.uses(".", stage.inputs);
  if (main.outputs["entries"] !== String(names.size)) throw new Error(`it restores less: ${main.output}`);
  await compile(job, stage.workspace, [...baseSources, ...newSources]);
  await job.run("sccache", "--stop-server");
  const digests = await digestsIn(stage.directory);
  await stage.close();
  // What speaks to the server, which has ended. The state names this file and not its copies, so no case would remove those.
  for (const name of await filesIn(job.temp))
    if (basename(name) === "sccache") await rm(join(job.temp, name));
  return { stage, base: { entry, bytes, names }, digests, state: main.state, env: main.env, temp: job.temp };
}

/** Puts a bundle into a service as the client does. */
export async function putBundle(
  service: Awaited<ReturnType<typeof startCacheService>>,
  { key, version }: { readonly key: string; readonly version: string },
  bytes: Buffer,
): Promise<void> {
  const { ACTIONS_RUNTIME_TOKEN: token } = service.env();
  const call = async (name: string, more: object) => {
    const answer = await fetch(`${service.url}/twirp/github.actions.results.api.v1.CacheService/${name}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify({ key, version, ...more }),
    });
    return (await answer.json()) as Record<string, string>;
  };
  const { signed_upload_url: signed = "" } = await call("CreateCacheEntry", {});
  const { pathname, search } = new URL(signed);
  await fetch(`${service.url}${pathname}${search}`, { method: "PUT", body: new Uint8Array(bytes) });
  await call("FinalizeCacheEntryUpload", { size_bytes: bytes.length });
}
