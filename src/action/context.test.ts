import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { readContext } from "./context.ts";

const withMatrix = (text: string) => (name: string) => (name === "matrix" ? text : "");

test("reads what the runner sets", async () => {
  const folder = await mkdtemp(join(tmpdir(), "context-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const event = join(folder, "event.json");
  await writeFile(event, JSON.stringify({ repository: { default_branch: "trunk" } }));
  const env = {
    GITHUB_WORKSPACE: "/home/runner/work/x/x",
    RUNNER_OS: "macOS",
    RUNNER_ARCH: "ARM64",
    GITHUB_JOB: "build",
    GITHUB_EVENT_NAME: "push",
    GITHUB_REF: "refs/heads/trunk",
    GITHUB_EVENT_PATH: event,
  };
  expect(readContext(withMatrix('{"a":1}'), env)).toEqual({
    workspace: "/home/runner/work/x/x",
    os: "macos",
    arch: "arm64",
    job: "build",
    matrix: '{"a":1}',
    event: "push",
    ref: "refs/heads/trunk",
    defaultBranch: "trunk",
  });
});

test.each(["", "null", "{}"])("a matrix of %j is none", (text) => {
  expect(readContext(withMatrix(text), {}).matrix).toBeUndefined();
});

test("outside of a workflow the machine speaks for itself", () => {
  expect(readContext(withMatrix(""), {})).toEqual({
    workspace: process.cwd(),
    os: process.platform,
    arch: process.arch,
    job: undefined,
    matrix: undefined,
    event: undefined,
    ref: undefined,
    defaultBranch: undefined,
  });
});

test("an event file that is not there, or says nothing, leaves the default branch open", async () => {
  const read = (GITHUB_EVENT_PATH: string) =>
    readContext(withMatrix(""), { GITHUB_EVENT_PATH }).defaultBranch;
  expect(read(join(tmpdir(), "no-such-event.json"))).toBeUndefined();
  const folder = await mkdtemp(join(tmpdir(), "context-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const text of ["", "[]", "{}", '{"repository":{"default_branch":7}}']) {
    await writeFile(join(folder, "event.json"), text);
    expect(read(join(folder, "event.json"))).toBeUndefined();
  }
});
