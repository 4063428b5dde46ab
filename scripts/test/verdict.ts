/** The part of vitest's JSON report that counts. */
export interface VitestReport {
  readonly success: boolean;
  readonly testResults: readonly {
    readonly name: string;
    readonly status: string;
    readonly message?: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  /** What failed without being a failed test, which vitest itself tells: a sentence each. */
  readonly remarks: readonly string[];
}

/**
 * Counts the tests of a run. Everything that is not a pass is a failure: a test that was skipped or never ran
 * proves nothing, nor does a file without tests or that does not load, nor a run without files.
 */
export function judge(report: VitestReport): Verdict {
  const remarks: string[] = [];
  let passed = 0;
  let failed = 0;
  for (const { name, status, message, assertionResults } of report.testResults) {
    for (const test of assertionResults) {
      if (test.status === "passed") passed++;
      else failed++;
      if (test.status !== "passed" && test.status !== "failed") {
        remarks.push(`${test.status}, which counts as failed: ${name}: ${test.fullName}`);
      }
    }
    const isUntold = status !== "passed" && assertionResults.every((test) => test.status === "passed");
    if (assertionResults.length === 0 || isUntold) {
      failed++;
      remarks.push(`did not run as it should: ${name}: ${message ?? "no reason given"}`);
    }
  }
  if (report.testResults.length === 0) {
    failed++;
    remarks.push("no test ran");
  } else if (!report.success && failed === 0) {
    failed++;
    remarks.push("vitest reports an error outside any test");
  }
  return { passed, failed, remarks };
}
