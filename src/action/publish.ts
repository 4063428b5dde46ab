import type * as Core from "@actions/core";
import type { Config } from "../config/config.ts";
import type { JobStatus } from "../flow/policy.ts";
import type { Log } from "../log.ts";
import type { Report, RestoreOutcome, SaveOutcome } from "../report/report.ts";
import { annotationText, commentMarkdown, commentMarker, summaryMarkdown } from "../report/summary.ts";
import { restoreLines, saveLines } from "../report/text.ts";
import { withHelp } from "../report/words.ts";
import type { BuildEnvironment } from "../sccache/environment/environment.ts";
import type { GithubCall } from "../store/github/rest-call.ts";
import { StoreError } from "../store/store.ts";

/** Sets the outputs that action.yml promises, and writes the log. */
export function publishRestore(core: Pick<typeof Core, "setOutput">, report: Report, log: Log): void {
  const outcome = report.restore?.outcome;
  for (const line of restoreLines(report)) log.info(line);
  const found = outcome?.kind === "restored" || outcome?.kind === "found" ? outcome : undefined;
  core.setOutput("cache-hit", found?.fresh === true);
  core.setOutput("cache-primary-key", report.key.primary);
  core.setOutput("cache-matched-key", found?.key ?? "");
  core.setOutput("entries", outcome?.kind === "restored" ? outcome.entries : 0);
  core.setOutput("bundle-size", outcome?.kind === "restored" ? outcome.bundleBytes : 0);
}

/** Sets the outputs of a save, and writes the log and, unless they were turned off, the job summary and a notice. */
export async function publishSave(
  core: Pick<typeof Core, "notice" | "summary" | "setOutput">,
  report: Report,
  { log, summary }: { log: Log; summary: boolean },
): Promise<void> {
  for (const line of saveLines(report)) log.info(line);
  core.setOutput("hit-rate", hitRateOf(report));
  if (!summary) return;
  core.notice(annotationText(report), { title: "sccache-bundle: cache hits" });
  await writeSummary(core, summaryMarkdown(report), log);
}

/** Whether `job-summary` asks for a summary of this step: on failure means the job's or the cache's. */
export function wantsSummary(
  { jobSummary }: Pick<Config, "jobSummary">,
  { restore, save }: Report,
  status: JobStatus,
): boolean {
  if (jobSummary !== "on-failure") return jobSummary === "always";
  return status === "failure" || [restore, save].some((done) => done?.outcome.kind === "failed");
}

/** Writes the job summary. Where the runner takes none, that is one notice. */
export async function writeSummary(
  core: Pick<typeof Core, "summary">,
  markdown: string,
  log: Log,
): Promise<void> {
  try {
    await core.summary.addRaw(markdown).write();
  } catch (error) {
    log.notice(`No job summary: ${(error as Error).message}`); // an old runner, or the summary is full
  }
}

/** In percent with one digit; empty where no server counted, or nothing was asked for. */
function hitRateOf({ build }: Report): string {
  const { hits, misses } = build?.counts ?? { hits: 0, misses: 0 };
  return hits + misses === 0 ? "" : ((100 * hits) / (hits + misses)).toFixed(1);
}

/** Reports an error of the cache once: as a warning, or as a failed step where the user asked for that. */
export function reportFailure(
  core: Pick<typeof Core, "setFailed" | "warning">,
  outcome: RestoreOutcome | SaveOutcome,
  strict: boolean,
): void {
  if (outcome.kind !== "failed") return;
  const message = withHelp(outcome.why, outcome.failure);
  if (strict) core.setFailed(`${message} (strict is true)`);
  else core.warning(message, { title: "sccache-bundle" });
}

/** Hands the variables to the steps that follow, and says what was changed or kept of the user's own. */
export function publishEnvironment(
  core: Pick<typeof Core, "exportVariable">,
  { exports, notices, warnings }: BuildEnvironment,
  log: Log,
): void {
  for (const { name, value } of exports) {
    core.exportVariable(name, value);
    log.info(`Set ${name}=${value}`);
  }
  for (const notice of notices) log.notice(notice);
  for (const warning of warnings) log.warning(warning.text, warning.topic);
}

interface CommentRequest {
  readonly report: Report;
  /** Number of the pull request. */
  readonly pullRequest: string;
  readonly env: Readonly<Record<string, string | undefined>>;
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
  { report, pullRequest, env, token }: CommentRequest,
  log: Log,
): Promise<void> {
  const repository = env["GITHUB_REPOSITORY"];
  if (token === "" || !repository) {
    log.notice("No comment on the pull request: there is no token, or no repository of GitHub.");
    return;
  }
  const signal = AbortSignal.timeout(patienceMs);
  try {
    const { githubCall } = await import("../store/github/rest-call.ts");
    const apiUrl = env["GITHUB_API_URL"] || "https://api.github.com";
    const access = githubCall({ apiUrl, repository, token, env });
    const call: GithubCall = (route, parameters) => access(route, { ...parameters, signal });
    const body = commentMarkdown(report);
    const before = await findComment(call, pullRequest, commentMarker(report));
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
  if (error.reason !== "denied") return `${error.message}.`;
  return (
    `the token may not write it (${error.message}). Set \`permissions: pull-requests: write\`. ` +
    "For pull requests from forks GitHub gives only read-only tokens."
  );
}

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
    const comments: readonly unknown[] = Array.isArray(list) ? list : [];
    const found = comments.find((one) => bodyOf(one).startsWith(marker));
    const id = (found as { readonly id?: unknown } | undefined)?.id;
    if (typeof id === "number") return id;
    if (comments.length < perPage) return undefined;
  }
  return undefined;
}

function bodyOf(comment: unknown): string {
  const { body } = (comment ?? {}) as { readonly body?: unknown };
  return typeof body === "string" ? body : "";
}
