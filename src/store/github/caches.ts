import { GithubError } from "./github-error.ts";
import { type GithubAccess, type GithubCall, githubCall } from "./rest-call.ts";

/** One entry of the cache of a repository, anybody's. Times are milliseconds since 1970. */
export interface RepositoryCache {
  readonly id: number;
  readonly key: string;
  /** The ref whose jobs may read it, and jobs on branches from it: `refs/heads/main`, `refs/pull/7/merge`. */
  readonly ref: string;
  readonly bytes: number;
  readonly savedAtMs: number;
  readonly lastReadAtMs: number;
}

/** The cache of one repository, as GitHub's REST interface shows it. All calls throw GithubError. */
export interface RepositoryCaches {
  /** What the repository holds, as far as one request tells. Needs `actions: read`. */
  survey(): Promise<Survey>;
  /** Bytes that all entries take, at most five minutes old. Needs `actions: read`. */
  usage(): Promise<number>;
  /** All entries whose key begins with `prefix`, of every ref. Needs `actions: read`. */
  list(prefix: string): Promise<RepositoryCache[]>;
  /** Needs `actions: write`. `gone`: somebody else, or GitHub, was quicker. */
  remove(id: number): Promise<"removed" | "gone">;
}

/** The largest 100 entries, or all; and the bounds that they set on what all take together, which is then the same. */
export interface Survey {
  readonly known: readonly RepositoryCache[];
  readonly leastBytes: number;
  readonly mostBytes: number;
}

const pageSize = 100;
/** 10,000 entries: what lies beyond is not worth the requests. */
const mostPages = 100;

/** https://docs.github.com/en/rest/actions/cache */
export function repositoryCaches(access: GithubAccess): RepositoryCaches {
  const call = githubCall(access);
  return {
    survey: async () => surveyOf(await getPage(call, { page: 1, prefix: "", sort: "size_in_bytes" })),

    usage: () => getUsage(call),

    async list(prefix) {
      const found = new Map<number, RepositoryCache>();
      for (let page = 1; page <= mostPages; page += 1) {
        const { caches, rows, count } = await getPage(call, { page, prefix, sort: "created_at" });
        for (const cache of caches) found.set(cache.id, cache); // entries shift between pages while others save
        if (rows === 0 || count <= page * pageSize) break;
      }
      return [...found.values()];
    },

    async remove(id) {
      try {
        await call("DELETE /repos/{owner}/{repo}/actions/caches/{cache_id}", { cache_id: id });
        return "removed";
      } catch (error) {
        if (error instanceof GithubError && error.status === 404) return "gone";
        throw error;
      }
    },
  };
}

/** What the first page tells, the largest entries first: none of those that follow is larger than its last one. */
export function surveyOf({ caches, rows, count }: Page): Survey {
  const leastBytes = caches.reduce((sum, { bytes }) => sum + bytes, 0);
  if (rows >= count) return { known: caches, leastBytes, mostBytes: leastBytes };
  const sizes = caches.map(({ bytes }) => bytes);
  const isSorted = rows === sizes.length && sizes.every((bytes, i) => bytes <= (sizes[i - 1] ?? bytes));
  const largestUnknown = isSorted ? (sizes.at(-1) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  return { known: caches, leastBytes, mostBytes: leastBytes + (count - rows) * largestUnknown };
}

async function getUsage(call: GithubCall): Promise<number> {
  const usage: { active_caches_size_in_bytes?: unknown } =
    (await call("GET /repos/{owner}/{repo}/actions/cache/usage")) ?? {};
  const bytes = Number(usage.active_caches_size_in_bytes);
  if (!Number.isFinite(bytes)) throw new GithubError("unavailable", "GitHub does not tell the cache's size");
  return bytes;
}

export interface Page {
  readonly caches: readonly RepositoryCache[];
  /** What the page had. It may be short although more follow: the count decides. */
  readonly rows: number;
  /** Of all pages. */
  readonly count: number;
}

interface PageWanted {
  readonly page: number;
  readonly prefix: string;
  /** Latest first. */
  readonly sort: "created_at" | "size_in_bytes";
}

async function getPage(call: GithubCall, { page, prefix, sort }: PageWanted): Promise<Page> {
  const { actions_caches: rows, total_count: count }: { actions_caches?: unknown; total_count?: unknown } =
    (await call("GET /repos/{owner}/{repo}/actions/caches", {
      ...(prefix === "" ? {} : { key: prefix }),
      per_page: pageSize,
      page,
      sort,
      direction: "desc",
    })) ?? {};
  if (!Array.isArray(rows) || typeof count !== "number")
    throw new GithubError("unavailable", "GitHub's list of caches is no list");
  return { caches: rows.flatMap(parseCache), rows: rows.length, count };
}

/** What is not as documented is left out: an entry of which we do not know all is not ours to judge, or to delete. */
function parseCache(row: unknown): RepositoryCache[] {
  const { id, key, ref, size_in_bytes, created_at, last_accessed_at } = (row ?? {}) as Record<
    string,
    unknown
  >;
  const cache = {
    id: Number(id),
    key: String(key),
    ref: String(ref),
    bytes: Number(size_in_bytes),
    savedAtMs: Date.parse(String(created_at)),
    lastReadAtMs: Date.parse(String(last_accessed_at)),
  };
  const isSound =
    Number.isSafeInteger(cache.id) &&
    typeof key === "string" &&
    typeof ref === "string" &&
    cache.bytes >= 0 &&
    cache.savedAtMs >= 0 &&
    cache.lastReadAtMs >= 0;
  return isSound ? [cache] : [];
}
