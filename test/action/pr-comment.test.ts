import { expect, onTestFinished, test } from "vitest";
import { commentOnPullRequest } from "../../src/action/comment.ts";
import type { Log } from "../../src/log.ts";
import { makeReport } from "../../src/report/make-report.ts";
import type { Report } from "../../src/report/report.ts";
import { type CacheService, type CacheServiceOptions, startCacheService } from "../cache-service/service.ts";
import { restoredOutcome } from "../report/made-up-outcome.ts";

async function open(options: CacheServiceOptions = {}) {
  const service = await startCacheService(options);
  onTestFinished(() => service.close());
  const said: string[] = [];
  const log: Log = {
    debug() {},
    info: (text) => void said.push(`info ${text}`),
    notice: (text) => void said.push(`notice ${text}`),
    warning: (text) => void said.push(`warning ${text}`),
  };
  const comment = (report: Report, token = "secret", job = "test") =>
    commentOnPullRequest(
      {
        report,
        job: { workflow: "ci", job, matrix: undefined },
        pullRequest: "7",
        env: environment(service),
        token,
      },
      log,
    );
  return { service, said, comment };
}

const environment = (service: CacheService) => ({ ...service.env(), GITHUB_REPOSITORY: "someone/something" });

const report = (job: string, entries = 1) =>
  makeReport({
    step: "restore",
    store: "github",
    key: {
      primary: `sccache-linux-${job}-lock`,
      fallbacks: [],
      explanation: ["sccache", "linux", job, "lock"].map((part) => ({ part, from: part })),
    },
    restore: {
      outcome: restoredOutcome({ entries }),
      seconds: 1,
      phases: [],
    },
  });

test("each job has one comment, which every run replaces; other comments are left alone", async () => {
  const { service, said, comment } = await open();
  for (let i = 0; i < 60; i += 1) service.comments.add(7, `a comment ${i}`);
  service.comments.add(8, "of another pull request");
  // One key for both, as with `shared-key`; the third of another compiler.
  await comment(report("any", 1), "secret", "test");
  await comment(report("any", 2), "secret", "lint");
  await comment(report("newer", 3), "secret", "test");
  const ours = service.comments.list().filter(({ body }) => body.includes("sccache-bundle"));
  expect(ours.map(({ issue, body }) => [issue, /restored ([\d,]+) entr/.exec(body)?.[1]])).toEqual([
    [7, "3"],
    [7, "2"],
  ]);
  expect(ours[0]?.body).toMatch(/^<!-- sccache-bundle test [0-9a-f]{8} -->\n/);
  expect(service.requests().counts).toMatchObject({
    "rest-comments": 6,
    "rest-comment-create": 2,
    "rest-comment-update": 1,
  });
  expect(said).toEqual([]);
});

test("a token that may only read, as that of a fork, is one notice with what to do", async () => {
  const { service, said, comment } = await open({ mayComment: false });
  await comment(report("test"));
  expect(service.comments.list()).toEqual([]);
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^notice No comment .*403.*permissions: pull-requests: write.*forks/);
  expect(said[0]).not.toContain("secret");
});

test.each([
  ["an outage", { status: 503 }],
  ["a cut connection", { reset: true }],
])("%s is one notice", async (_, fault) => {
  const { service, said, comment } = await open();
  service.fail({ call: "rest-comments", ...fault });
  await comment(report("test"));
  expect(said).toHaveLength(1);
  expect(said[0]).toMatch(/^notice No comment on the pull request: GitHub's REST API/);
});

test("without a token nothing is asked", async () => {
  const { service, said, comment } = await open();
  await comment(report("test"), "");
  expect(service.requests().total).toBe(0);
  expect(said).toHaveLength(1);
});
