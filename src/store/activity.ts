import { AsyncLocalStorage } from "node:async_hooks";
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import type { ClientRequest, IncomingMessage } from "node:http";
import type { Socket } from "node:net";

/** `question`: a lookup, or a call that lists or removes. `transfer`: a bundle moves. */
export type CallKind = "question" | "transfer";

/** How long a service is waited for. */
export interface Patience {
  /** A question has so long, tries included. */
  readonly questionMs: number;
  /** While a request is open, something must move this often. */
  readonly silentMs: number;
  /** While none is open, because the client works on the disk, it must begin one within this. */
  readonly quietMs: number;
  /** A transfer must move `slowBytes` in each `slowMs`: a slower one costs more than it saves. */
  readonly slowMs: number;
  readonly slowBytes: number;
  /** After a call that was given up, or tried in vain, the service is left alone for so long. */
  readonly restMs: number;
}

export const patience: Patience = {
  questionMs: 15_000,
  silentMs: 9_000,
  quietMs: 120_000,
  slowMs: 45_000,
  slowBytes: 2 ** 19,
  restMs: 300_000,
};

/** A request, and what has come of it. */
export interface HeardRequest {
  readonly request: ClientRequest;
  response?: IncomingMessage;
  /** Code or message. */
  error?: string;
  /** Whether nothing more will come of it. */
  isOver: boolean;
}

/** What goes on over HTTP inside of one piece of work, whichever client makes the requests. */
interface HttpActivity {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Whether the code that asks is inside of that work. */
  isInside(): boolean;
  /** Runs what is not a part of that work, though it is called from there. */
  outside(work: () => void): void;
  /** In the order in which they began. */
  heard(): readonly HeardRequest[];
  /** Whether any request waits for its answer, or for more of it. */
  isWaiting(): boolean;
  /** Bytes that went over the network, both ways: what waits in a buffer of this machine does not count. */
  bytes(): number;
  /** Ends every request, later ones too, so that nothing moves any more. */
  cutOff(): void;
  /** Stops listening; call it when the work has ended. */
  stop(): void;
}

/** Which activities the running code is inside of. */
const inside = new AsyncLocalStorage<readonly symbol[]>();

/** Listens to Node's diagnostics channels, which announce the requests of every client that uses node:http. */
export function httpActivity(): HttpActivity {
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
        if (one !== undefined) one.error = error.code ?? error.message;
      },
    ],
  ];
  for (const [channel, listener] of listeners) subscribe(channel, listener);

  return {
    run: (work) => inside.run([...(inside.getStore() ?? []), self], work),
    isInside,
    outside: (work) => inside.exit(work),
    heard: () => [...heard.values()],
    isWaiting: () => [...heard.values()].some(({ isOver }) => !isOver),
    bytes: () => [...sockets].reduce((sum, [socket, before]) => sum + carried(socket) - before, 0),
    cutOff() {
      isCutOff = true;
      for (const request of heard.keys()) request.destroy(new CutOffError());
    },
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

/** What comes of `work`, unless `signal` ends the wait for it; then its reason is thrown. */
export async function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = () => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort, { once: true });
  try {
    return await Promise.race([aborted.promise, work]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}

/**
 * A clock that stands still while this process does not run, on a machine that is overloaded or was suspended: what the service
 * said meanwhile lies unread, so its silence is none. It calls `look` every `everyMs`; what that is late by does not count.
 */
export function ownTime(clock: () => number, everyMs: number, look: () => void) {
  let lostMs = 0;
  let lookedMs = clock();
  const timer = setInterval(() => {
    const nowMs = clock();
    const lateMs = nowMs - lookedMs - everyMs;
    if (lateMs > everyMs) lostMs = Math.min(mostLostMs, lostMs + lateMs);
    lookedMs = nowMs;
    look();
  }, everyMs);
  return { nowMs: () => clock() - lostMs, stop: () => clearInterval(timer) };
}

/** Beyond this a wait ends, however little this process ran. */
const mostLostMs = 60_000;

/** Judges what has moved: why a call is to be given up, in words, or undefined. */
export function silenceWatch(kind: CallKind, limits: Patience, clock: () => number) {
  const startMs = clock();
  let bytes = 0;
  let movedMs = startMs;
  let quietUntilMs = startMs;
  let pace = { bytes: 0, sinceMs: startMs };
  return {
    /** Something moved that is not to be seen on the network; or the next answer may take `quietMs`. */
    progress(quietMs = 0) {
      movedMs = clock();
      quietUntilMs = movedMs + quietMs;
    },
    check(bytesNow: number, isWaiting: boolean): string | undefined {
      const nowMs = clock();
      if (bytesNow !== bytes) movedMs = nowMs;
      bytes = bytesNow;
      const silentMs = isWaiting ? limits.silentMs : limits.quietMs;
      if (nowMs > quietUntilMs && nowMs - movedMs > silentMs) {
        return `no answer for ${seconds(silentMs)}`;
      }
      if (kind === "question") {
        return nowMs - startMs > limits.questionMs ? `no end after ${seconds(limits.questionMs)}` : undefined;
      }
      if (!isWaiting) pace = { bytes, sinceMs: nowMs };
      if (nowMs - pace.sinceMs < limits.slowMs) return undefined;
      const moved = bytes - pace.bytes;
      pace = { bytes, sinceMs: nowMs };
      return nowMs > quietUntilMs && moved < limits.slowBytes
        ? `only ${moved} bytes in ${seconds(limits.slowMs)}`
        : undefined;
    },
  };
}

function seconds(ms: number): string {
  return `${ms / 1000} s`;
}
