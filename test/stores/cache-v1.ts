import { createServer, type IncomingMessage } from "node:http";
import type { AddressInfo } from "node:net";

export interface CacheV1 {
  readonly url: string;
  /** What a runner of such a server gives a job. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly keys: () => readonly string[];
  /** Overwrites what is stored. */
  damage(): void;
  close(): Promise<void>;
}

interface Saved {
  readonly key: string;
  readonly version: string;
  body: Buffer;
  isWhole: boolean;
}

/**
 * The first version of the cache's protocol, as act, Gitea and Forgejo serve it: keys come back in lower case, and the server
 * of the repository is not github.com.
 */
export async function startCacheV1(): Promise<CacheV1> {
  const saved: Saved[] = [];
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    const body = await bodyOf(request);
    const json = (status: number, value?: object) => {
      response.writeHead(status, { "content-type": "application/json" });
      response.end(value === undefined ? "" : JSON.stringify(value));
    };
    const [, rest = ""] = /^\/_apis\/artifactcache\/(.*)$/.exec(url.pathname) ?? [];
    const [, id, blob] = /^(?:caches\/(\d+)|blobs\/(\d+))$/.exec(rest) ?? [];
    const one = saved[Number(id ?? blob) - 1];
    if (rest === "cache") {
      const keys = (url.searchParams.get("keys") ?? "").toLowerCase().split(",");
      const version = url.searchParams.get("version");
      const whole = saved.filter((each) => each.isWhole && each.version === version);
      const found = keys.flatMap((key) => {
        const exact = whole.find((each) => each.key === key);
        return exact ?? whole.findLast((each) => each.key.startsWith(key)) ?? [];
      })[0];
      if (found === undefined) json(204);
      else {
        const archiveLocation = `${base()}/_apis/artifactcache/blobs/${saved.indexOf(found) + 1}`;
        json(200, { cacheKey: found.key, archiveLocation, scope: "" });
      }
    } else if (rest === "caches") {
      const { key, version } = JSON.parse(body.toString()) as { key: string; version: string };
      const isTaken = saved.some((each) => each.key === key.toLowerCase() && each.version === version);
      if (isTaken) json(409, { message: "already exists" });
      else {
        saved.push({ key: key.toLowerCase(), version, body: Buffer.alloc(0), isWhole: false });
        json(200, { cacheId: saved.length });
      }
    } else if (one === undefined) json(404);
    else if (blob !== undefined) response.end(one.body);
    else if (request.method === "PATCH") {
      const [, first = "0"] = /^bytes (\d+)-/.exec(String(request.headers["content-range"])) ?? [];
      const whole = Buffer.alloc(Math.max(one.body.length, Number(first) + body.length));
      one.body.copy(whole);
      body.copy(whole, Number(first));
      one.body = whole;
      json(204);
    } else {
      one.isWhole = true;
      json(204);
    }
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const base = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: base(),
    env: {
      GITHUB_SERVER_URL: "https://git.example.com",
      ACTIONS_CACHE_URL: `${base()}/`,
      ACTIONS_RUNTIME_TOKEN: "token",
      ACTIONS_RESULTS_URL: undefined,
      ACTIONS_CACHE_SERVICE_V2: undefined,
    },
    keys: () => saved.map(({ key }) => key),
    damage() {
      for (const one of saved) one.body = Buffer.alloc(one.body.length, 7);
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}
