import { request } from "@octokit/request";
import { RequestError } from "@octokit/request-error";
import { GithubError } from "./github-error.ts";

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
  /** What the repository holds in all, in one request where it has few entries. Needs `actions: read`. */
  survey(): Promise<Survey>;
  /** All entries whose key begins with `prefix`, of every ref. Needs `actions: read`. */
  list(prefix: string): Promise<RepositoryCache[]>;
  /** Needs `actions: write`. `gone`: somebody else, or GitHub, was quicker. */
  remove(id: number): Promise<"removed" | "gone">;
}

/** `total` bytes are in use; `known` are entries that make part of it, or all. */
export interface Survey {
  readonly total: number;
  readonly known: readonly RepositoryCache[];
}

export interface GithubAccess {
  /** Such as `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  readonly sleep: (ms: number) => Promise<void>;
}

const pageSize = 100;
/** 10,000 entries: what lies beyond is not worth the requests, and the sums say that they are partial. */
const mostPages = 100;
const tries = 3;
const callMs = 10_000;
/** A longer wait, should GitHub ask for it, costs a job more than what we are here for. */
const longestWaitMs = 8_000;

/** https://docs.github.com/en/rest/actions/cache */
export function repositoryCaches(access: GithubAccess): RepositoryCaches {
  const [owner = "", repo = ""] = access.repository.split("/");
  const call = <T>(route: string, parameters: Record<string, unknown>) =>
    patiently(access, async () => {
      const answer = await request(route, {
        baseUrl: access.apiUrl,
        headers: { authorization: `token ${access.token}`, "x-github-api-version": "2022-11-28" },
        request: { signal: AbortSignal.timeout(callMs) },
        owner,
        repo,
        ...parameters,
      });
      return answer.data as T;
    });
  const getPage = async (page: number, prefix: string) =>
    parseListing(
      await call<Listing>("GET /repos/{owner}/{repo}/actions/caches", {
        key: prefix,
        per_page: pageSize,
        page,
        sort: "created_at",
      }),
    );
  return {
    async survey() {
      const known = await getPage(1, "");
      if (known.length < pageSize) return { total: sum(known), known };
      const usage = await call<Usage>("GET /repos/{owner}/{repo}/actions/cache/usage", {});
      return { total: Number(usage.active_caches_size_in_bytes) || 0, known };
    },

    async list(prefix) {
      const found = new Map<number, RepositoryCache>();
      for (let page = 1; page <= mostPages; page += 1) {
        const caches = await getPage(page, prefix);
        for (const cache of caches) found.set(cache.id, cache); // entries shift between pages while others save
        if (caches.length < pageSize) break;
      }
      return [...found.values()];
    },

    async remove(id) {
      try {
        await call("DELETE /repos/{owner}/{repo}/actions/caches/{id}", { id });
        return "removed";
      } catch (error) {
        if (error instanceof GithubError && statusOf(error.cause) === 404) return "gone";
        throw error;
      }
    },
  };
}

interface Usage {
  readonly active_caches_size_in_bytes?: unknown;
}

function sum(caches: readonly RepositoryCache[]): number {
  return caches.reduce((total, { bytes }) => total + bytes, 0);
}

interface Listing {
  readonly actions_caches?: unknown;
}

function parseListing({ actions_caches }: Listing): RepositoryCache[] {
  if (!Array.isArray(actions_caches))
    throw new GithubError("unavailable", "GitHub's list of caches is no list");
  return actions_caches.map(({ id, key, ref, size_in_bytes, created_at, last_accessed_at }) => ({
    id: Number(id),
    key: String(key),
    ref: String(ref),
    bytes: Number(size_in_bytes) || 0,
    savedAtMs: Date.parse(created_at) || 0,
    lastReadAtMs: Date.parse(last_accessed_at) || 0,
  }));
}

/** Tries again after what may pass: an outage, a limit that ends soon. */
async function patiently<T>({ sleep }: GithubAccess, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const waitMs = retryAfterMs(error, attempt);
      if (waitMs === undefined || attempt === tries) throw toGithubError(error);
      await sleep(waitMs);
    }
  }
}

/** How long to wait before another try, or undefined when that is of no use. */
function retryAfterMs(error: unknown, attempt: number): number | undefined {
  const status = statusOf(error);
  const asked = error instanceof RequestError ? Number(error.response?.headers["retry-after"]) : Number.NaN;
  const throttled = status === 429 || (status === 403 && asked > 0);
  if (!throttled && status !== undefined && status < 500) return undefined;
  const waitMs = Number.isFinite(asked) ? asked * 1000 : 250 * 4 ** attempt;
  return waitMs <= longestWaitMs ? waitMs : undefined;
}

/** Undefined when no answer came. */
function statusOf(error: unknown): number | undefined {
  return error instanceof RequestError && error.response ? error.status : undefined;
}

function toGithubError(error: unknown): GithubError {
  const status = statusOf(error);
  if (status === undefined)
    return new GithubError("unavailable", "GitHub's REST interface does not answer", error);
  const denied = status === 401 || status === 403 || status === 404;
  const message = `GitHub's REST interface answered ${status}`;
  return new GithubError(denied ? "denied" : "unavailable", message, error);
}
