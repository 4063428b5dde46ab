import { createReadStream } from "node:fs";
import { Agent, type IncomingMessage, request as overHttp } from "node:http";
import { request as overHttps, Agent as SecureAgent } from "node:https";
import { pipeline } from "node:stream/promises";
import type { Env } from "../config/config.ts";

export interface Agents {
  readonly httpAgent: Agent;
  readonly httpsAgent: SecureAgent;
}

/** Connections that go by the proxy of HTTPS_PROXY or HTTP_PROXY (in lower case too), except to the hosts of NO_PROXY. */
export function proxiedAgents(env: Env): Agents {
  const options = { keepAlive: true, proxyEnv: env };
  return { httpAgent: new Agent(options), httpsAgent: new SecureAgent(options) };
}

/** One line where a proxy is asked for and this Node does not know how to use one; undefined otherwise. */
export function proxyNotice(env: Env, version: string): string | undefined {
  const names = ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"];
  const set = names.find((name) => env[name]);
  const [major = 0, minor = 0] = version.split(".").map(Number);
  const isKnown = major > 24 || (major === 24 && minor >= 5) || (major === 22 && minor >= 21);
  return set === undefined || isKnown
    ? undefined
    : `${set} is ignored: only Node 24.5 or later, or 22.21, uses a proxy, and this is Node ${version}.`;
}

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
export async function sendRequest(
  { httpAgent, httpsAgent }: Agents,
  { method, url, headers, body, signal }: HttpRequest,
): Promise<IncomingMessage> {
  const [send, agent] = url.startsWith("https:") ? [overHttps, httpsAgent] : [overHttp, httpAgent];
  const length = body === undefined ? {} : { "content-length": lengthOf(body) };
  const request = send(url, {
    method,
    agent,
    headers: { "user-agent": "sccache-bundle", ...length, ...headers },
    ...(signal === undefined ? {} : { signal }),
  });
  const answered = Promise.withResolvers<IncomingMessage>();
  request.once("response", answered.resolve).once("error", answered.reject);
  if (typeof body !== "object") {
    request.end(body);
    return answered.promise;
  }
  // An answer may come before all has been sent: the service refuses it, and the rest need not be sent.
  const sent = pipeline(createReadStream(body.file), request);
  sent.catch(answered.reject);
  return answered.promise;
}

function lengthOf(body: Body): number {
  return typeof body === "string" ? Buffer.byteLength(body) : body.bytes;
}

/** The body of an answer as text. @throws {Error} when it is longer than `mostBytes` */
export async function readText(answer: IncomingMessage, mostBytes: number): Promise<string> {
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
