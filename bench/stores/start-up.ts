/**
 * What loading a store's client costs: the command line, as it is built, asks each store for a bundle that is not
 * there and ends. The stores take turns, against servers on this machine.
 *
 *     node bench/stores/start-up.ts [--rounds 21]
 *
 * Prints the least of all rounds in milliseconds, since whatever else the machine does only adds to it: for the whole
 * process, and what that is over a folder, whose store has no client.
 */
import { execFile } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs, promisify } from "node:util";
import { startCacheService } from "../../test/cache-service/service.ts";
import { startAzurite } from "../../test/stores/azurite.ts";
import { startTurbo, turboEnv } from "../../test/stores/turbo.ts";
import { s3rverEnv, startS3rver } from "./s3rver.ts";

const { values } = parseArgs({ options: { rounds: { type: "string", default: "21" } } });
const cli = join(import.meta.dirname, "../../dist/cli.js");
const folder = await mkdtemp(join(tmpdir(), "bench-start-up-"));
const [github, s3, azure, vercel] = await Promise.all([
  startCacheService(),
  startS3rver(),
  startAzurite(),
  startTurbo(),
]);
type Env = Readonly<Record<string, string | undefined>>;
try {
  const stores: readonly (readonly [name: string, store: string, env: Env])[] = [
    ["local", "local:store", {}],
    ["github", "github", github.env()],
    ["s3", `s3://${await s3.bucket()}?endpoint=${s3.url}`, s3rverEnv],
    ["azure", `azure://${await azure.container()}`, { AZURE_STORAGE_CONNECTION_STRING: azure.connection() }],
    ["vercel", `vercel+${vercel.url}`, turboEnv],
  ];
  const took = new Map(stores.map(([name]) => [name, [] as number[]]));
  for (let round = 0; round < Number(values.rounds); round += 1) {
    for (const [name, store, env] of stores) took.get(name)?.push(await lookUp(store, env));
  }
  const withoutClient = Math.min(...(took.get("local") ?? []));
  for (const [name, times] of took) {
    const least = Math.min(...times);
    console.log(`${name}: ${least.toFixed(0)} ms, ${(least - withoutClient).toFixed(0)} over a folder`);
  }
  console.log(`load ${(loadavg()[0] ?? 0).toFixed(1)}`);
} finally {
  await Promise.all([github, s3, azure, vercel].map((server) => server.close()));
  await rm(folder, { recursive: true });
}

/** Milliseconds of a process that finds nothing; nothing else is on its PATH that it would ask or wait for. */
async function lookUp(store: string, env: Env): Promise<number> {
  const startMs = performance.now();
  const args = [cli, "restore", "--lookup-only", "--sccache", "path", "--json", "--store", store];
  const { stdout, stderr } = await promisify(execFile)(process.execPath, args, {
    cwd: folder,
    env: { ...env, PATH: folder, XDG_CACHE_HOME: folder, LOCALAPPDATA: folder, HOME: folder },
  });
  const tookMs = performance.now() - startMs;
  if (JSON.parse(stdout).restore.outcome.kind !== "missed")
    throw new Error(`${store} was to answer: ${stderr}`);
  return tookMs;
}
