import { sumBytes } from "../../size.ts";
import { byAge, type StoredBundle } from "../../stored-bundle.ts";
import { type Catalog, StoreError, type StoreErrorReason } from "../store.ts";
import { type GithubAccess, type GithubCall, type GithubQuery, githubCall, isRecord } from "./rest.ts";

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
      throw unreadable("GitHub does not tell the size of the repository's cache");
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

/** Throws the error; one that is a refusal with what helps. */
function namingPermissions(error: unknown): never {
  const help = error instanceof StoreError ? refusals[error.reason] : undefined;
  if (!(error instanceof StoreError) || help === undefined) throw error;
  throw new StoreError(`${error.message}: ${help}`, { reason: error.reason });
}

const refusals: Readonly<Partial<Record<StoreErrorReason, string>>> = {
  denied: "listing caches needs `permissions: actions: read`, deleting them `permissions: actions: write`",
  absent: "this server lists no caches (Gitea and Forgejo do not), or the token is for another repository",
};

/** What the largest entries tell, in that order: none of those that follow is larger than the last one. */
export function surveyOf(page: Page): LargestEntries {
  const { bundles, rows, count } = page;
  const leastBytes = sumBytes(bundles);
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
    throw unreadable("GitHub's list of caches cannot be read");
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
  const { id, key, ref, version, size_in_bytes, created_at, last_accessed_at } = isRecord(row) ? row : {};
  const bundle = {
    id: String(id),
    key: String(key),
    ref: String(ref),
    ...(typeof version === "string" && { version }),
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

/** Of an answer that is not as documented; the next one would be the same. */
function unreadable(text: string): StoreError {
  return new StoreError(text, { reason: "unavailable" });
}
