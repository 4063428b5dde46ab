import { request } from "@octokit/request";
import { RequestError } from "@octokit/request-error";
import type { Env } from "../../config/config.ts";
import { followRequest, readBody } from "../http.ts";
import { waitAskedBy } from "../on-the-way.ts";
import { type Agents, proxiedAgents } from "../proxies.ts";
import { StoreError, type StoreErrorReason } from "../store.ts";

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

export type GithubQuery = Readonly<Record<string, unknown>> & { readonly signal?: AbortSignal | undefined };

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
  const reasons: Readonly<Record<number, StoreErrorReason>> = { 401: "denied", 403: "denied", 404: "absent" };
  return new StoreError(text, { reason: reasons[status] ?? "unavailable" });
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
