import { request } from "@octokit/request";
import { RequestError } from "@octokit/request-error";
import { StoreError } from "../store-error.ts";

export interface GithubAccess {
  /** Such as `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  readonly sleep: (ms: number) => Promise<void>;
  /** Bound on one request; 10 s by default. */
  readonly callMs?: number;
}

/**
 * Calls such as `GET /repos/{owner}/{repo}/…`, with the parameters of the route and a signal; an answer without content is
 * undefined, and `absent` what DELETE does not find. What is thrown has no cause: the client's errors hold the request with
 * its headers, and so the token. @throws {StoreError}
 */
export type GithubCall = (
  route: string,
  parameters?: Readonly<Record<string, unknown>> & { readonly signal?: AbortSignal | undefined },
) => Promise<object | "absent" | undefined>;

const tries = 3;
/** A longer wait, should GitHub ask for it, costs a job more than what we are here for. */
const longestWaitMs = 8_000;

/** Calls of one repository, each tried again after what may pass: an outage, a limit that ends soon. */
export function githubCall(access: GithubAccess): GithubCall {
  const { sleep } = access;
  return async (route, parameters = {}) => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await once(access, route, parameters);
      } catch (error) {
        const isAbsent = error instanceof RequestError && error.status === 404 && route.startsWith("DELETE ");
        if (isAbsent) return "absent";
        const failure = judge(error);
        const waitMs = failure.waitMs === "any" ? 250 * 4 ** attempt : failure.waitMs;
        if (waitMs === undefined || waitMs > longestWaitMs || attempt === tries) throw failure.error;
        await sleep(waitMs);
      }
    }
  };
}

async function once(
  { apiUrl, repository, token, callMs = 10_000 }: GithubAccess,
  route: string,
  { signal, ...parameters }: Parameters<GithubCall>[1] & object,
): Promise<object | undefined> {
  const [owner = "", repo = ""] = repository.split("/");
  const limit = AbortSignal.timeout(callMs);
  const { data, status } = await request(route, {
    baseUrl: apiUrl,
    headers: { authorization: `token ${token}`, "x-github-api-version": "2022-11-28" },
    request: { signal: signal === undefined ? limit : AbortSignal.any([limit, signal]) },
    owner,
    repo,
    ...parameters,
  });
  if (status === 204) return undefined;
  // What is cut on its way, or comes from a proxy, is no JSON; the client then returns it as text.
  if (typeof data !== "object" || data === null) throw new UnreadableAnswer();
  return data;
}

class UnreadableAnswer extends Error {}

interface Failure {
  readonly error: StoreError;
  /** How long to wait before another try; undefined when that is of no use. */
  readonly waitMs: number | "any" | undefined;
}

/** Keeps nothing of the client's error but its status: its request, and even its message, may hold the token. */
function judge(error: unknown): Failure {
  const answer = error instanceof RequestError ? error.response : undefined;
  if (answer === undefined) return judgeSilence(error);
  const { status, headers } = answer;
  const says = `GitHub's REST interface answered ${status}`;
  const unavailable = (message: string) => new StoreError(message, { reason: "unavailable" });
  if (status >= 500) return { error: unavailable(says), waitMs: askedWaitMs(headers) ?? "any" };
  const spent = headers["x-ratelimit-remaining"] === "0";
  if (status === 429 || (status === 403 && (spent || askedWaitMs(headers) !== undefined))) {
    const waitMs = askedWaitMs(headers) ?? (spent ? undefined : "any");
    return { error: unavailable(`${says}: too many requests`), waitMs };
  }
  const denied = status === 401 || status === 403 || status === 404;
  return {
    error: denied ? new StoreError(says, { reason: "denied" }) : unavailable(says),
    waitMs: undefined,
  };
}

function judgeSilence(error: unknown): Failure {
  const unavailable = (what: string) =>
    new StoreError(`GitHub's REST interface ${what}`, { reason: "unavailable" });
  if (error instanceof UnreadableAnswer)
    return { error: unavailable("gave no readable answer"), waitMs: "any" };
  // Whoever did not answer in ten seconds does not in the next ten, and a job waits.
  const late = error instanceof Error && error.cause instanceof Error && error.cause.name === "TimeoutError";
  return { error: unavailable("does not answer"), waitMs: late ? undefined : "any" };
}

/** What `Retry-After` says, when it says seconds. */
function askedWaitMs(headers: { readonly [name: string]: string | number | undefined }): number | undefined {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
