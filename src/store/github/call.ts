import type { Log } from "../../log.ts";
import { enter, type Folders } from "./process.ts";
import type { Transcript } from "./transcript.ts";
import { startWatch } from "./watch.ts";

/** How a call of the client ended, with all that was heard meanwhile. `late`: not within its time. */
export type Ended<T> =
  | { readonly kind: "answered"; readonly answer: T; readonly transcript: Transcript }
  | { readonly kind: "threw"; readonly error: unknown; readonly transcript: Transcript }
  | { readonly kind: "late" };

export interface CallOptions {
  /** Without them this process stays where it is. */
  readonly folders?: Folders;
  /** Bound on the whole call, waiting for its turn included. */
  readonly limitMs: number;
  readonly log: Log;
}

/**
 * The working directory and the environment belong to the process, so calls of all stores take turns. This
 * is the end of the last one.
 */
const turns = { last: Promise.resolve() };

/**
 * Calls the client with this process pointed at `folders`, and puts things back before it returns. A call
 * that is late is cut off from the network: what it leaves running can move nothing, and the next call
 * waits until it has ended.
 */
export async function callClient<T>(
  ask: () => Promise<T>,
  { folders, limitMs, log }: CallOptions,
): Promise<Ended<T>> {
  const limit = startLimit(limitMs);
  const turn = takeTurn();
  try {
    if ((await Promise.race([turn.begin, limit.over])) === "late") {
      void turn.begin.then(turn.end);
      return { kind: "late" };
    }
    return await callNow(ask, { folders, log, over: limit.over, end: turn.end });
  } finally {
    limit.stop();
  }
}

interface TurnOptions extends Pick<CallOptions, "log"> {
  readonly folders: Folders | undefined;
  readonly over: Promise<"late">;
  readonly end: () => void;
}

async function callNow<T>(
  ask: () => Promise<T>,
  { folders, log, over, end }: TurnOptions,
): Promise<Ended<T>> {
  const watch = startWatch(log);
  const release = () => {
    watch.stop();
    end();
  };
  let leave: () => void;
  try {
    leave = folders === undefined ? () => {} : enter(folders);
  } catch (error) {
    release();
    throw error;
  }
  try {
    const work = watch.run(ask).then(
      (answer) => ({ kind: "answered", answer }) as const,
      (error: unknown) => ({ kind: "threw", error }) as const,
    );
    void work.then(release);
    const ended = await Promise.race([work, over]);
    if (ended !== "late") return { ...ended, transcript: watch.transcript() };
    watch.cutOff();
    return { kind: "late" };
  } finally {
    leave();
  }
}

function takeTurn(): { readonly begin: Promise<void>; readonly end: () => void } {
  const begin = turns.last;
  const { promise, resolve } = Promise.withResolvers<void>();
  turns.last = promise;
  return { begin, end: resolve };
}

function startLimit(limitMs: number): { readonly over: Promise<"late">; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<"late">();
  const timer = setTimeout(resolve, limitMs, "late");
  return { over: promise, stop: () => clearTimeout(timer) };
}
