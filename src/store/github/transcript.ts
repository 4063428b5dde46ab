// Longer than most: what is heard of a call and what it means have one vocabulary, which the tests beside it list.
import type { Env } from "../../config/config.ts";
import { scrub } from "../../config/secrets.ts";
import type { Log } from "../../log.ts";
import {
  absent,
  broken,
  DamagedBundleError,
  denied,
  type ErrorKind,
  full,
  kindOfStatus,
  unavailable,
} from "../error-kinds.ts";
import { type HeardRequest, httpActivity } from "../http.ts";
import { StoreError } from "../store.ts";

/** What it meant that the client found nothing: nothing was there, or the error that it kept to itself. */
export function judgeFind(transcript: Transcript): "miss" | StoreError {
  const early = errorBefore("find", transcript);
  if (early !== undefined) return early;

  const downloads = of("download", transcript);
  if (downloads.length > 0) return errorOfDownload(downloads, transcript);

  // A clear answer ends the search at once and is followed by no complaint.
  const answers = of("find", transcript).filter(isFine);
  if (answers.length === 1 && complaints(transcript).length === 0) return "miss";
  return storeError(unavailable("its answer was not understood", false), transcript);
}

/** Whether a bundle was found and the address that was given for it refused: it is not valid, or nothing is there. */
export function isAddressRefused(transcript: Transcript): boolean {
  const downloads = of("download", transcript);
  return downloads.length > 0 && downloads.every(({ status }) => status === 403 || status === 404);
}

/**
 * What it meant that the client saved nothing. `uncertain`: the bytes are there and only the last word is
 * missing, so look whether the entry is.
 */
export function judgePut(transcript: Transcript): "taken" | "uncertain" | StoreError {
  const early = errorBefore("reserve", transcript);
  if (early !== undefined) return of("reserve", transcript).at(-1)?.status === 409 ? "taken" : early;
  if (of("commit", transcript).length > 0) return "uncertain";

  const uploads = of("upload", transcript);
  if (uploads.length > 0) {
    // Never retryable: the key is reserved now, and a second try would take our own half for another's.
    const { reason, text } = kindOf(uploads.findLast((one) => !isFine(one)));
    return storeError({ reason, retryable: false, text: `the upload failed: ${text}` }, transcript);
  }
  if (says(/already exists/, transcript)) return "taken";
  const mayNot = says(/cache write denied:/, transcript);
  const kind = mayNot
    ? denied("this run may not save; its token only reads")
    : unavailable("it refused the key", false);
  return storeError(kind, transcript);
}

/** Whether the client's last word to the service was heard and taken. */
export function isCommitted(transcript: Transcript): boolean {
  const last = of("commit", transcript).at(-1);
  return last !== undefined && isFine(last);
}

type Said = readonly (readonly [pattern: RegExp, kind: ErrorKind])[];

/** What the client says whatever it asked. */
const saidAnyway: Said = [
  [/ENOSPC|No space left on device/, full("this machine has no disk space left")],
  [/storage quota has been hit|over the data cap limit/, full("its quota is used up")],
];

/** What it says instead of asking. */
const saidInstead: Said = [
  [/effective cache-mode '[^']*' does not permit/, denied("the mode of this run's cache forbids it")],
  [/ACTIONS_RUNTIME_TOKEN/, absent("this run has no token for it")],
];

/** What kept the client from a good answer to its first question. */
function errorBefore(step: Step, transcript: Transcript): StoreError | undefined {
  const kindIn = (said: Said) => said.find(([pattern]) => says(pattern, transcript))?.[1];
  const anyway = kindIn(saidAnyway);
  if (anyway !== undefined) return storeError(anyway, transcript);
  const asked = of(step, transcript).at(-1);
  if (asked !== undefined) return isFine(asked) ? undefined : storeError(kindOf(asked), transcript);
  return storeError(kindIn(saidInstead) ?? unavailable("the client asked nothing", false), transcript);
}

function errorOfDownload(downloads: readonly Exchange[], transcript: Transcript): StoreError {
  const bad = downloads.findLast((one) => !isFine(one));
  const key = keyFoundIn(transcript);
  if (bad === undefined) {
    const error = storeError(broken("the bundle came damaged", false), transcript, key);
    // All of it came and could not be unpacked, which may also be the fault of this machine's tar or zstd.
    return key === undefined ? error : new DamagedBundleError(error.message, { key, isCertain: false });
  }
  // The client uses one address for all that it fetches, and lets go of the other ranges when one is refused.
  const isExpired = downloads.some(({ status }) => status === 403) && downloads.some(isFine);
  if (bad.cut === true && !isExpired) return storeError(broken("the download broke off"), transcript, key);
  const { text, retryable } = isExpired ? expired : kindOf(bad);
  // Not for want of rights, which are those of the search.
  const error = storeError(unavailable(`the download failed: ${text}`, retryable), transcript, key);
  // What has lost its bytes is found for as long as it is listed. Where the storage itself says so, nobody can read them.
  const isLost = bad.status === 404 && key !== undefined;
  const isCertain = bad.code === "BlobNotFound";
  return isLost ? new DamagedBundleError(error.message, { key, isCertain }) : error;
}

