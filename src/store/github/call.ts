import type { Log } from "../../log.ts";
import { type HeardRequest, httpActivity, ownTime, patience } from "../activity.ts";
import { scrub } from "../error-kinds.ts";
import { enter, type Folders, isHeardByRunner } from "./process.ts";
import { type Exchange, stepOf, type Transcript } from "./verdict.ts";

/** How a call of the client ended, with all that was heard meanwhile. `late`: it was given up. */
export type Ended<T> =
  | { readonly kind: "answered"; readonly answer: T; readonly transcript: Transcript }
  | { readonly kind: "threw"; readonly error: unknown; readonly transcript: Transcript }
  | { readonly kind: "late" };

interface CallOptions {
  /** Without them this process stays where it is. */
  readonly folders?: Folders;
  /** Ends the call, and the wait for the one before it. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

interface Turn {
  /** Its caller has got an answer. */
  readonly returned: Promise<void>;
  /** Nothing of it runs any more; later than `returned` when it was cut off. */
  readonly ended: Promise<void>;
}

/** The working directory and the environment belong to the process, so calls of all stores take turns. */
const turns: { last: Turn } = { last: { returned: Promise.resolve(), ended: Promise.resolve() } };

/**
 * Calls the client with this process pointed at `folders`, and puts things back before it returns. A call
 * that is late is cut off from the network: what it leaves running can move nothing, and the next call
 * waits until it has ended.
 */
export async function callClient<T>(
  ask: () => Promise<T>,
  { folders, signal, log }: CallOptions,
): Promise<Ended<T>> {
  const { before, returned, ended } = takeTurn();
  const late = lateOn(signal);
  try {
    const first = before.returned.then(() => before.ended);
    if ((await Promise.race([first, late.promise])) === "late") {
      void first.then(ended);
      return { kind: "late" };
    }
    return await callNow(ask, { folders, log, over: late.promise, end: ended });
  } finally {
    late.stop();
    returned();
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
    const stuck = stuckIn(watch);
    const ended = await Promise.race([work, over, stuck.promise]).finally(stuck.stop);
    if (ended !== "late") return { ...ended, transcript: watch.transcript() };
    watch.cutOff();
    return { kind: "late" };
  } finally {
    leave();
  }
}

/**
 * The client asks five times in half a minute when the service fails, and so long nobody waits for one that is down. Late when
 * after so long it has got errors alone; what follows, and silence, is judged by what moves.
 */
function stuckIn(watch: Watch): { readonly promise: Promise<"late">; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<"late">();
  const { nowMs, stop } = ownTime(
    () => performance.now(),
    250,
    () => {
      if (nowMs() - beganMs < patience.silentMs) return;
      const { exchanges } = watch.transcript();
      if (exchanges.some(isFailed) && !exchanges.some(isAnswered)) resolve("late");
    },
  );
  const beganMs = nowMs();
  return { promise, stop };
}

function isFailed({ status, error }: Exchange): boolean {
  return error !== undefined || (status !== undefined && status >= 500);
}

function isAnswered({ step, status }: Exchange): boolean {
  return step !== "commit" && status !== undefined && status < 500;
}

/** Queues up; `returned` and `ended` are to be called when this turn has. */
function takeTurn(): { readonly before: Turn; readonly returned: () => void; readonly ended: () => void } {
  const before = turns.last;
  const returned = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  turns.last = { returned: returned.promise, ended: ended.promise };
  return { before, returned: returned.resolve, ended: ended.resolve };
}

function lateOn(signal: AbortSignal): { readonly promise: Promise<"late">; readonly stop: () => void } {
  const { promise, resolve } = Promise.withResolvers<"late">();
  const late = () => resolve("late");
  if (signal.aborted) late();
  signal.addEventListener("abort", late, { once: true });
  return { promise, stop: () => signal.removeEventListener("abort", late) };
}

/** Listens to whatever runs inside `run`, and can cut it off from the network. */
interface Watch {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Ends every request, those to come too, so that nothing moves any more. */
  cutOff(): void;
  /** Stops listening; call it when the work has ended. */
  stop(): void;
  transcript(): Transcript;
}

/**
 * Watches the requests and the prints of one piece of work: the client turns every error into a miss and a warning, so its
 * answers do not suffice. What it prints goes to `log` for debugging, except the commands that mask secrets: those are for a
 * runner, and elsewhere they would only show the secrets.
 */
function startWatch(log: Log): Watch {
  const activity = httpActivity();
  const lines: string[] = [];
  const isMask = (text: string) => text.startsWith("::add-mask::");
  const listen = (text: string): void => {
    const said = text.split(/\r?\n/).filter((line) => line !== "" && !isMask(line));
    for (const line of said.map(scrub)) {
      lines.push(line);
      activity.outside(() => log.debug(`@actions/cache: ${line.replace(/^::debug::/, "")}`));
    }
  };
  const passes = (text: string) => !activity.isInside() || (isMask(text) && isHeardByRunner());
  const streams = [process.stdout, process.stderr].map((stream) => divert(stream, passes, listen));

  return {
    run: activity.run,
    cutOff: activity.cutOff,
    stop() {
      activity.stop();
      for (const restore of streams) restore();
    },
    transcript: () => ({ exchanges: activity.heard().map(exchangeOf), lines: [...lines] }),
  };
}

function exchangeOf({ request, response, error }: HeardRequest): Exchange {
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
