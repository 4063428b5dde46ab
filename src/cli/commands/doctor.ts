import { type Command, configFlags } from "../command.ts";
import { checkLines, diagnose } from "../doctor/checks.ts";
import { lookAround } from "../doctor/facts.ts";
import { contextFlags } from "../job.ts";
import { printJson } from "../terminal.ts";

/** Whether the set-up is right, before a build: exit code 1 when a line is an error. */
export const doctor: Command = {
  positionals: [],
  flags: [...configFlags("restore"), ...contextFlags, { name: "json", about: "Print the checks as JSON." }],

  async run(args, terminal) {
    const checks = diagnose(await lookAround(args, terminal));
    if (args.isOn("json")) printJson(terminal, { checks });
    else for (const line of checkLines(checks)) terminal.list(line);
    return checks.some(({ status }) => status === "error") ? 1 : 0;
  },
};
