import type { ErrorKind } from "../error-kinds.ts";
import { StoreError, type StoreErrorReason } from "../store.ts";

/** What it meant that the client found nothing: nothing was there, or the error that it kept to itself. */
export function judgeFind(transcript: Transcript): "miss" | StoreError {
  const early = errorBefore("find", transcript);
  if (early !== undefined) return early;

  const downloads = of("download", transcript);
  if (downloads.length > 0) return errorOfDownload(downloads, transcript);

  // A clear answer ends the search at once and is followed by no complaint.
  const answers = of("find", transcript).filter(isFine);
  if (answers.length === 1 && complaints(transcript).length === 0) return "miss";
  return storeError("its answer was not understood", transcript, { reason: "unavailable" });
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
    return storeError(`the upload failed: ${text}`, transcript, { reason });
  }
  if (says(/already exists/, transcript)) return "taken";
  return says(/cache write denied:/, transcript)
    ? storeError("this run may not save; its token only reads", transcript, { reason: "denied" })
    : storeError("it refused the key", transcript, { reason: "unavailable" });
}

/** Whether the client's last word to the service was heard and taken. */
export function isCommitted(transcript: Transcript): boolean {
  const last = of("commit", transcript).at(-1);
  return last !== undefined && isFine(last);
}

/** What kept the client from a good answer to its first question. */
function errorBefore(step: Step, transcript: Transcript): StoreError | undefined {
  if (says(/ENOSPC|No space left on device/, transcript)) {
    return storeError("this machine has no disk space left", transcript, { reason: "full" });
  }
  if (says(/storage quota has been hit|over the data cap limit/, transcript)) {
    return storeError("its quota is used up", transcript, { reason: "full" });
  }
  const asked = of(step, transcript).at(-1);
  if (asked !== undefined) {
    if (isFine(asked)) return undefined;
    const { text, ...traits } = kindOf(asked);
    return storeError(text, transcript, traits);
  }
  if (says(/effective cache-mode '[^']*' does not permit/, transcript)) {
    return storeError("the mode of this run's cache forbids it", transcript, { reason: "denied" });
  }
  return says(/ACTIONS_RUNTIME_TOKEN/, transcript)
    ? storeError("this run has no token for it", transcript, { reason: "absent" })
    : storeError("the client asked nothing", transcript, { reason: "unavailable" });
}

function errorOfDownload(downloads: readonly Exchange[], transcript: Transcript): StoreError {
  const bad = downloads.findLast((one) => !isFine(one));
  const key = keyFoundIn(transcript);
  if (bad === undefined) return storeError("the bundle came damaged", transcript, { reason: "broken", key });
  if (bad.cut === true) {
    return storeError("the download broke off", transcript, { reason: "broken", retryable: true, key });
  }
  const { text, ...traits } = kindOf(bad);
  // What was removed or replaced since it was found is not found again.
  const isGone = bad.status === 404;
  return storeError(`the download failed: ${text}`, transcript, {
    ...traits,
    ...(isGone && { retryable: true }),
    key,
  });
}

/** The key that the service answered with, as the client tells before it downloads. */
function keyFoundIn({ lines }: Transcript): string | undefined {
  return lines.flatMap((line) => /^Cache hit for(?: restore-key)?: (.+)$/.exec(line)?.[1] ?? []).at(-1);
}

/** What is wrong with a request that did not end well. */
function kindOf(exchange: Exchange | undefined): ErrorKind {
  const { status, error = "no answer" } = exchange ?? {};
  if (status === undefined) return { reason: "unavailable", retryable: true, text: error };
  if (status === 429) return { reason: "unavailable", retryable: true, text: "it throttles us (429)" };
  if (status === 401 || status === 403) {
    return { reason: "denied", retryable: false, text: `it answered ${status}` };
  }
  // On these the client itself has tried for half a minute.
  return { reason: "unavailable", retryable: false, text: `it answered ${status}` };
}

function storeError(
  what: string,
  transcript: Transcript,
  traits: {
    readonly reason: StoreErrorReason;
    readonly retryable?: boolean;
    readonly key?: string | undefined;
  },
): StoreError {
  const said = complaints(transcript).at(-1);
  return new StoreError(`GitHub's cache: ${what}${said === undefined ? "" : ` (${said})`}`, traits);
}

function complaints({ lines }: Transcript): string[] {
  return lines.flatMap((line) => line.match(/^::(?:warning|error)[^:]*::(.*)$/)?.[1] ?? []).map(plain);
}

/** Undoes what a workflow command does to its text, and keeps it to one line. */
function plain(text: string): string {
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
export type Step = "find" | "reserve" | "commit" | "download" | "upload";

/** One request and what came of it: a status, or the error that ended it, or (yet) neither. */
export interface Exchange {
  readonly step: Step;
  readonly status?: number;
  /** Code or message, such as `ECONNRESET`. */
  readonly error?: string;
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

/** What a request is for, in both versions of the service's protocol; any other request moves bytes. */
export function stepOf(method: string, path: string): Step {
  const call = path.match(/\/twirp\/github\.actions\.results\.api\.v1\.CacheService\/(\w+)$/)?.[1];
  switch (call) {
    case "GetCacheEntryDownloadURL":
      return "find";
    case "CreateCacheEntry":
      return "reserve";
    case "FinalizeCacheEntryUpload":
      return "commit";
    default:
      break;
  }
  const older = path.match(/\/_apis\/artifactcache\/(cache\?|caches$|caches\/\d+$)/)?.[1];
  if (older === "cache?") return "find";
  if (method === "POST" && older !== undefined) return older === "caches" ? "reserve" : "commit";
  return method === "GET" || method === "HEAD" ? "download" : "upload";
}
