import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { createBlobs, isBlobPath } from "./blobs.ts";
import { answerComments, type Comments, commentCall, createComments } from "./comments.ts";
import { answerControl, isControlPath } from "./control.ts";
import { createEntries, type Entry } from "./entries.ts";
import { type Answer, type Exchange, send, strike } from "./exchange.ts";
import { createFaults, type Fault } from "./faults.ts";
import { type Call, calls, createJournal, type Requests } from "./journal.ts";
import { createPace, type Speed } from "./pace.ts";
import { answerRest, restCall } from "./rest.ts";
import { createTokens, type Scope } from "./token.ts";
import { answerTwirp } from "./twirp.ts";

export interface CacheServiceOptions extends Speed {
  /** 0, the default, takes a free one. */
  readonly port?: number;
  /** Where blobs lie; without it a temporary folder that `close()` removes. */
  readonly folder?: string;
  /** Over it the least recently used entries go; without it nothing does. */
  readonly quotaBytes?: number;
  readonly defaultBranch?: string;
  /** Whether the token may write comments on pull requests; it may unless told otherwise. */
  readonly mayComment?: boolean;
  /**
   * Gives blobs a host name of Azure's, reached through this service as a proxy: then the client downloads
   * as it does at GitHub, in parallel ranges, and not with one plain GET.
   */
  readonly azure?: boolean;
  /** How long a blob may be read at the address that was given; at GitHub ten minutes. */
  readonly addressMs?: number;
  readonly now?: () => number;
}

export interface CacheService {
  readonly url: string;
  /** The environment of a run with this scope; the default is a push to the default branch. */
  env(scope?: Scope): Readonly<Record<string, string>>;
  /** Lets calls fail from now on. */
  fail(fault: Fault): void;
  /** No more faults. */
  heal(): void;
  /** Another speed of the line from now on. */
  setSpeed(bytesPerSecond: number): void;
  /** All requests since the start or `forget()`. */
  requests(): Requests;
  forget(): void;
  entries(): readonly Entry[];
  readonly comments: Comments;
  close(): Promise<void>;
}

/**
 * A GitHub Actions cache service (v2) on 127.0.0.1, with the REST calls beside it. It is a stand-in for the
 * real one: keys are immutable, refs have scopes, tokens may be read-only, and it fails when told.
 */
export async function startCacheService(options: CacheServiceOptions = {}): Promise<CacheService> {
  const { defaultBranch = "refs/heads/main", azure = false, now = Date.now, quotaBytes } = options;
  const { mayComment: mayWrite = true, addressMs = 600_000 } = options;
  const folder = options.folder ?? (await mkdtemp(join(tmpdir(), "cache-service-")));
  await mkdir(folder, { recursive: true });
  const pace = createPace(options);
  const faults = createFaults();
  const journal = createJournal();
  const tokens = createTokens(defaultBranch);
  const comments = createComments();
  const origin = () => (azure ? "http://bundles.blob.core.windows.net" : url());
  const blobs = createBlobs({ folder, pace, origin, addressMs });
  const entries = createEntries({
    now,
    dropped: (blob) => void blobs.remove(blob),
    ...(quotaBytes === undefined ? {} : { quotaBytes }),
  });

  async function answer(exchange: Exchange): Promise<Answer> {
    const { call } = exchange;
    if (call.startsWith("rest-comment")) return answerComments(exchange, { comments, mayWrite });
    return call.startsWith("rest-")
      ? answerRest(exchange, entries)
      : await answerTwirp(exchange, { entries, tokens, blobs });
  }

  async function serve(exchange: Exchange): Promise<void> {
    const { request, response, fault, call } = exchange;
    await pace.travel();
    if (fault?.delayMs !== undefined) await sleep(fault.delayMs);
    if (fault?.hang === true) return;
    if (fault?.late !== true && (fault?.reset === true || fault?.status !== undefined)) {
      strike(exchange);
    } else if (call.startsWith("blob-")) {
      await blobs.serve(exchange);
    } else {
      const said = await answer(exchange);
      if (fault?.late === true) strike(exchange);
      else send(response, said);
    }
    request.resume();
  }

  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (isControlPath(url.pathname)) {
      send(response, await answerControl(request, url, service));
      return;
    }
    const call = callOf(request.method, url.pathname);
    if (call === undefined) {
      request.resume();
      send(response, { status: 404, body: { code: "bad_route", msg: `${request.method} ${url.pathname}` } });
      return;
    }
    const line = journal.begin(call);
    response.once("finish", () => {
      line.status = response.statusCode;
    });
    await serve({ request, response, url, call, fault: faults.strike(call), line });
  }

  const server = createServer((request, response) => {
    // A connection that was cut, by us or by the client, ends its own request and nothing else.
    receive(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready, failed) => {
    server.once("error", failed).listen(options.port ?? 0, "127.0.0.1", ready);
  });
  const url = () => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const service: CacheService = {
    url: url(),
    env: (scope = { ref: defaultBranch }) => ({
      ACTIONS_CACHE_SERVICE_V2: "True",
      ACTIONS_RESULTS_URL: `${service.url}/`,
      ACTIONS_RUNTIME_TOKEN: tokens.mint(scope),
      GITHUB_API_URL: service.url,
      ...(azure ? { HTTP_PROXY: service.url, NO_PROXY: "127.0.0.1" } : {}),
    }),
    fail: (fault) => faults.add(fault),
    heal: () => faults.clear(),
    setSpeed: (bytesPerSecond) => pace.change(bytesPerSecond),
    requests: () => journal.read(),
    forget: () => journal.clear(),
    entries: () => entries.list(),
    comments,
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
      if (options.folder === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
  return service;
}

function callOf(method: string | undefined, path: string): Call | undefined {
  const name = path.match(/^\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/)?.[1];
  if (name !== undefined) return calls.find((call) => call === name);
  if (!isBlobPath(path)) return commentCall(method, path) ?? restCall(method, path);
  if (method === "HEAD") return "blob-head";
  return method === "PUT" ? "blob-put" : "blob-get";
}
