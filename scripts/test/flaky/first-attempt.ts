import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Whether the example `name` runs for the first time. The examples are not suites of the project: see second-attempt.test.ts. */
export function isFirstAttempt(name: string): boolean {
  const mark = join(process.env["EXAMPLES_FOLDER"] ?? "", name);
  if (existsSync(mark)) return false;
  writeFileSync(mark, "");
  return true;
}
