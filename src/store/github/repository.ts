import { byAge, type Catalog, type StoredBundle, StoreError } from "../store.ts";
import { type GithubAccess, type GithubCall, githubCall } from "./rest-call.ts";

/** The cache of one repository as a whole, anybody's entries included. @throws {StoreError} by each call */
export interface Repository {
  /** What the repository holds, as far as one request tells. Needs `actions: read`. */
  survey(): Promise<Survey>;
  /** Bytes that all entries take, at most five minutes old. Needs `actions: read`. */
  usage(): Promise<number>;
  /**
   * The 100 entries that GitHub evicts first, in that order: it evicts by last use. None where the order cannot be told.
   * Needs `actions: read`.
   */
  leastRecent(): Promise<readonly StoredBundle[]>;
}

/** The largest 100 entries, or all; and the bounds that they set on what all take together, which is then the same. */
interface Survey {
  /** As the catalog lists them, so that it can remove them. */
  readonly known: readonly StoredBundle[];
  /** Whether `known` is all that the store holds, so that it need not be listed. */
  readonly complete: boolean;
  readonly leastBytes: number;
  readonly mostBytes: number;
}

const pageSize = 100;
/** 10,000 entries: what lies beyond is not worth the requests. */
const mostPages = 100;

/**
 * The cache of one repository, as GitHub's REST interface shows it: its entries as a catalog, of every ref and every tool.
 * Listing needs `actions: read`, removing `actions: write`. https://docs.github.com/en/rest/actions/cache
 */
export function githubRepository(access: GithubAccess): Catalog & Repository {
  const call = githubCall(access);
  return {
    label: "github",
    tellsReads: true,
    survey: async () => surveyOf(await getPage(call, { page: 1, sort: "size_in_bytes" })),

    usage: () => getUsage(call),

    async leastRecent() {
      const sort = "last_accessed_at";
      const { bundles, rows } = await getPage(call, { page: 1, sort, direction: "asc" });
      const times = bundles.map(({ lastReadAtMs = 0 }) => lastReadAtMs);
      const isOrder = rows === times.length && times.every((at, i) => at >= (times[i - 1] ?? at));
      return isOrder ? bundles : [];
    },

    async list(prefix, { ref, signal } = {}) {
      const found = new Map<string | undefined, StoredBundle>();
      let isWhole = true;
      for (let page = 1; ; page += 1) {
        const wanted = { page, sort: "created_at", prefix, ref, signal } as const;
        const { bundles, rows, count } = await getPage(call, wanted);
        for (const bundle of bundles) found.set(bundle.id, bundle); // entries shift between pages while others save
        isWhole &&= bundles.length === rows;
        if (count <= page * pageSize) break;
        if (rows > 0 && page < mostPages) continue;
        isWhole = false;
        break;
      }
      return { bundles: [...found.values()].sort(byAge), complete: isWhole };
    },

    async remove({ id }, { signal } = {}) {
      const answer = await call("DELETE /repos/{owner}/{repo}/actions/caches/{cache_id}", {
        cache_id: Number(id),
        signal,
      });
      return answer === "absent" ? "gone" : "removed";
    },
  };
}

/** What the first page tells, the largest entries first: none of those that follow is larger than its last one. */
export function surveyOf({ bundles, rows, count }: Page): Survey {
  const leastBytes = bundles.reduce((sum, { bytes }) => sum + bytes, 0);
  if (rows >= count) {
    return { known: bundles, complete: rows === bundles.length, leastBytes, mostBytes: leastBytes };
  }
  const sizes = bundles.map(({ bytes }) => bytes);
  const isSorted = rows === sizes.length && sizes.every((bytes, i) => bytes <= (sizes[i - 1] ?? bytes));
  const largestUnknown = isSorted ? (sizes.at(-1) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  const mostBytes = leastBytes + (count - rows) * largestUnknown;
  return { known: bundles, complete: false, leastBytes, mostBytes };
}

async function getUsage(call: GithubCall): Promise<number> {
  const usage = await call("GET /repos/{owner}/{repo}/actions/cache/usage");
  const bytes = Number(isRecord(usage) ? usage["active_caches_size_in_bytes"] : Number.NaN);
  if (!Number.isFinite(bytes)) throw unreadable("GitHub does not tell the size of the repository's cache");
  return bytes;
}

export interface Page {
  readonly bundles: readonly StoredBundle[];
  /** What the page had. It may be short although more follow: the count decides. */
  readonly rows: number;
  /** Of all pages. */
  readonly count: number;
}

interface PageWanted {
  readonly page: number;
  readonly prefix?: string;
  readonly ref?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly sort: "created_at" | "size_in_bytes" | "last_accessed_at";
  /** Without it the latest or largest come first. */
  readonly direction?: "asc";
}

async function getPage(call: GithubCall, wanted: PageWanted): Promise<Page> {
  const { page, prefix = "", ref, sort, direction = "desc", signal } = wanted;
  const answer = await call("GET /repos/{owner}/{repo}/actions/caches", {
    ...(prefix === "" ? {} : { key: prefix }),
    ...(ref === undefined ? {} : { ref }),
    per_page: pageSize,
    page,
    sort,
    direction,
    signal,
  });
  const { actions_caches: rows, total_count: count } = isRecord(answer) ? answer : {};
  if (!Array.isArray(rows) || typeof count !== "number") {
    throw unreadable("GitHub's list of caches cannot be read");
  }
  return { bundles: rows.flatMap(parseRow), rows: rows.length, count };
}

/** What is not as documented is left out: an entry of which we do not know all is not ours to judge, or to delete. */
function parseRow(row: unknown): StoredBundle[] {
  const { id, key, ref, size_in_bytes, created_at, last_accessed_at } = isRecord(row) ? row : {};
  const bundle = {
    id: String(id),
    key: String(key),
    ref: String(ref),
    bytes: Number(size_in_bytes),
    savedAtMs: Date.parse(String(created_at)),
    lastReadAtMs: Date.parse(String(last_accessed_at)),
  };
  const isSound =
    Number.isSafeInteger(id) &&
    typeof key === "string" &&
    typeof ref === "string" &&
    bundle.bytes >= 0 &&
    bundle.savedAtMs >= 0 &&
    bundle.lastReadAtMs >= 0;
  return isSound ? [bundle] : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function unreadable(message: string): StoreError {
  return new StoreError(message, { reason: "unavailable" });
}
