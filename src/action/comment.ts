import type { Env } from "../config/config.ts";
import type { Log } from "../log.ts";
import type { Report } from "../report/report.ts";
import { type CommentedJob, commentMarkdown, commentMarker } from "../report/summary.ts";
import type { GithubCall } from "../store/github/rest.ts";
import { StoreError } from "../store/store.ts";

interface CommentRequest {
  readonly report: Report;
  readonly job: CommentedJob;
  /** Number of the pull request. */
  readonly pullRequest: string;
  readonly env: Env;
  /** Empty where there is none. */
  readonly token: string;
}

/** Nobody waits longer for a comment. */
const patienceMs = 15_000;
const perPage = 50;
/** A pull request with more comments than these pages hold gets a new one. */
const mostPages = 10;

/**
 * Writes the report as a comment on the pull request: one for each job, which every run replaces. An error is one notice,
 * as with the read-only tokens that GitHub gives to pull requests from forks.
 */
export async function commentOnPullRequest(
  { report, job, pullRequest, env, token }: CommentRequest,
  log: Log,
): Promise<void> {
  const repository = env["GITHUB_REPOSITORY"];
  if (token === "" || !repository) {
    log.notice("No comment on the pull request: there is no token, or no repository of GitHub.");
    return;
  }
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const { githubCall } = await import("../store/github/rest.ts");
    const access = githubCall({ repository, token, env });
    const call: GithubCall = (route, parameters) => access(route, { ...parameters, signal });
    const body = commentMarkdown(report, job);
    const before = await findComment(call, pullRequest, commentMarker(job));
    await (before === undefined
      ? call("POST /repos/{owner}/{repo}/issues/{issue_number}/comments", { issue_number: pullRequest, body })
      : call("PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}", { comment_id: before, body }));
  } catch (error) {
    if (!(error instanceof StoreError) && !signal.aborted) throw error;
    log.notice(`No comment on the pull request: ${whyNot(error)}`);
  }
}

function whyNot(error: unknown): string {
  if (!(error instanceof StoreError)) return `GitHub did not answer within ${patienceMs / 1000} s.`;
  if (!["denied", "absent"].includes(error.reason)) return `${error.message}.`;
  return (
    `the token may not write it (${error.message}). Set \`permissions: pull-requests: write\`. ` +
    "For pull requests from forks GitHub gives only read-only tokens."
  );
}

/** As GitHub lists it; any part may be of another form. */
type Comment = { readonly id?: unknown; readonly body?: unknown } | null;

/** The id of the comment that begins with the marker. */
async function findComment(
  call: GithubCall,
  pullRequest: string,
  marker: string,
): Promise<number | undefined> {
  for (let page = 1; page <= mostPages; page += 1) {
    const list = await call("GET /repos/{owner}/{repo}/issues/{issue_number}/comments", {
      issue_number: pullRequest,
      per_page: perPage,
      page,
    });
    const comments: readonly Comment[] = Array.isArray(list) ? list : [];
    const found = comments.find((one) => typeof one?.body === "string" && one.body.startsWith(marker));
    if (typeof found?.id === "number") return found.id;
    if (comments.length < perPage) return undefined;
  }
  return undefined;
}
