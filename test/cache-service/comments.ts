import { type Answer, type Exchange, readJson } from "./exchange.ts";
import type { Call } from "./journal.ts";

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly issue: number;
  body: string;
}

export interface Comments {
  add(issue: number, body: string): Comment;
  list(): readonly Comment[];
}

export function createComments(): Comments {
  const all: Comment[] = [];
  return {
    add(issue, body) {
      const comment = { id: 1000 + all.length, issue, body };
      all.push(comment);
      return comment;
    },
    list: () => all,
  };
}

const ofIssue = /^\/repos\/[^/]+\/[^/]+\/issues\/(\d+)\/comments$/;
const one = /^\/repos\/[^/]+\/[^/]+\/issues\/comments\/(\d+)$/;

/** Which call about comments a request is, if any. */
export function commentCall(method: string | undefined, path: string): Call | undefined {
  if (one.test(path)) return method === "PATCH" ? "rest-comment-update" : undefined;
  if (!ofIssue.test(path)) return undefined;
  return method === "POST" ? "rest-comment-create" : "rest-comments";
}

/** List, create and update, as https://docs.github.com/rest/issues/comments says. */
export async function answerComments(
  { request, url, call }: Exchange,
  { comments, mayWrite }: { readonly comments: Comments; readonly mayWrite: boolean },
): Promise<Answer> {
  if (call === "rest-comments") {
    const issue = Number(ofIssue.exec(url.pathname)?.[1]);
    const perPage = Math.min(Number(url.searchParams.get("per_page") ?? 30), 100);
    const first = (Number(url.searchParams.get("page") ?? 1) - 1) * perPage;
    const list = comments.list().filter((comment) => comment.issue === issue);
    return { status: 200, body: list.slice(first, first + perPage) };
  }
  const { body } = await readJson(request);
  if (!mayWrite) return { status: 403, body: { message: "Resource not accessible by integration" } };
  if (typeof body !== "string" || body === "" || body.length > 65_536) return { status: 422 };
  if (call === "rest-comment-create") {
    return { status: 201, body: comments.add(Number(ofIssue.exec(url.pathname)?.[1]), body) };
  }
  const found = comments.list().find(({ id }) => id === Number(one.exec(url.pathname)?.[1]));
  if (!found) return { status: 404, body: { message: "Not Found" } };
  found.body = body;
  return { status: 200, body: found };
}
