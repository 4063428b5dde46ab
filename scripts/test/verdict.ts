import type { FileReport, RunReport } from "./report.ts";

export interface Verdict {
  readonly passed: number;
  readonly failed: number;
  /** What vitest's own output does not show, or not at its end: a sentence each. */
  readonly remarks: readonly string[];
}

/** Returns the files to run a second time: those where anything failed, or that ran when a stray error happened. */
export function suspects({ files, strays }: RunReport): readonly string[] {
  const near = new Set(strays.map(({ file }) => file));
  return files.filter((report) => !isClean(report) || near.has(report.file)).map(({ file }) => file);
}

/**
 * Counts the tests of a run; for files that ran a second time, that attempt counts, and what failed only at the first
 * one is named. Everything that is not a pass is a failure: a test that was skipped or never ran proves nothing, nor
 * does a file without tests or that does not load, nor a run without files.
 */
export function judge(first: RunReport, second: RunReport = { files: [], strays: [] }): Verdict {
  const again = new Map(second.files.map((report) => [report.file, report]));
  const remarks: string[] = [];
  let passed = 0;
  let failed = 0;
  const fail = (remark: string) => {
    failed++;
    remarks.push(remark);
  };

  for (const once of first.files) {
    const { file, errors, tests } = again.get(once.file) ?? once;
    for (const { name, state } of tests) {
      if (state === "passed") passed++;
      else if (state === "failed") failed++;
      else fail(`${state}, which counts as failed: ${file}: ${name}`);
    }
    for (const error of errors) fail(`did not run as it should: ${file}: ${error}`);
    if (tests.length + errors.length === 0) fail(`has no tests: ${file}`);
  }
  if (first.files.length === 0) fail("no test ran");
  for (const { file, message } of again.size === 0 ? first.strays : second.strays) {
    fail(`an error outside any test: ${place(file)}${message}`);
  }
  // Who caused a stray error is a guess, so it is told even if a second attempt had it, too.
  if (again.size > 0) {
    for (const { file, message } of first.strays) {
      remarks.push(`an error outside any test, at the first attempt: ${place(file)}${brief(message)}`);
    }
  }
  return {
    passed,
    failed,
    remarks: [...remarks, ...first.files.flatMap((once) => overcome(once, again.get(once.file)))],
  };
}

/** What failed in a file at the first attempt and not at the second, each with its first error. */
function overcome(once: FileReport, again: FileReport | undefined): readonly string[] {
  if (again === undefined) return [];
  const passed = new Set(again.tests.filter(({ state }) => state === "passed").map(({ name }) => name));
  const tests = once.tests.filter(({ name, state }) => state === "failed" && passed.has(name));
  const hooks = again.errors.length === 0 ? once.errors : [];
  return [
    ...hooks.map((error) => `passed only at its second attempt: ${once.file}: ${brief(error)}`),
    ...tests.map(
      ({ name, error = "" }) => `passed only at its second attempt: ${once.file}: ${name}: ${brief(error)}`,
    ),
  ];
}

function isClean({ errors, tests }: FileReport): boolean {
  return errors.length === 0 && tests.length > 0 && tests.every(({ state }) => state === "passed");
}

function place(file: string | undefined): string {
  return file === undefined ? "" : `${file}: `;
}

/** A counterexample can be long, and the first attempt's output has all of it. */
function brief(message: string): string {
  return message.length > 1000 ? `${message.slice(0, 1000)} …` : message;
}
