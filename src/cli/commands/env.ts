import { inputs } from "../../config/inputs.ts";
import { openJob } from "../../flow/job/job.ts";
import { UsageError } from "../args.ts";
import type { Command } from "../command.ts";
import { contextFlags, overridesOf, surroundingsOf } from "../job/job.ts";
import { assignment, formats } from "../job/shell.ts";
import { findState, readState } from "../job/state.ts";
import { printJson } from "../terminal/print-json.ts";

/** What a build needs to use what was restored. */
export const env: Command = {
  positionals: [],
  flags: [
    {
      name: "format",
      value: "FORMAT",
      about: `How to print them: ${formats.join(", ")}.`,
      fallback: "sh",
      words: formats,
    },
    { name: "json", about: "Print the variables as JSON." },
    { name: inputs.sccacheDir.name, value: "DIR", about: "sccache's directory, as restore was told." },
    ...contextFlags,
  ],

  async run(args, terminal) {
    const asked = args.flag("format") || "sh";
    const format = formats.find((one) => one === asked);
    if (!format) throw new UsageError(`--format ${asked} is none of ${formats.join(", ")}`);
    const { env, say, print } = terminal;
    const sccacheDir = args.flag(inputs.sccacheDir.name) || undefined;
    const job = await openJob({ sccacheDir }, surroundingsOf(terminal), overridesOf(args, terminal));
    const left = readState(findState(job.context, env));
    if (!left) say("warning: No restore ran in this job, so there is nothing to set.");
    if (left && sccacheDir && left.handoff.directory !== job.directory) {
      say(`warning: The restore of this job filled ${left.handoff.directory}, not ${job.directory}.`);
    }
    if (args.flag("json") === "true") {
      printJson(terminal, { variables: left?.variables ?? [] });
      return 0;
    }
    const isPath = (name: string) => name === "PATH";
    for (const variable of left?.variables ?? []) {
      // The file of GITHUB_ENV must not set PATH: that has a file of its own.
      if (format !== "github" || !isPath(variable.name)) print(assignment(variable, format));
    }
    return 0;
  },
};
