import type { Entries, Entry } from "./entries.ts";
import type { Answer, Exchange } from "./exchange.ts";
import type { Call } from "./journal.ts";

const caches = /^\/repos\/([^/]+\/[^/]+)\/actions\/caches(?:\/(\d+))?$/;
const usage = /^\/repos\/([^/]+\/[^/]+)\/actions\/cache\/usage$/;

/** Which call of the REST side a request is, if any. */
export function restCall(method: string | undefined, path: string): Call | undefined {
  if (usage.test(path)) return "rest-usage";
  if (!caches.test(path)) return undefined;
  return method === "DELETE" ? "rest-delete" : "rest-list";
}

/**
 * List, usage and delete on the same entries, as https://docs.github.com/rest/actions/cache says. Any
 * token will do; a request without one is refused.
 */
export function answerRest({ request, url, call }: Exchange, entries: Entries): Answer {
  if (request.headers.authorization === undefined) {
    return { status: 401, body: { message: "Requires authentication" } };
  }
  switch (call) {
    case "rest-usage":
      return { status: 200, body: usageOf(url, entries.list()) };
    case "rest-delete":
      return remove(url, entries);
    default:
      return { status: 200, body: page(url, chosen(url, entries.list())) };
  }
}

function usageOf(url: URL, entries: readonly Entry[]): object {
  return {
    full_name: url.pathname.match(usage)?.[1],
    active_caches_size_in_bytes: entries.reduce((sum, entry) => sum + entry.sizeBytes, 0),
    active_caches_count: entries.length,
  };
}

function remove(url: URL, entries: Entries): Answer {
  const id = url.pathname.match(caches)?.[2];
  if (id !== undefined) {
    return entries.remove(Number(id)) === undefined ? notFound : { status: 204 };
  }
  const key = url.searchParams.get("key");
  const ref = url.searchParams.get("ref");
  const removed = entries.list().filter((entry) => entry.key === key && (ref === null || entry.ref === ref));
  if (removed.length === 0) return notFound;
  for (const entry of removed) entries.remove(entry.id);
  return { status: 200, body: { total_count: removed.length, actions_caches: removed.map(shown) } };
}

const notFound: Answer = { status: 404, body: { message: "Not Found" } };

function chosen(url: URL, entries: readonly Entry[]): Entry[] {
  const prefix = url.searchParams.get("key") ?? "";
  const ref = url.searchParams.get("ref");
  return entries.filter((entry) => entry.key.startsWith(prefix) && (ref === null || entry.ref === ref));
}

function page(url: URL, entries: Entry[]): object {
  const perPage = Math.min(Number(url.searchParams.get("per_page") ?? 30), 100);
  const first = (Number(url.searchParams.get("page") ?? 1) - 1) * perPage;
  const by = sorts[url.searchParams.get("sort") ?? "last_accessed_at"] ?? sorts["last_accessed_at"];
  const sign = url.searchParams.get("direction") === "asc" ? 1 : -1;
  const sorted = entries.sort((a, b) => sign * ((by?.(a) ?? 0) - (by?.(b) ?? 0) || a.id - b.id));
  return {
    total_count: entries.length,
    actions_caches: sorted.slice(first, first + perPage).map(shown),
  };
}

const sorts: Readonly<Record<string, (entry: Entry) => number>> = {
  created_at: (entry) => entry.createdMs,
  last_accessed_at: (entry) => entry.lastAccessedMs,
  size_in_bytes: (entry) => entry.sizeBytes,
};

function shown({ id, ref, key, version, sizeBytes, createdMs, lastAccessedMs }: Entry): object {
  return {
    id,
    ref,
    key,
    version,
    last_accessed_at: new Date(lastAccessedMs).toISOString(),
    created_at: new Date(createdMs).toISOString(),
    size_in_bytes: sizeBytes,
  };
}
