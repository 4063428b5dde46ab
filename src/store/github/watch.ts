import type { Log } from "../../log.ts";
import { type HeardRequest, httpActivity } from "../guard/http-activity.ts";
import { scrub } from "../scrub.ts";
import { isHeardByRunner } from "./process.ts";
import { type Exchange, stepOf, type Transcript } from "./transcript.ts";

/** Listens to whatever runs inside `run`, and can cut it off from the network. */
export interface Watch {
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
export function startWatch(log: Log): Watch {
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
