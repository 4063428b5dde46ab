import { readFile } from "node:fs/promises";
import type { Report } from "../report/report.ts";
import { UsageError } from "./command.ts";

/** A report that `save --json` has printed into a file. @throws {UsageError} when the file holds no report of this version */
export async function readReport(file: string): Promise<Report> {
  let report: Partial<Report> | null = null;
  try {
    report = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as a report: ${(error as Error).message}`);
  }
  if (report?.version !== 1 || typeof report.key?.primary !== "string") {
    throw new UsageError(`${file} is not a report of version 1, as \`save --json\` prints it`);
  }
  return report as Report;
}
