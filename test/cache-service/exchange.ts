import type { IncomingMessage, ServerResponse } from "node:http";
import type { Fault } from "./faults.ts";
import type { Call, Request } from "./journal.ts";

/** A request on its way through the service. */
export interface Exchange {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly url: URL;
  readonly call: Call;
  readonly fault: Fault | undefined;
  /** Where the bytes of a blob are counted. */
  readonly line: Request;
}

/** What to say to a call that has no blob in it. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
}

/** The JSON body of a request; an empty one is `{}`. */
export async function readJson(request: IncomingMessage): Promise<Record<string, unknown>> {
  const text = (await readBody(request)).toString();
  return text === "" ? {} : (JSON.parse(text) as Record<string, unknown>);
}

/** The body of a request, whole. */
export async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Sends an answer whole: JSON, or what a buffer holds as protobuf. */
export function send(response: ServerResponse, { status, body }: Answer): void {
  const isBinary = Buffer.isBuffer(body);
  const content = isBinary ? body : Buffer.from(body === undefined ? "" : JSON.stringify(body));
  response.writeHead(status, {
    "content-type": isBinary ? "application/protobuf" : "application/json",
    "content-length": content.length,
  });
  response.end(content);
}

/** Answers as the fault says. */
export function strike({ request, response, fault }: Exchange): void {
  const { reset, status } = fault ?? {};
  if (reset === true || status === undefined) {
    request.socket.resetAndDestroy();
    return;
  }
  request.resume();
  send(response, { status, body: { code: "fault", msg: `the service was told to answer ${status}` } });
}
