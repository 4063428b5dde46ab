import { readFile, writeFile } from "node:fs/promises";
import { reportOfBuild } from "../../flow/evidence/build.ts";
import { readPast } from "../../flow/evidence/past.ts";
import { environmentOf } from "../../flow/job/steps.ts";
import { makeReport } from "../../report/make-report.ts";
import type { Report } from "../../report/report.ts";
import { describeHits, explanationLines } from "../../report/text.ts";
import { readBuildLog } from "../../sccache/server/log.ts";
import { openServer } from "../../sccache/server/server.ts";
import { type Args, type Command, UsageError } from "../command.ts";
import { configFlags, contextFlags, openJobOf, readSettings } from "../job.ts";
import { findState, readState } from "../state.ts";
import type { Terminal } from "../terminal.ts";

/** Why compilations missed: of the build that runs between restore and save, or of a report that save has printed. */
export const explain: Command = {
  positionals: ["REPORT..."],
  flags: [
    ...configFlags("restore"),
    ...contextFlags,
    { name: "html", value: "FILE", about: "Write a page with the explanation to FILE." },
    { name: "json", about: "Print the report as JSON." },
  ],

  async run(args, terminal) {
    const [file, ...more] = args.rest();
    if (more.length > 0) throw new UsageError("explain takes one report at most");
    const report = file === undefined ? await reportOfState(args, terminal) : await readReport(file);
    const page = args.flag("html");
    if (page !== "") {
      const { renderPage } = await import("../../report/html/page.ts");
      const title = `Why compilations missed: ${report.key.primary}`;
      await writeFile(page, renderPage({ title, bundle: undefined, report }));
    }
    if (args.isOn("json")) terminal.print(JSON.stringify(report));
    else {
      terminal.print(`Cache hits: ${describeHits(report.build)}`);
      for (const line of explanationLines(report.explanation)) terminal.print(line);
      if (report.advice) terminal.print(`Advice: ${report.advice.text}`);
    }
    return 0;
  },
};

/** The server keeps running, so that the build may go on and save may follow. */
async function reportOfState(args: Args, terminal: Terminal): Promise<Report> {
  const { context, surroundings } = await openJobOf(readSettings(args, terminal), args, terminal);
  const left = readState(findState(context, terminal.env));
  if (!left) {
    throw new UsageError(
      "There is no build to explain: run it between restore and save, or name a file that `save --json` has printed.",
    );
  }
  const { handoff } = left;
  const { server } = handoff;
  const build = await reportOfBuild({
    handoff,
    past: await readPast(handoff, surroundings.log),
    statistics: server ? await openServer(server).statistics() : undefined,
    compilations: server?.logFile ? (await readBuildLog(server.logFile))?.compilations : undefined,
    hitEntries: undefined,
    environment: environmentOf(handoff.context, surroundings),
  });
  return makeReport({ ...build, store: handoff.config.store.kind });
}

/** @throws {UsageError} when the file holds no report of this version */
export async function readReport(file: string): Promise<Report> {
  let report: Partial<Report> | null = null;
  try {
    report = JSON.parse(await readFile(file, "utf8"));
  } catch (error) {
    throw new UsageError(`${file} cannot be read as a report: ${(error as Error).message}`);
  }
  if (report?.version !== 1 || typeof report.key?.primary !== "string") {
    throw new UsageError(`${file} is no report of version 1, as \`save --json\` prints it`);
  }
  return report as Report;
}
