import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { createReadStream } from "node:fs";
import { type ClientRequest, type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps } from "node:https";
import type { Socket } from "node:net";
import { pipeline } from "node:stream/promises";
import { isUntrusted, trustMachine } from "./certificates.ts";
import type { Agents } from "./proxies.ts";

/** A text, or a file with its size, which is streamed. */
export type Body = string | { readonly file: string; readonly bytes: number };

interface HttpRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | number>>;
  readonly body?: Body | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Sends a request and returns the answer, whose body is to be read. Errors are those of the network and of the disk. */
async function sendRequest(
  { httpAgent, httpsAgent }: Agents,
  { method, url, headers, body, signal }: HttpRequest,
): Promise<IncomingMessage> {
  const [send, agent] = url.startsWith("https:") ? [overHttps, httpsAgent] : [overHttp, httpAgent];
  const length = typeof body === "object" ? body.bytes : Buffer.byteLength(body ?? "");
  const request = send(url, {
    method,
    agent,
    headers: {
      "user-agent": "sccache-bundle",
      ...(body !== undefined && { "content-length": length }),
      ...headers,
    },
    ...(signal === undefined ? {} : { signal }),
  });
  const answered = Promise.withResolvers<IncomingMessage>();
  request.once("response", answered.resolve).once("error", answered.reject);
  // An answer may come before all has been sent: the service refuses it, and the rest need not be sent.
  if (typeof body === "object") pipeline(createReadStream(body.file), request).catch(answered.reject);
  else request.end(body);
  return answered.promise;
}

const mostRedirects = 5;

/**
 * As `sendRequest`; an answer that says where the thing is now is followed there, as by turbo and curl: what is read anywhere, what
 * is written where the service asks for the same request (307, 308). Credentials go to the same origin, or to the same host by
 * HTTPS instead of HTTP, and nowhere else. Where it is not followed, that answer is returned.
 */
export async function followRequest(
  agents: Agents,
  request: HttpRequest,
  redirects = 0,
): Promise<IncomingMessage> {
  const answer = await sendRequest(agents, request);
  const { method, url, headers } = request;
  const from = new URL(url);
  const to = placeIn(answer, url);
  const isRead = method === "GET" || method === "HEAD";
  const isSame = answer.statusCode === 307 || answer.statusCode === 308;
  const isWeaker = from.protocol === "https:" && to?.protocol !== "https:";
  if (to === undefined || isWeaker || !(isRead || isSame) || redirects === mostRedirects) return answer;
  answer.resume();
  const isStronger = from.protocol === "http:" && to.protocol === "https:" && from.host === to.host;
  const { authorization, ...others } = headers;
  const known =
    authorization !== undefined && (from.origin === to.origin || isStronger) ? { authorization } : {};
  return followRequest(agents, { ...request, url: to.href, headers: { ...others, ...known } }, redirects + 1);
}

/** Where an answer says that the thing is, if it says so. */
export function placeIn({ statusCode = 0, headers }: IncomingMessage, url: string): URL | undefined {
  const isElsewhere = [301, 302, 303, 307, 308].includes(statusCode);
  const { location } = headers;
  if (!isElsewhere || location === undefined || !URL.canParse(location, url)) return undefined;
  const place = new URL(location, url);
  return /^https?:$/.test(place.protocol) ? place : undefined;
}

/** The body of an answer as text. @throws {Error} when it is longer than `mostBytes` */
export async function readBody(answer: IncomingMessage, mostBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > mostBytes) throw new TooLongError();
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString();
}

export class TooLongError extends Error {}

/** A request, and what has come of it. */
export interface HeardRequest {
  readonly request: ClientRequest;
  response?: IncomingMessage;
  /** Code or message. */
  error?: string;
  /** Whether nothing more will come of it. */
  isOver: boolean;
}

/** Which activities the running code is inside of. */
const inside = new AsyncLocalStorage<readonly symbol[]>();

/**
 * What goes on over HTTP inside of one piece of work, whichever client makes the requests: Node's diagnostics channels
 * announce those of every client that uses node:http.
 */
export function httpActivity() {
  const self = Symbol("activity");
  const isInside = () => inside.getStore()?.includes(self) === true;
  const heard = new Map<ClientRequest, HeardRequest>();
  /** What each connection had carried before. */
  const sockets = new Map<Socket, number>();
  let isCutOff = false;

  const begin = (request: ClientRequest) => {
    if (!isInside()) return;
    const one: HeardRequest = { request, isOver: false };
    heard.set(request, one);
    request.once("socket", (socket: Socket) => {
      if (!sockets.has(socket)) sockets.set(socket, carried(socket));
    });
    request.once("close", () => {
      one.isOver = true;
    });
    // Not at once: its user has not yet had a chance to listen for errors.
    if (isCutOff) process.nextTick(() => request.destroy(new CutOffError()));
  };
  const listeners: readonly (readonly [string, (message: unknown) => void])[] = [
    ["http.client.request.created", (message) => begin((message as { request: ClientRequest }).request)],
    [
      "http.client.response.finish",
      (message) => {
        const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
        const one = heard.get(request);
        if (one !== undefined) one.response = response;
      },
    ],
    [
      "http.client.request.error",
      (message) => {
        const { request, error } = message as { request: ClientRequest; error: NodeJS.ErrnoException };
        const one = heard.get(request);
        if (one === undefined) return;
        one.error = error.code ?? error.message;
        // Whoever tries again finds it trusted, if this machine does.
        if (isUntrusted(error.code)) trustMachine();
      },
    ],
  ];
  for (const [channel, listener] of listeners) subscribe(channel, listener);

  return {
    run: <T>(work: () => Promise<T>): Promise<T> => inside.run([...(inside.getStore() ?? []), self], work),
    /** Whether the code that asks is inside of that work. */
    isInside,
    /** Runs what is not a part of that work, though it is called from there. */
    outside: (work: () => void) => inside.exit(work),
    /** In the order in which they began. */
    heard: (): readonly HeardRequest[] => [...heard.values()],
    /** Whether any request waits for its answer, or for more of it. */
    isWaiting: () => [...heard.values()].some(({ isOver }) => !isOver),
    /** Bytes that went over the network, both ways: what waits in a buffer of this machine does not count. */
    bytes: () => [...sockets].reduce((sum, [socket, before]) => sum + carried(socket) - before, 0),
    /** Ends every request, later ones too, so that nothing moves any more. */
    cutOff() {
      isCutOff = true;
      for (const request of heard.keys()) request.destroy(new CutOffError());
    },
    /** Stops listening; call it when the work has ended. */
    stop() {
      for (const [channel, listener] of listeners) unsubscribe(channel, listener);
    },
  };
}

/** Looks like a reset connection, on which clients do not try again. */
class CutOffError extends Error {
  readonly code = "ECONNRESET";

  constructor() {
    super("cut off: the time is over");
  }
}

/** A socket counts what is written as soon as it has it; what the system has not taken is in two queues. */
function carried(socket: Socket): number {
  const { _handle: handle } = socket as { readonly _handle?: { readonly writeQueueSize?: number } | null };
  const queued = socket.writableLength + (handle?.writeQueueSize ?? 0);
  return socket.bytesRead + Math.max(0, socket.bytesWritten - queued);
}
