import type { Log } from "../../log.ts";
import { type HeardRequest, httpActivity, orAborted, ownTime, patience } from "../activity.ts";
import { scrub } from "../error-kinds.ts";
import { StoreError } from "../store.ts";
import { enter, type Folders, isHeardByRunner } from "./process.ts";
import { type Exchange, stepOf, type Transcript } from "./verdict.ts";

/** What a call of the client gave, and what was heard of it meanwhile. */
interface Answer<T> {
  readonly answer: T;
  readonly transcript: Transcript;
}

interface CallOptions {
  /** Without them this process stays where it is. */
  readonly folders?: Folders | undefined;
  /** Ends the call, and the wait for the one before it. */
  readonly signal?: AbortSignal | undefined;
  readonly log: Log;
}

const never = new AbortController().signal;

/** The working directory and the environment belong to the process, so calls of all stores take turns. */
const turns: { last: Promise<void> } = { last: Promise.resolve() };

/**
 * Calls the client with this process pointed at `folders`, and puts things back before it returns. A call
 * that is late is cut off from the network: what it leaves running can move nothing, and the next call
 * waits until it has ended. @throws {StoreError}, and the reason of `signal`
 */
export async function callClient<T>(
  ask: () => Promise<T>,
  { folders, signal = never, log }: CallOptions,
): Promise<Answer<T>> {
  const before = turns.last;
  const turn = Promise.withResolvers<void>();
  turns.last = turn.promise;
  await orAborted(before, signal).catch((late: unknown) => {
    void before.then(turn.resolve);
    throw late;
  });
  const watch = startWatch(log);
  const stuck = stuckIn(watch);
  const over = AbortSignal.any([signal, stuck.signal]);
  let leave = () => {};
  const work = watch.run(async () => {
    if (folders !== undefined) leave = enter(folders);
    return ask();
  });
  const end = () => {
    watch.stop();
    turn.resolve();
  };
  try {
    return { answer: await orAborted(work, over), transcript: watch.transcript() };
  } catch (error) {
    if (!over.aborted) throw errorOf(error);
    watch.cutOff();
    throw over.reason;
  } finally {
    stuck.stop();
    leave();
    void work.then(end, end);
  }
}

/**
 * The client asks five times in half a minute when the service fails, and so long nobody waits for one that is down. Aborted when
 * after so long it has got errors alone; what follows, and silence, is judged by what moves.
 */
function stuckIn(watch: Watch): { readonly signal: AbortSignal; readonly stop: () => void } {
  const stuck = new AbortController();
  const { nowMs, stop } = ownTime(
    () => performance.now(),
    250,
    () => {
      if (nowMs() - beganMs < patience.silentMs) return;
      const { exchanges } = watch.transcript();
      if (!exchanges.some(isFailed) || exchanges.some(isAnswered)) return;
      const text = "GitHub's cache: it only answers with errors, given up";
      stuck.abort(new StoreError(text, { reason: "unavailable" }));
    },
  );
  const beganMs = nowMs();
  return { signal: stuck.signal, stop };
}

function isFailed({ status, error }: Exchange): boolean {
  return error !== undefined || (status !== undefined && status >= 500);
}

function isAnswered({ step, status }: Exchange): boolean {
  return step !== "commit" && status !== undefined && status < 500;
}

/** The StoreError for what the client threw; a key that no store may have, and so a bug of ours, as it is. */
function errorOf(error: unknown): unknown {
  if (!(error instanceof Error) || error.name === "ValidationError") return error;
  const reason = error.message.includes("ACTIONS_RUNTIME_TOKEN") ? "absent" : "unavailable";
  return new StoreError(`GitHub's cache: ${scrub(error.message)}`, { reason });
}

type Watch = ReturnType<typeof startWatch>;

/**
 * Watches the requests and the prints of one piece of work: the client turns every error into a miss and a warning, so its
 * answers do not suffice. What it prints goes to `log` for debugging, except the commands that mask secrets: those are for a
 * runner, and elsewhere they would only show the secrets.
 */
function startWatch(log: Log) {
  const { run, cutOff, ...activity } = httpActivity();
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
    run,
    cutOff,
    /** Stops listening; call it when the work has ended. */
    stop() {
      activity.stop();
      for (const restore of streams) restore();
    },
    transcript: (): Transcript => ({ exchanges: activity.heard().map(exchangeOf), lines: [...lines] }),
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
