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
