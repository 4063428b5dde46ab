import { once } from "node:events";
import { createServer, request as forward, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { pipeline } from "node:stream/promises";
import { URL } from "node:url";

/** What goes wrong with one request on its way. */
export type Fault =
  /** It never gets there, and this is the answer. */
  | { readonly status: number; readonly body?: string; readonly headers?: Readonly<Record<string, string>> }
  /** The connection is cut after so many bytes of the answer's body. */
  | { readonly cutAfterBytes: number }
  /** The connection is cut after so many bytes of the request's body. */
  | { readonly cutUploadAfterBytes: number }
  /** Nothing more comes after so many bytes of the answer's body, and the connection stays; a shorter answer is whole. */
  | { readonly stallAfterBytes: number }
  /** The answer's text is changed on its way. */
  | { readonly rewrite: (text: string) => string }
  /** There is never an answer. */
  | { readonly hang: true };

export interface Seen {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** How many came before it. */
  readonly index: number;
}

/** Decides about each request, after whatever it does meanwhile. */
export type Rule = (request: Seen) => Fault | undefined | Promise<Fault | undefined>;

export interface TestProxy {
  readonly url: string;
  /** All that was asked since the start or the last `rule`. */
  readonly seen: readonly Seen[];
  rule(rule: Rule): void;
  close(): Promise<void>;
}

/** A stretch of bad road to the server at `target`, on 127.0.0.1. It changes nothing unless a rule says so. */
export async function startProxy(target: string): Promise<TestProxy> {
  let decide: Rule = () => undefined;
  let seen: Seen[] = [];

  async function carry(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/", headers } = request;
    const one = { method, path: url, headers, index: seen.length };
    seen.push(one);
    const fault = await decide(one);
    if (fault !== undefined && "hang" in fault) return;
    if (fault !== undefined && "status" in fault) {
      request.resume();
      response.writeHead(fault.status, { "content-type": "application/xml", ...fault.headers });
      response.end(fault.body ?? "");
      return;
    }
    if (fault !== undefined && "cutUploadAfterBytes" in fault) {
      let left = fault.cutUploadAfterBytes;
      for await (const chunk of request) {
        left -= (chunk as Buffer).length;
        if (left <= 0) break;
      }
      request.socket.resetAndDestroy();
      return;
    }
    const { hostname, port } = new URL(target);
    const onward = forward({ hostname, port, method, path: url, headers, agent: false });
    const answered = new Promise<IncomingMessage>((ready, failed) => {
      onward.once("response", ready).on("error", failed);
    });
    answered.catch(() => {}); // a request that was cut ends before anybody waits for its answer
    await pipeline(request, onward);
    const answer = await answered;
    if (fault !== undefined && "rewrite" in fault) {
      const { "content-length": _, ...headers } = answer.headers;
      response.writeHead(answer.statusCode ?? 502, headers);
      response.end(fault.rewrite(await text(answer)));
      return;
    }
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    if (fault === undefined) {
      await pipeline(answer, response);
      return;
    }
    if ("stallAfterBytes" in fault) response.once("close", () => answer.destroy());
    let left = "stallAfterBytes" in fault ? fault.stallAfterBytes : fault.cutAfterBytes;
    for await (const chunk of answer) {
      const part = (chunk as Buffer).subarray(0, left);
      left -= part.length;
      await new Promise((written) => response.write(part, written));
      if (left > 0) continue;
      if ("stallAfterBytes" in fault) await once(response, "close");
      break;
    }
    if ("stallAfterBytes" in fault && left > 0) {
      response.end();
      return;
    }
    request.socket.resetAndDestroy();
  }

  const server = createServer((request, response) => {
    // A connection that was cut, by us or by the client, ends its own request and nothing else.
    carry(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    get seen() {
      return seen;
    },
    rule(rule) {
      decide = rule;
      seen = [];
    },
    async close() {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
