/** What the service can be asked. */
export const calls = [
  "GetCacheEntryDownloadURL",
  "CreateCacheEntry",
  "FinalizeCacheEntryUpload",
  "blob-get",
  "blob-head",
  "blob-put",
  "rest-list",
  "rest-usage",
  "rest-delete",
  "rest-comments",
  "rest-comment-create",
  "rest-comment-update",
] as const;

export type Call = (typeof calls)[number];

/** One request and how far it came; `status` is 0 until it is answered, and stays so when it is cut. */
export interface Request {
  readonly call: Call;
  status: number;
  bytesUp: number;
  bytesDown: number;
}

export interface Requests {
  readonly counts: Readonly<Record<Call, number>>;
  readonly total: number;
  /** Bytes of blobs, not of the calls around them. */
  readonly bytesUp: number;
  readonly bytesDown: number;
  readonly log: readonly Readonly<Request>[];
}

export interface Journal {
  /** Begins the line of a request, which its server fills in. */
  begin(call: Call): Request;
  read(): Requests;
  clear(): void;
}

/** Remembers every request, so that a test can say what an answer may cost. */
export function createJournal(): Journal {
  let log: Request[] = [];
  return {
    begin(call) {
      const request = { call, status: 0, bytesUp: 0, bytesDown: 0 };
      log.push(request);
      return request;
    },
    read() {
      const counts = Object.fromEntries(calls.map((call) => [call, 0])) as Record<Call, number>;
      for (const { call } of log) counts[call] += 1;
      const sum = (bytes: (request: Request) => number) => log.reduce((total, one) => total + bytes(one), 0);
      return {
        counts,
        total: log.length,
        bytesUp: sum((request) => request.bytesUp),
        bytesDown: sum((request) => request.bytesDown),
        log: log.map((request) => ({ ...request })),
      };
    },
    clear() {
      log = [];
    },
  };
}
