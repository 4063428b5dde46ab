import { a as UsageError } from "./chunk-terminal.js";
import { readFile } from "node:fs/promises";
// src/cli/report-file.ts
/** A report that `save --json` has printed into a file. @throws {UsageError} when the file holds no report of this version */
async function readReport(file) {
	let report = null;
	try {
		report = JSON.parse(await readFile(file, "utf8"));
	} catch (error) {
		throw new UsageError(`${file} cannot be read as a report: ${error.message}`);
	}
	if (report?.version !== 1 || typeof report.key?.primary !== "string") throw new UsageError(`${file} is not a report of version 1, as \`save --json\` prints it`);
	return report;
}
export { readReport as t };
