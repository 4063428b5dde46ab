/**
 * What the stores cost over the clients they use: a bundle goes up and down through each, and through a bare loop
 * over the same client, by turns against the same server on this machine.
 *
 *     node bench/stores/main.ts [--bytes 1G] [--rounds 3] [--stores s3,azure]
 *
 * Prints the middle of all rounds in seconds, the peak memory of the process that transfers, and the ratio of speeds,
 * the middle of those of each round: 1.0 is as fast as the bare loop. Transfers by a side that takes longer than five
 * minutes end the run.
 */

import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { createWriteStream } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs, promisify } from "node:util";
import { bundle } from "../../scripts/dist/bundle.ts";
import { parseSize } from "../../src/config/config.ts";
import { formatSize } from "../../src/size.ts";
import { startAzurite } from "../../test/stores/azurite.ts";
import { median } from "../measure/median.ts";
import type { Place, Way } from "./place.ts";
import { s3rverEnv, startS3rver } from "./s3rver.ts";
import type { Side, Took, Transfer } from "./transfer.ts";

const mostMs = 300_000;
const ways = ["up", "down"] as const;
const sides = ["bare", "store"] as const;

const { values } = parseArgs({
  options: {
    bytes: { type: "string", default: "1G" },
    rounds: { type: "string", default: "3" },
    stores: { type: "string", default: "s3,azure" },
  },
});
const bytes = parseSize(values.bytes) ?? 1e9;
const folder = await mkdtemp(join(tmpdir(), "bench-stores-"));
const source = join(folder, "bundle");
const root = join(import.meta.dirname, "../..");
try {
  // As it is built, which is what users run: sources take 20 MB more, for what makes them JavaScript.
  await bundle({ entries: { transfer: "bench/stores/transfer.ts" }, root, into: folder, executable: [] });
  await pipeline(function* () {
    for (let left = bytes; left > 0; left -= 2 ** 20) yield randomBytes(Math.min(left, 2 ** 20));
  }, createWriteStream(source));
  for (const kind of values.stores.split(",")) {
    const server = kind === "s3" ? await openS3() : await openAzure();
    await compare(kind, server).finally(() => server.close());
  }
} finally {
  await rm(folder, { recursive: true });
}

interface Server {
  /** A new place, for one round. */
  place(): Promise<Place>;
  /** Makes room again. */
  clear(place: Place): Promise<void>;
  close(): Promise<void>;
}

async function openS3(): Promise<Server> {
  const { url, bucket, removeBucket, close } = await startS3rver();
  return {
    place: async () => ({ kind: "s3", url, root: await bucket() }),
    clear: ({ root }) => removeBucket(root),
    close,
  };
}

async function openAzure(): Promise<Server> {
  const { connection, container, close } = await startAzurite();
  return {
    place: async () => ({ kind: "azure", url: connection(), root: await container() }),
    clear: async () => undefined,
    close,
  };
}

type Round = Readonly<Record<Way, Readonly<Record<Side, Took>>>>;

async function compare(kind: string, server: Server): Promise<void> {
  const rounds: Round[] = [];
  for (let index = 0; index < Number(values.rounds); index += 1) {
    const place = await server.place();
    const order = index % 2 === 0 ? sides : sides.toReversed();
    const up = await bySides(order, (side) => transfer({ place, way: "up", side, file: source }));
    const down = await bySides(order, async (side) => {
      const into = join(folder, `into-${side}`);
      return transfer({ place, way: "down", side, file: into }).finally(() => rm(into, { force: true }));
    });
    await server.clear(place);
    rounds.push({ up, down });
  }
  for (const way of ways) console.log(describe(kind, way, rounds));
}

async function bySides(
  order: readonly Side[],
  work: (side: Side) => Promise<Took>,
): Promise<Record<Side, Took>> {
  const took: Partial<Record<Side, Took>> = {};
  for (const side of order) took[side] = await work(side);
  return took as Record<Side, Took>;
}

function describe(kind: string, way: Way, rounds: readonly Round[]): string {
  const seconds = (side: Side) => `${median(rounds.map((round) => round[way][side].seconds)).toFixed(1)} s`;
  const peak = (side: Side) => formatSize(Math.max(...rounds.map((round) => round[way][side].peakBytes)));
  const ratios = rounds.map(({ [way]: { bare, store } }) => bare.seconds / store.seconds);
  return (
    `${kind} ${way} ${formatSize(bytes)}: store ${seconds("store")} with ${peak("store")} in memory, bare loop ` +
    `${seconds("bare")} with ${peak("bare")}: ${median(ratios).toFixed(2)} of its speed ` +
    `(${ratios.map((ratio) => ratio.toFixed(2)).join(", ")}; load ${(loadavg()[0] ?? 0).toFixed(1)})`
  );
}

async function transfer(one: Transfer): Promise<Took> {
  // What was written before is not to slow this one down.
  if (process.platform !== "win32") await promisify(execFile)("sync");
  const script = join(folder, "transfer.js");
  const { stdout } = await promisify(execFile)(process.execPath, [script, JSON.stringify(one)], {
    env: { ...process.env, ...s3rverEnv },
    timeout: mostMs,
  });
  return JSON.parse(stdout) as Took;
}
