import { createHmac, randomBytes, randomUUID } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { PassThrough, Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import { setTimeout as sleep } from "node:timers/promises";
import type { Exchange } from "./exchange.ts";
import { send, strike } from "./exchange.ts";
import type { Pace } from "./pace.ts";

export interface Blobs {
  /** A URL that reads and writes one blob, with the right in its query. */
  signedUrl(blob: string): string;
  /** Bytes of a committed blob; undefined when there is none. */
  size(blob: string): Promise<number | undefined>;
  remove(blob: string): Promise<void>;
  /** Answers PUT (whole, block, block list), GET (ranges too) and HEAD. */
  serve(exchange: Exchange): Promise<void>;
}

export interface BlobsOptions {
  readonly folder: string;
  readonly pace: Pace;
  /** Origin of the signed URLs; asked late, for the port is known late. */
  readonly origin: () => string;
  /** How long a signed URL may be read, from when it is given. */
  readonly addressMs: number;
}

const account = "/devstore/actions-cache/";

/** Whether a path is a blob's. */
export function isBlobPath(path: string): boolean {
  return path.startsWith(account);
}

/** Blobs as files of one folder, the way Azure Blob Storage speaks of them. Nothing is held in memory. */
export function createBlobs({ folder, pace, origin, addressMs }: BlobsOptions): Blobs {
  const secret = randomBytes(16);
  const signature = (blob: string, until: string) =>
    createHmac("sha256", secret).update(`${blob} ${until}`).digest("base64");
  const whole = (blob: string) => join(folder, blob);
  const blocks = (blob: string) => join(folder, `${blob}.blocks`);
  const block = (blob: string, id: string) => join(blocks(blob), Buffer.from(id).toString("hex"));
  const size = async (blob: string) => (await stat(whole(blob)).catch(() => undefined))?.size;

  /** Takes the body to a temporary file, then gives it its name: a cut upload leaves nothing. */
  async function receive(exchange: Exchange, into: string): Promise<void> {
    const part = join(folder, `part-${randomUUID()}`);
    const stages = [
      pace.stage(exchange.request.socket, "up"),
      slowed(exchange),
      counted(exchange, "bytesUp"),
    ];
    try {
      await pipeline([exchange.request, ...stages, createWriteStream(part)]);
      await rename(part, into);
    } finally {
      await rm(part, { force: true });
    }
  }

  async function commit(blob: string, list: string): Promise<void> {
    const part = join(folder, `part-${randomUUID()}`);
    const ids = [...list.matchAll(/<(?:Latest|Uncommitted)>([^<]*)</g)].map((match) => match[1] ?? "");
    await pipeline(async function* () {
      for (const id of ids) yield* createReadStream(block(blob, id));
    }, createWriteStream(part));
    await rename(part, whole(blob));
    await rm(blocks(blob), { recursive: true, force: true });
  }

  async function put(exchange: Exchange, blob: string): Promise<void> {
    const { request, response, url } = exchange;
    const kind = url.searchParams.get("comp");
    if (kind === "block") {
      await mkdir(blocks(blob), { recursive: true });
      await receive(exchange, block(blob, url.searchParams.get("blockid") ?? ""));
    } else if (kind === "blocklist") {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      await commit(blob, Buffer.concat(chunks).toString());
    } else {
      await receive(exchange, whole(blob));
    }
    if (exchange.fault?.late === true) strike(exchange);
    else response.writeHead(201, { ...azureHeaders(blob), "content-length": 0 }).end();
  }

  async function get(exchange: Exchange, blob: string): Promise<void> {
    const { request, response } = exchange;
    const total = await size(blob);
    if (total === undefined) {
      response.writeHead(404, { "x-ms-error-code": "BlobNotFound", "content-length": 0 }).end();
      return;
    }
    const range = String(request.headers["x-ms-range"] ?? request.headers.range ?? "");
    const [, first, last] = range.match(/^bytes=(\d+)-(\d*)$/) ?? [];
    const start = Number(first ?? 0);
    const end = Math.min(last === undefined || last === "" ? total : Number(last) + 1, total);
    const headers = {
      ...azureHeaders(blob),
      "content-type": "application/octet-stream",
      "accept-ranges": "bytes",
    };
    if (first === undefined) response.writeHead(200, { ...headers, "content-length": total });
    else if (start >= total) response.writeHead(416, { ...headers, "content-length": 0 });
    else {
      const within = `bytes ${start}-${end - 1}/${total}`;
      response.writeHead(206, { ...headers, "content-length": end - start, "content-range": within });
    }
    if (request.method === "HEAD" || end <= start) {
      response.end();
      return;
    }
    const file = createReadStream(whole(blob), { start, end: end - 1 });
    const stages = [pace.stage(request.socket, "down"), slowed(exchange), counted(exchange, "bytesDown")];
    await pipeline([file, ...stages, response]);
  }

  return {
    signedUrl(blob) {
      const until = String(performance.now() + addressMs);
      const query = new URLSearchParams({ sv: "2026-01-01", se: until, sig: signature(blob, until) });
      return `${origin()}${account}${blob}?${query}`;
    },
    size,
    async remove(blob) {
      await rm(whole(blob), { force: true });
      await rm(blocks(blob), { recursive: true, force: true });
    },
    async serve(exchange) {
      const blob = exchange.url.pathname.slice(account.length);
      const { searchParams } = exchange.url;
      const until = searchParams.get("se") ?? "";
      const isOver = exchange.request.method !== "PUT" && performance.now() > Number(until);
      if (searchParams.get("sig") !== signature(blob, until) || isOver) {
        exchange.request.resume();
        send(exchange.response, { status: 403, body: { code: "AuthenticationFailed" } });
      } else if (exchange.request.method === "PUT") await put(exchange, blob);
      else await get(exchange, blob);
    },
  };
}

function azureHeaders(blob: string): Record<string, string> {
  return { etag: `"${blob}"`, "x-ms-blob-type": "BlockBlob", "x-ms-version": "2026-01-01" };
}

/** As slow as a fault says, evenly. */
function slowed({ fault }: Exchange): Transform {
  const { bytesPerSecond } = fault ?? {};
  if (bytesPerSecond === undefined) return new PassThrough();
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const push = async () => {
        for (let at = 0; at < chunk.length; at += pieceBytes) {
          await sleep((pieceBytes / bytesPerSecond) * 1000);
          this.push(chunk.subarray(at, at + pieceBytes));
        }
      };
      push().then(() => done(), done);
    },
  });
}

const pieceBytes = 500;

/** Counts the bytes that pass, and does to them what a fault says. */
function counted({ line, fault, request }: Exchange, direction: "bytesUp" | "bytesDown"): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      const before = line[direction];
      line[direction] += chunk.length;
      const cutAt = fault?.cutAfterBytes;
      if (cutAt !== undefined && line[direction] > cutAt) {
        this.push(chunk.subarray(0, cutAt - before));
        // What was let through shall arrive before the connection goes.
        setTimeout(() => request.socket.destroy(), 20);
        return;
      }
      done(null, fault?.corrupt === true ? flipped(chunk) : chunk);
    },
  });
}

function flipped(chunk: Buffer): Buffer {
  const damaged = Buffer.from(chunk);
  for (let at = 0; at < damaged.length; at += 512) damaged[at] = (damaged[at] ?? 0) ^ 0xff;
  return damaged;
}
