/**
 * Runs the tests: `npm test`, or `npm test -- src/zstd -t "some name"` for some of them. Its last line is
 * `N passed, N failed`; the exit code is 1 unless every test there is has passed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testEnvironment } from "./test/environment.ts";
import { judge, type VitestReport } from "./test/verdict.ts";

const root = join(import.meta.dirname, "..");
const folder = mkdtempSync(join(tmpdir(), "sccache-bundle-test-"));
try {
  const verdict = judge(run(join(folder, "report.json")));
  for (const remark of verdict.remarks) console.error(remark);
  console.log(`${verdict.passed} passed, ${verdict.failed} failed`);
  if (verdict.failed > 0) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

function run(reportFile: string): VitestReport {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${reportFile}`];
  const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...process.argv.slice(2)], {
    cwd: root,
    env: testEnvironment(process.env),
    stdio: ["ignore", "inherit", "inherit"],
  });
  if (!existsSync(reportFile)) return { success: false, testResults: [] };
  const report = JSON.parse(readFileSync(reportFile, "utf8")) as VitestReport;
  return { ...report, success: report.success && status === 0 };
}
