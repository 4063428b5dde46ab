// Longer than most: what GitHub's REST API tells of a repository's cache, with the calls by which it is asked.
import { request } from "@octokit/request";
import { RequestError } from "@octokit/request-error";
import type { Env } from "../../config/config.ts";
import { byAge, type StoredBundle } from "../../stored-bundle.ts";
import { followRequest, readBody } from "../http.ts";
import { waitAskedBy } from "../on-the-way.ts";
import { type Agents, proxiedAgents } from "../proxies.ts";
import { type Catalog, StoreError } from "../store.ts";

/** The cache of one repository as a whole, anybody's entries included. @throws {StoreError} by each call */
export interface Repository {
  /** What the repository holds, as far as two requests tell. Needs `actions: read`. */
  survey(): Promise<LargestEntries>;
  /** Bytes that all entries take, at most five minutes old. Needs `actions: read`. */
  usage(): Promise<number>;
  /**
   * The 100 entries that GitHub evicts first, in that order: it evicts by last use. None where the order cannot be told.
   * Needs `actions: read`.
   */
  leastRecent(): Promise<readonly StoredBundle[]>;
}

/** All entries, or the largest 100; and the bounds that they set on what all take together: of all of them it is the same. */
interface LargestEntries {
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
/** All that a survey reads: where more are left, one for the family tells more than another one of everybody's. */
const surveyPages = 2;

/**
 * The cache of one repository, as GitHub's REST API shows it: its entries as a catalog, of every ref and every tool.
 * Listing needs `actions: read`, removing `actions: write`. https://docs.github.com/en/rest/actions/cache
 */
export function githubRepository(access: GithubAccess): Catalog & Repository {
  const ask = githubCall(access);
  const call: GithubCall = (...request) => ask(...request).catch(namingPermissions);
  return {
    label: "github",
    async survey() {
      const query = { sort: "size_in_bytes" };
      const first = await getPage(call, query);
      if (first.count > surveyPages * pageSize) return surveyOf(first);
      const all = await withRest(first, call, query);
      return surveyOf(isWhole(all) ? all : first);
    },

    async usage() {
      const usage = await call("GET /repos/{owner}/{repo}/actions/cache/usage");
      const bytes = Number(isRecord(usage) ? usage["active_caches_size_in_bytes"] : Number.NaN);
      if (Number.isFinite(bytes)) return bytes;
      throw unavailable("GitHub does not tell the size of the repository's cache", false);
    },

    async leastRecent() {
      const { bundles, rows } = await getPage(call, { sort: "last_accessed_at", direction: "asc" });
      const times = bundles.map(({ lastReadAtMs = 0 }) => lastReadAtMs);
      const isOrder = rows === times.length && times.every((at, i) => at >= (times[i - 1] ?? at));
      return isOrder ? bundles : [];
    },

    async list(prefix, { ref, signal } = {}) {
      const query = { sort: "created_at", key: prefix === "" ? undefined : prefix, ref, signal };
      const all = await withRest(await getPage(call, query), call, query);
      return { bundles: all.bundles.toSorted(byAge), complete: isWhole(all) && isLegible(all) };
    },

    async remove({ id }, { signal } = {}) {
      const route = "DELETE /repos/{owner}/{repo}/actions/caches/{cache_id}";
      const answer = await call(route, { cache_id: Number(id), signal });
      return answer === "absent" ? "gone" : "removed";
    },
  };
}

/** Throws the error; one for want of rights with what gives them. */
function namingPermissions(error: unknown): never {
  if (!(error instanceof StoreError) || error.reason !== "denied") throw error;
  const todo =
    "listing caches needs `permissions: actions: read`, deleting them `permissions: actions: write`";
  throw new StoreError(`${error.message}: ${todo}`, { reason: "denied" });
}

/** What the largest entries tell, in that order: none of those that follow is larger than the last one. */
export function surveyOf(page: Page): LargestEntries {
  const { bundles, rows, count } = page;
  const leastBytes = bundles.reduce((sum, { bytes }) => sum + bytes, 0);
  if (isWhole(page)) {
    return { known: bundles, complete: isLegible(page), leastBytes, mostBytes: leastBytes };
  }
  const sizes = bundles.map(({ bytes }) => bytes);
  const isSorted = isLegible(page) && sizes.every((bytes, i) => bytes <= (sizes[i - 1] ?? bytes));
  const largestUnknown = isSorted ? (sizes.at(-1) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY;
  const mostBytes = leastBytes + (count - rows) * largestUnknown;
  return { known: bundles, complete: false, leastBytes, mostBytes };
}

/** One page, or several together. */
interface Page {
  readonly bundles: readonly StoredBundle[];
  /** What it had, each entry once. It may be short although more follow: the count decides. */
  readonly rows: number;
  /** Of all pages. */
  readonly count: number;
}

const isWhole = ({ rows, count }: Page) => rows >= count;
const isLegible = ({ bundles, rows }: Page) => bundles.length === rows;

/** One page, the latest or largest first unless the query says otherwise. */
async function getPage(call: GithubCall, query: GithubQuery): Promise<Page> {
  const route = "GET /repos/{owner}/{repo}/actions/caches";
  const answer = await call(route, { per_page: pageSize, direction: "desc", ...query });
  const { actions_caches: rows, total_count: count } = isRecord(answer) ? answer : {};
  if (!Array.isArray(rows) || typeof count !== "number") {
    throw unavailable("GitHub's list of caches cannot be read", false);
  }
  return { bundles: rows.flatMap(parseRow), rows: rows.length, count };
}

/** The first page with all that follow it. */
async function withRest(first: Page, call: GithubCall, query: GithubQuery): Promise<Page> {
  let all = first;
  for (let page = 2; page <= Math.min(mostPages, Math.ceil(all.count / pageSize)); page += 1) {
    const more = together(all, await getPage(call, { ...query, page }));
    if (more.rows === all.rows) break; // nothing comes, or the same again
    all = more;
  }
  return all;
}

/**
 * Entries shift from page to page while others save and delete: one comes twice then, or one does not come at all, and so
 * there are fewer than the larger of the two counts.
 */
function together(one: Page, other: Page): Page {
  const byId = new Map([...one.bundles, ...other.bundles].map((bundle) => [bundle.id, bundle]));
  const twice = one.bundles.length + other.bundles.length - byId.size;
  const rows = one.rows + other.rows - twice;
  return { bundles: [...byId.values()], rows, count: Math.max(one.count, other.count) };
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

export interface GithubAccess {
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  /** Says where the interface is, and whether there is a proxy. */
  readonly env: Env;
}

/**
 * Calls such as `GET /repos/{owner}/{repo}/…`, with the parameters of the route and a signal; an answer without content is
 * undefined, and `absent` what DELETE does not find. What is thrown has no cause: the client's errors hold the request with
 * its headers, and so the token. @throws {StoreError}
 */
export type GithubCall = (route: string, query?: GithubQuery) => Promise<object | "absent" | undefined>;

type GithubQuery = Readonly<Record<string, unknown>> & { readonly signal?: AbortSignal | undefined };

/** A page of 100 entries takes some 60 KB. */
const mostBytes = 8 * 2 ** 20;

/** Calls of one repository. https://docs.github.com/en/rest/using-the-rest-api */
export function githubCall({ repository, token, env }: GithubAccess): GithubCall {
  const [owner = "", repo = ""] = repository.split("/");
  const agents = proxiedAgents(env);
  const fetch = (url: string, init: RequestInit = {}) => fetchOver(agents, url, init);
  return async (route, { signal, ...parameters } = {}) => {
    try {
      const { data, status } = await request(route, {
        baseUrl: env["GITHUB_API_URL"] || "https://api.github.com",
        headers: { authorization: `token ${token}`, "x-github-api-version": "2022-11-28" },
        request: { fetch, ...(signal === undefined ? {} : { signal }) },
        owner,
        repo,
        ...parameters,
      });
      if (status === 204) return undefined;
      // What is cut on its way, or comes from a proxy, is no JSON; the client then returns it as text.
      if (isRecord(data)) return data;
      throw unavailable("GitHub's REST API gave no readable answer", true);
    } catch (error) {
      signal?.throwIfAborted();
      if (error instanceof StoreError) throw error;
      if (error instanceof RequestError && error.status === 404 && route.startsWith("DELETE "))
        return "absent";
      throw errorOf(error);
    }
  };
}

/** As fetch, but over node:http, whose proxies and progress are seen. Follows a repository that was renamed. */
async function fetchOver(agents: Agents, url: string, init: RequestInit): Promise<Response> {
  const answer = await followRequest(agents, {
    method: init.method ?? "GET",
    url,
    headers: Object.fromEntries(new Headers(init.headers)),
    body: typeof init.body === "string" ? init.body : undefined,
    signal: init.signal ?? undefined,
  });
  const { statusCode: status = 500, headers } = answer;
  const text = await readBody(answer, mostBytes);
  const shown = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(status === 204 || status === 304 ? null : text, { status, headers: shown });
}

function unavailable(text: string, retryable: boolean): StoreError {
  return new StoreError(text, { reason: "unavailable", retryable });
}

/** Keeps nothing of the client's error but its status: its request, and even its message, may hold the token. */
function errorOf(error: unknown): StoreError {
  const answer = error instanceof RequestError ? error.response : undefined;
  if (answer === undefined) return unavailable("GitHub's REST API does not answer", true);
  const { status, headers } = answer;
  const text = `GitHub's REST API answered ${status}`;
  if (status >= 500) return unavailable(text, true);
  const isSpent = headers["x-ratelimit-remaining"] === "0";
  const asksToWait = waitAskedBy(headers) !== undefined;
  if (status === 429 || (status === 403 && (isSpent || asksToWait))) {
    return unavailable(`${text}: too many requests`, asksToWait || !isSpent);
  }
  const isDenied = status === 401 || status === 403 || status === 404;
  return new StoreError(text, { reason: isDenied ? "denied" : "unavailable" });
}
