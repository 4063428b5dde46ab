import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Log } from "../../log.ts";
import { scrub } from "../scrub.ts";
import { isHeardByRunner } from "./process.ts";
import { type Exchange, stepOf, type Transcript } from "./transcript.ts";

/** Ears and a hand on whatever runs inside `run`: it is heard, and it can be cut off. */
export interface Watch {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Ends every request, those to come too, so that nothing moves any more. */
  cutOff(): void;
  /** Stops listening; call it when the work has ended. */
  stop(): void;
  transcript(): Transcript;
}

interface Heard {
  readonly request: ClientRequest;
  response?: IncomingMessage;
  error?: string;
}

/** Tells apart what the watched work does from what else goes on in this process. */
const inside = new AsyncLocalStorage<symbol>();

/**
 * Watches the requests and the prints of one piece of work. Node's diagnostics channels tell of the
 * requests: the client turns every trouble into a miss and a warning, so its answers do not suffice.
 * What it prints goes to `log` for debugging, except the commands that mask secrets: those are for a
 * runner, and elsewhere they would only show the secrets.
 */
export function startWatch(log: Log): Watch {
  const self = Symbol("watched");
  const isMine = () => inside.getStore() === self;
  const heard = new Map<ClientRequest, Heard>();
  const lines: string[] = [];
  let isCutOff = false;

  const ears: readonly (readonly [string, (message: unknown) => void])[] = [
    [
      "http.client.request.created",
      (message) => {
        if (!isMine()) return;
        const { request } = message as { request: ClientRequest };
        heard.set(request, { request });
        // Not at once: its user has not yet had a chance to listen for errors.
        if (isCutOff) process.nextTick(() => request.destroy(new CutOffError()));
      },
    ],
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
        if (one !== undefined) one.error = error.code ?? error.message;
      },
    ],
  ];
  for (const [channel, ear] of ears) subscribe(channel, ear);

  const isMask = (text: string) => text.startsWith("::add-mask::");
  const listen = (text: string): void => {
    const said = text.split(/\r?\n/).filter((line) => line !== "" && !isMask(line));
    for (const line of said.map(scrub)) {
      lines.push(line);
      inside.exit(() => log.debug(`@actions/cache: ${line.replace(/^::debug::/, "")}`));
    }
  };
  const passes = (text: string) => !isMine() || (isMask(text) && isHeardByRunner());
  const streams = [process.stdout, process.stderr].map((stream) => divert(stream, passes, listen));

  return {
    run: (work) => inside.run(self, work),
    cutOff() {
      isCutOff = true;
      for (const request of heard.keys()) request.destroy(new CutOffError());
    },
    stop() {
      for (const [channel, ear] of ears) unsubscribe(channel, ear);
      for (const restore of streams) restore();
    },
    transcript: () => ({ exchanges: [...heard.values()].map(exchangeOf), lines: [...lines] }),
  };
}

/** Looks like a reset connection, on which the client does not try again. */
class CutOffError extends Error {
  readonly code = "ECONNRESET";

  constructor() {
    super("cut off: the time is over");
  }
}

function exchangeOf({ request, response, error }: Heard): Exchange {
  return {
    step: stepOf(request.method, request.path),
    ...(response?.statusCode === undefined ? {} : { status: response.statusCode }),
    ...(response === undefined || response.complete ? {} : { cut: true }),
    ...(error === undefined ? {} : { error: scrub(error) }),
  };
}

/** Hands over to `take` what is written to a stream and does not pass. Returns what undoes it. */
function divert(
  stream: NodeJS.WriteStream,
  passes: (text: string) => boolean,
  take: (text: string) => void,
): () => void {
  const original = stream.write;
  const diverted: typeof original = (chunk: string | Uint8Array, second?: unknown, third?: unknown) => {
    const text = typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    if (passes(text)) return Reflect.apply(original, stream, [chunk, second, third]) as boolean;
    take(text);
    const written = [second, third].find((one) => typeof one === "function");
    if (written !== undefined) process.nextTick(written as () => void);
    return true;
  };
  stream.write = diverted;
  return () => {
    if (stream.write === diverted) stream.write = original;
  };
}
