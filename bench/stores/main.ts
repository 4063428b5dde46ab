/**
 * What the stores cost over the clients they use: a bundle goes up and down through each, and through a bare loop
 * over the same client, by turns against the same server on this machine.
 *
 *     node bench/stores/main.ts [--bytes 1G] [--rounds 2] [--stores s3,azure]
 *
 * The S3 server for tests reads all of an object for each range of it, so a download of 1 GB takes minutes there.
 * Prints seconds and the peak memory of the process that transfers, the best of all rounds, and the ratio of
 * speeds: 1.0 is as fast as the bare loop.
 */
import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs, promisify } from "node:util";
import { formatSize, parseSize } from "../../src/config/size.ts";
import { startAzurite } from "../../test/stores/azurite.ts";
import { motoEnv, startMoto } from "../../test/stores/moto.ts";
import type { Place, Took, Transfer, Way } from "./transfer.ts";

const { values } = parseArgs({
  options: {
    bytes: { type: "string", default: "1G" },
    rounds: { type: "string", default: "2" },
    stores: { type: "string", default: "s3,azure" },
  },
});
const bytes = parseSize(values.bytes) ?? 1e9;
const folder = await mkdtemp(join(tmpdir(), "bench-stores-"));
const source = join(folder, "bundle");
const servers: { close(): Promise<void> }[] = [];
try {
  await pipeline(function* () {
    for (let left = bytes; left > 0; left -= 2 ** 20) yield randomBytes(Math.min(left, 2 ** 20));
  }, createWriteStream(source));
  for (const kind of values.stores.split(",")) {
    const makePlace = kind === "s3" ? await openS3() : await openAzure();
    for (const way of ["up", "down"] as const) await compare(way, makePlace);
  }
} finally {
  for (const server of servers) await server.close();
  await rm(folder, { recursive: true });
}

async function openS3(): Promise<() => Promise<Place>> {
  const moto = await startMoto();
  servers.push(moto);
  return async () => ({ kind: "s3", url: moto.url, root: await moto.bucket() });
}

async function openAzure(): Promise<() => Promise<Place>> {
  const azurite = await startAzurite();
  servers.push(azurite);
  return async () => ({ kind: "azure", url: azurite.connection(), root: await azurite.container() });
}

/** Each round has a place of its own, so that nothing is taken; downloads are of what the same side uploaded. */
async function compare(way: Way, makePlace: () => Promise<Place>): Promise<void> {
  const took: Record<Transfer["side"], Took[]> = { bare: [], store: [] };
  let kind = "";
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const place = await makePlace();
    kind = place.kind;
    for (const side of round % 2 === 0 ? (["bare", "store"] as const) : (["store", "bare"] as const)) {
      const into = join(folder, `into-${side}`);
      if (way === "down") await transfer({ place, way: "up", side, file: source });
      took[side].push(await transfer({ place, way, side, file: way === "up" ? source : into }));
      await rm(into, { force: true });
    }
  }
  const best = (side: Transfer["side"]) => Math.min(...took[side].map(({ seconds }) => seconds));
  const peak = (side: Transfer["side"]) =>
    formatSize(Math.max(...took[side].map(({ peakBytes }) => peakBytes)));
  const [ours, bare] = [best("store"), best("bare")];
  console.log(
    `${kind} ${way} ${formatSize(bytes)}: store ${ours.toFixed(1)} s with ${peak("store")} in memory, ` +
      `bare loop ${bare.toFixed(1)} s with ${peak("bare")}: ${(bare / ours).toFixed(2)} of its speed`,
  );
}

async function transfer(one: Transfer): Promise<Took> {
  const script = join(import.meta.dirname, "transfer.ts");
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(one)], {
    env: { ...process.env, ...motoEnv },
  });
  return JSON.parse(stdout) as Took;
}
