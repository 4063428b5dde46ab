/**
 * Runs the tests: `npm test`, or `npm test -- src/zstd -t "some name"` for some of them. Files in which something
 * failed run once more, alone and in a new process; what passes only then is named at the end. With `--once` they do
 * not. The last line is `N passed, N failed`; the exit code is 1 unless every test there is has passed.
 */
import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testEnvironment } from "./test/environment.ts";
import { installMissingPrograms } from "./test/programs.ts";
import type { RunReport } from "./test/report.ts";
import { judge, suspects } from "./test/verdict.ts";

const root = join(import.meta.dirname, "..");
const once = process.argv.includes("--once");
const args = process.argv.slice(2).filter((arg) => arg !== "--once");
const picksNames = args.some((arg) => /^(-t|--testNamePattern(=.*)?)$/.test(arg));

installMissingPrograms(process.env);
const first = run(args);
const again = once ? [] : suspects(first);
const verdict = again.length === 0 ? judge(first) : judge(first, repeat(again));
for (const remark of verdict.remarks) console.error(remark);
console.log(`${verdict.passed} passed, ${verdict.failed} failed`);
if (verdict.failed > 0) process.exitCode = 1;

/** One file at a time, so that what failed for want of processor time gets more of it. */
function repeat(files: readonly string[]): RunReport {
  console.error(`A second attempt, since something failed in ${files.join(", ")}`);
  return run([...args, "--maxWorkers=1"], files);
}

/** What is left when nothing is said of tests that were not asked for. */
function pickedOf({ files, strays }: RunReport): RunReport {
  const picked = files.map((one) => ({
    ...one,
    tests: one.tests.filter(({ state }) => state !== "skipped"),
  }));
  return { files: picked.filter(({ tests, errors }) => tests.length + errors.length > 0), strays };
}

function run(options: readonly string[], files?: readonly string[]): RunReport {
  const folder = mkdtempSync(join(tmpdir(), "sccache-bundle-test-"));
  try {
    const file = join(folder, "report.json");
    const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
    const reporters = ["--reporter=default", "--reporter=scripts/test/report.ts", `--outputFile=${file}`];
    const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...options], {
      cwd: root,
      env: { ...testEnvironment(process.env), ...(files && { TEST_FILES: JSON.stringify(files) }) },
      stdio: ["ignore", "inherit", "inherit"],
    });
    // Without a report vitest did not start, or did not live to write it.
    if (!existsSync(file)) return { files: [], strays: [] };
    const whole = JSON.parse(readFileSync(file, "utf8")) as RunReport;
    const report = picksNames ? pickedOf(whole) : whole;
    if (status === 0 || suspects(report).length + report.strays.length > 0) return report;
    return { ...report, strays: [{ message: `vitest ended with ${status ?? "a signal"}` }] };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
