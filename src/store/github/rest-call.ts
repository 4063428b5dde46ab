import { request } from "@octokit/request";
import { RequestError } from "@octokit/request-error";
import type { Env } from "../../config/config.ts";
import { type Agents, proxiedAgents, readText, sendRequest } from "../http.ts";
import { StoreError } from "../store.ts";

export interface GithubAccess {
  /** Such as `https://api.github.com`. */
  readonly apiUrl: string;
  /** `owner/name`. */
  readonly repository: string;
  readonly token: string;
  /** Says whether there is a proxy. */
  readonly env: Env;
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

/** A page of 100 entries takes some 60 KB. */
const mostBytes = 8 * 2 ** 20;
const mostRedirects = 3;

/** Calls of one repository. https://docs.github.com/en/rest/using-the-rest-api */
export function githubCall({ apiUrl, repository, token, env }: GithubAccess): GithubCall {
  const [owner = "", repo = ""] = repository.split("/");
  const agents = proxiedAgents(env);
  const fetch = (url: string, init: RequestInit = {}) => fetchOver(agents, url, init);
  return async (route, { signal, ...parameters } = {}) => {
    try {
      const { data, status } = await request(route, {
        baseUrl: apiUrl,
        headers: { authorization: `token ${token}`, "x-github-api-version": "2022-11-28" },
        request: { fetch, ...(signal === undefined ? {} : { signal }) },
        owner,
        repo,
        ...parameters,
      });
      if (status === 204) return undefined;
      // What is cut on its way, or comes from a proxy, is no JSON; the client then returns it as text.
      if (typeof data !== "object" || data === null) throw unavailable("gave no readable answer", true);
      return data;
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
async function fetchOver(agents: Agents, url: string, init: RequestInit, redirects = 0): Promise<Response> {
  const answer = await sendRequest(agents, {
    method: init.method ?? "GET",
    url,
    headers: Object.fromEntries(new Headers(init.headers)),
    body: typeof init.body === "string" ? init.body : undefined,
    signal: init.signal ?? undefined,
  });
  const { statusCode: status = 500, headers } = answer;
  const text = await readText(answer, mostBytes);
  const location = status >= 300 && status < 400 ? headers.location : undefined;
  if (location !== undefined && redirects < mostRedirects) {
    const to = new URL(location, url);
    // Elsewhere the token is not to be sent.
    if (to.origin === new URL(url).origin) return fetchOver(agents, to.href, init, redirects + 1);
  }
  const shown = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
  return new Response(status === 204 || status === 304 ? null : text, { status, headers: shown });
}

function unavailable(what: string, retryable: boolean): StoreError {
  return new StoreError(`GitHub's REST interface ${what}`, { reason: "unavailable", retryable });
}

/** Keeps nothing of the client's error but its status: its request, and even its message, may hold the token. */
function errorOf(error: unknown): StoreError {
  const answer = error instanceof RequestError ? error.response : undefined;
  if (answer === undefined) return unavailable("does not answer", true);
  const { status, headers } = answer;
  const says = `GitHub's REST interface answered ${status}`;
  const askedMs = askedWaitMs(headers);
  const wait = askedMs === undefined ? {} : { retryAfterMs: askedMs };
  if (status >= 500) return new StoreError(says, { reason: "unavailable", retryable: true, ...wait });
  const isSpent = headers["x-ratelimit-remaining"] === "0";
  if (status === 429 || (status === 403 && (isSpent || askedMs !== undefined))) {
    const retryable = askedMs !== undefined || !isSpent;
    return new StoreError(`${says}: too many requests`, { reason: "unavailable", retryable, ...wait });
  }
  const isDenied = status === 401 || status === 403 || status === 404;
  return new StoreError(says, { reason: isDenied ? "denied" : "unavailable" });
}

/** What `Retry-After` says, when it says seconds. */
function askedWaitMs(headers: { readonly [name: string]: string | number | undefined }): number | undefined {
  const seconds = Number(headers["retry-after"] ?? Number.NaN);
  return Number.isFinite(seconds) ? seconds * 1000 : undefined;
}
