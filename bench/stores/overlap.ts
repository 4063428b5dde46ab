/**
 * What it is worth to unpack a bundle while it is on its way: it is restored from an S3 server behind a line of limited
 * speed, when it is there and meanwhile, by turns.
 *
 *     node bench/stores/overlap.ts BUNDLE [--links 60,200] [--rounds 5]
 *
 * Prints the middle of all rounds, and the least: other work on the machine only ever adds.
 */
import { execFile } from "node:child_process";
import { createReadStream } from "node:fs";
import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { parseArgs, promisify } from "node:util";
import { objectNameOf } from "../../src/store/objects/object-names.ts";
import { scopedKey } from "../../src/store/scopes.ts";
import { createPace } from "../../test/cache-service/pace.ts";
import { buildInto } from "../measure/built.ts";
import { median } from "../measure/median.ts";
import type { Restore, Side, Took } from "./restore.ts";
import { s3rverEnv } from "./s3rver.ts";

const key = "bundle";
const sides: readonly Side[] = ["after", "warm", "meanwhile"];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { links: { type: "string", default: "60,200" }, rounds: { type: "string", default: "5" } },
});
const [file = ""] = positionals;
const folder = await mkdtemp(join(tmpdir(), "bench-overlap-"));
try {
  await buildInto(folder, { restore: "bench/stores/restore.ts" });
  for (const link of values.links.split(",").map(Number)) await compare(link);
} finally {
  await rm(folder, { recursive: true });
}

async function compare(link: number): Promise<void> {
  const server = await serve(link);
  const rounds: Record<Side, Took>[] = [];
  try {
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const took: Partial<Record<Side, Took>> = {};
      for (const side of round % 2 === 0 ? sides : sides.toReversed())
        took[side] = await restore(server.url, side);
      rounds.push(took as Record<Side, Took>);
    }
  } finally {
    server.close();
  }
  const { size } = await stat(file);
  console.log(
    `${link} MB/s, ${(size / 1e6).toFixed(1)} MB; the line alone takes ${(size / link / 1e6).toFixed(2)} s`,
  );
  for (const side of sides) {
    const of = (what: keyof Took) => rounds.map((round) => round[side][what]);
    const seconds = of("seconds").map((one) => one.toFixed(2));
    console.log(
      `${side}: ${median(of("seconds")).toFixed(2)} s, at least ${Math.min(...of("seconds")).toFixed(2)} (${seconds.join(", ")}), ${median(of("cpuSeconds")).toFixed(2)} s ` +
        `of processor time, ${Math.round(Math.max(...of("peakBytes")) / 1e6)} MB of memory; load ${(loadavg()[0] ?? 0).toFixed(1)}`,
    );
  }
}

async function restore(url: string, side: Side): Promise<Took> {
  const place = await mkdtemp(join(folder, "job-"));
  try {
    if (process.platform !== "win32") await promisify(execFile)("sync");
    const one: Restore = { url, key, folder: place, side };
    const { stdout } = await promisify(execFile)(
      process.execPath,
      [join(folder, "restore.js"), JSON.stringify(one)],
      {
        env: { ...process.env, ...s3rverEnv },
        timeout: 300_000,
      },
    );
    return JSON.parse(stdout) as Took;
  } finally {
    await rm(place, { recursive: true, force: true });
  }
}

/** As much of S3 as a restore asks of it, with one object: light, so that what is measured has the machine. */
async function serve(link: number): Promise<{ readonly url: string; close(): void }> {
  const { size } = await stat(file);
  const pace = createPace({ bytesPerSecond: link * 1e6, latencyMs: 20 });
  const name = objectNameOf(scopedKey(undefined, key));
  const listing =
    `<?xml version="1.0"?><ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>${name}</Key>` +
    `<ETag>"1"</ETag><Size>${size}</Size><LastModified>2026-01-01T00:00:00.000Z</LastModified></Contents></ListBucketResult>`;
  const server = createServer(async (request, response) => {
    await pace.travel();
    const [, first, last] = /^bytes=(\d+)-(\d+)$/.exec(request.headers.range ?? "") ?? [];
    if (first === undefined) {
      const isList = request.url?.includes("list-type=2") === true;
      response.writeHead(200, { "content-type": "application/xml" }).end(isList ? listing : "");
      return;
    }
    const [start, end] = [Number(first), Number(last)];
    const range = `bytes ${start}-${end}/${size}`;
    response.writeHead(206, { etag: '"1"', "content-length": end - start + 1, "content-range": range });
    const stream = createReadStream(file, { start, end });
    // Whoever has enough hangs up.
    await pipeline(stream, pace.stage(request.socket, "down"), response).catch(() => undefined);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}
