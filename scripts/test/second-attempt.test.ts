import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";

const root = join(import.meta.dirname, "../..");

function runExamples(names: readonly string[], ...args: string[]) {
  const folder = mkdtempSync(join(tmpdir(), "sccache-bundle-examples-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const files = JSON.stringify(names.map((name) => `scripts/test/flaky/${name}.ts`));
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "scripts/test.ts"), ...args], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, TEST_FILES: files, EXAMPLES_FOLDER: folder },
  });
  return { status, stderr, lastLine: stdout.trimEnd().split("\n").at(-1) };
}

test("what fails once is told, and does not count", () => {
  const { status, stderr, lastLine } = runExamples(["errors", "load", "death"]);
  const only = "passed only at its second attempt: scripts/test/flaky";
  expect(stderr).toContain(`${only}/errors.ts: adds up: expected true to be false`);
  expect(stderr).toContain(`${only}/errors.ts: no server`);
  expect(stderr).toContain(`${only}/load.ts: it does not load`);
  expect(stderr).toContain(`${only}/death.ts: it did not run to its end`);
  expect(stderr).toContain("at the first attempt: scripts/test/flaky/errors.ts: nobody waits for me");
  expect({ status, lastLine }).toEqual({ status: 0, lastLine: "5 passed, 0 failed" });
});

test("with --once it counts", () => {
  const { status, lastLine } = runExamples(["errors"], "--once");
  // A test, a hook and what waited for it, and a stray error.
  expect({ status, lastLine }).toEqual({ status: 1, lastLine: "1 passed, 4 failed" });
});
