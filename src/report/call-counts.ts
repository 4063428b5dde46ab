import type { Statistics } from "../sccache/server/statistics.ts";
import { isQuestion } from "./explain/not-cacheable.ts";
import type { CallCounts } from "./report.ts";
import { count } from "./words.ts";

/** What came of each call, by the counts of sccache's server. What these do not tell apart counts as `others`. */
export function callsOf(statistics: Statistics): CallCounts {
  const { hits, misses, errors, compileFails: failed, compileRequests, executed } = statistics;
  const lookedUp = hits.total + misses.total;
  const ended = { lookedUp, errors: errors.total, failed };
  const isCompilation = ([reason]: [string, number]) => !isQuestion(reason);
  const notCacheable = sum(
    Object.fromEntries(Object.entries(notCacheableOf(statistics)).filter(isCompilation)),
  );
  const notCached = Math.max(0, executed - sum(ended) - statistics.nonCacheableCompilations);
  const known = { ...ended, notCacheable, notCached };
  return { ...known, others: Math.max(0, compileRequests - sum(known)) };
}

/** Calls that are not cacheable, by sccache's word for the reason, those included that turned out so after they ran. */
export function notCacheableOf({
  nonCacheable,
  nonCacheableCompilations,
}: Statistics): Record<string, number> {
  return { ...nonCacheable, ...(nonCacheableCompilations > 0 && { [unsaved]: nonCacheableCompilations }) };
}

const unsaved = "non-cacheable compilation";

/** What most calls were of a build in which nothing was looked up. */
export function mostCalls({ lookedUp: _, ...parts }: CallCounts): {
  kind: keyof typeof parts;
  calls: number;
} {
  const [first = "others"] = (Object.keys(parts) as (keyof typeof parts)[]).sort(
    (a, b) => parts[b] - parts[a],
  );
  return { kind: first, calls: parts[first] };
}

const words: Readonly<Record<ReturnType<typeof mostCalls>["kind"], string>> = {
  notCacheable: "not cacheable",
  errors: "errors of sccache",
  failed: "compilations that failed",
  notCached: "not cached, as SCCACHE_NO_CACHE asks",
  others: "no compilations",
};

/** `nothing was looked up (5 of 7 calls: not cacheable)`, of a build that called sccache. */
export function nothingLookedUp(calls: CallCounts): string {
  const most = mostCalls(calls);
  return `nothing was looked up (${most.calls} of ${count(sum({ ...calls }), "call")}: ${words[most.kind]})`;
}

function sum(parts: Readonly<Record<string, number>>): number {
  return Object.values(parts).reduce((all, calls) => all + calls, 0);
}