const expired = denied(
  "the address was valid for a part of it alone (403), which at GitHub is what comes in ten minutes: " +
    "the bundle is too large for this line, so lower max-size",
);

/** The key that the service answered with, as the client tells before it downloads; as JSON in the first version of the protocol. */
function keyFoundIn({ lines }: Transcript): string | undefined {
  const hits = lines.flatMap((line) => /^Cache hit for(?: restore-key)?: (.+)$/.exec(line)?.[1] ?? []);
  const older = /^::debug::\{.*"cacheKey":("(?:[^"\\]|\\.)+")/;
  const results = lines.flatMap((line) => older.exec(line)?.[1] ?? []);
  return hits.at(-1) ?? results.map((text) => JSON.parse(unescaped(text)) as string).at(-1);
}

/** What is wrong with a request that did not end well. */
function kindOf({ status, error = "no answer" }: Partial<Exchange> = {}): ErrorKind {
  if (status === undefined) return unavailable(error);
  if (status === 429) return kindOfStatus(status);
  if (status === 401 || status === 403) return denied(`it answered ${status}`);
  // On these the client itself has tried for half a minute.
  return unavailable(`it answered ${status}`, false);
}

function storeError({ text, ...traits }: ErrorKind, transcript: Transcript, key?: string): StoreError {
  const said = complaints(transcript).at(-1);
  const message = `GitHub's cache: ${text}${said === undefined ? "" : ` (${said})`}`;
  return new StoreError(message, { ...traits, key });
}

/** On one line each, without what a workflow command does to its text. */
function complaints({ lines }: Transcript): string[] {
  const said = lines.flatMap((line) => line.match(/^::(?:warning|error)[^:]*::(.*)$/)?.[1] ?? []);
  return said.map(unescaped);
}

function unescaped(text: string): string {
  return text.replace(/%0D|%0A/g, " ").replace(/%25/g, "%");
}

function says(pattern: RegExp, { lines }: Transcript): boolean {
  return lines.some((line) => pattern.test(line));
}

function of(step: Step, { exchanges }: Transcript): Exchange[] {
  return exchanges.filter((exchange) => exchange.step === step);
}

function isFine({ status, error, cut }: Exchange): boolean {
  return status !== undefined && status < 400 && error === undefined && cut !== true;
}

/** What a request of the client was for. `find`, `reserve` and `commit` ask the service, the others move bytes. */
type Step = "find" | "reserve" | "commit" | "download" | "upload";

/** One request and what came of it: a status, or the error that ended it, or (yet) neither. */
export interface Exchange {
  readonly step: Step;
  readonly status?: number;
  /** Code or message, such as `ECONNRESET`. */
  readonly error?: string;
  /** What Azure's storage calls an error of its own. */
  readonly code?: string;
  /** The body of the answer ended early. */
  readonly cut?: boolean;
}

/** What was heard of one call of the client. */
export interface Transcript {
  /** In the order in which they began. */
  readonly exchanges: readonly Exchange[];
  /** What the client printed, a line each, without secrets. */
  readonly lines: readonly string[];
}

const steps: ReadonlyMap<string, Step> = new Map([
  ["GetCacheEntryDownloadURL", "find"],
  ["CreateCacheEntry", "reserve"],
  ["FinalizeCacheEntryUpload", "commit"],
]);

/** What a request is for, in both versions of the service's protocol; any other request moves bytes. */
export function stepOf(method: string, path: string): Step {
  const call = path.match(/\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/)?.[1];
  const step = steps.get(call ?? "");
  if (step !== undefined) return step;
  const older = path.match(/\/_apis\/artifactcache\/(cache\?|caches$|caches\/\d+$)/)?.[1];
  if (older === "cache?") return "find";
  if (method === "POST" && older !== undefined) return older === "caches" ? "reserve" : "commit";
  return method === "GET" || method === "HEAD" ? "download" : "upload";
}

export type Watch = ReturnType<typeof startWatch>;

/**
 * Watches the requests and the prints of one piece of work: the client turns every error into a miss and a warning, so its
 * answers do not suffice. What it prints goes to `log` for debugging, except the commands that mask secrets: those are for a
 * runner, and elsewhere they would only show the secrets.
 */
export function startWatch(log: Log, env: Env) {
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
  const passes = (text: string) => !activity.isInside() || (isMask(text) && env["GITHUB_ACTIONS"] === "true");
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
  const code = response?.headers["x-ms-error-code"];
  return {
    step: stepOf(request.method, request.path),
    ...(response?.statusCode === undefined ? {} : { status: response.statusCode }),
    ...(typeof code === "string" ? { code } : {}),
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
