import { writeFileSync } from "node:fs";
import { relative } from "node:path";
import type { Reporter, SerializedError, TestCase, TestModule, Vitest } from "vitest/node";

/** What happened in one run of vitest. Files are named from the root of the project. */
export interface RunReport {
  readonly files: readonly FileReport[];
  /** Errors outside any test, such as a rejection that nobody handled; `file` is what ran meanwhile, where known. */
  readonly strays: readonly { readonly file?: string; readonly message: string }[];
}

export interface FileReport {
  readonly file: string;
  /** Why it did not load, or which of its hooks failed: messages. */
  readonly errors: readonly string[];
  readonly tests: readonly TestReport[];
}

export interface TestReport {
  readonly name: string;
  readonly state: "passed" | "failed" | "skipped" | "pending";
  /** The message of its first error, if it failed. */
  readonly error?: string;
}

/** Writes the report of a run as JSON. Vitest's own JSON has no errors outside of tests, and none of hooks in groups. */
export default class ReportWriter implements Reporter {
  #vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.#vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const { outputFile, root } = this.#vitest?.config ?? {};
    if (typeof outputFile !== "string" || root === undefined)
      throw new Error("--outputFile must be one path");
    const strays = errors.map(({ message, VITEST_TEST_PATH: path }) => ({
      message,
      ...(typeof path === "string" && { file: relative(root, path).replaceAll("\\", "/") }),
    }));
    const report: RunReport = { files: modules.map(fileReport), strays };
    writeFileSync(outputFile, JSON.stringify(report));
  }
}

function fileReport(module: TestModule): FileReport {
  const groups = [module, ...module.children.allSuites()];
  const errors = groups.flatMap((group) => group.errors()).map((error) => error.message);
  // Its process died, most likely.
  if (module.state() === "pending" || module.state() === "queued") errors.push("it did not run to its end");
  const tests = [...module.children.allTests()].map(testReport);
  return { file: module.relativeModuleId, errors, tests };
}

function testReport(test: TestCase): TestReport {
  const { state, errors } = test.result();
  const [error] = errors ?? [];
  return { name: test.fullName, state, ...(error && { error: error.message }) };
}
