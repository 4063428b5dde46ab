import { inputs } from "../../config/inputs.ts";
import { UsageError } from "../args.ts";
import type { Command } from "../command.ts";
import { variableFor } from "../config-flags.ts";
import { directoryFor } from "../prepare.ts";
import { assignment, formats } from "../shell.ts";
import { findState, stateOf } from "../state.ts";

/** What a build needs to use what was restored. */
export const env: Command = {
  positionals: [],
  flags: [
    { name: "format", value: "FORMAT", about: `${formats.join(", ")} (default: sh)` },
    { name: inputs.sccacheDir.name, value: "DIR", about: "sccache's directory, as restore was told" },
  ],

  async run(args, terminal) {
    const asked = args.flag("format") || "sh";
    const format = formats.find((one) => one === asked);
    if (!format) throw new UsageError(`--format ${asked} is none of ${formats.join(", ")}`);
    const { workingDirectory, env, say, print } = terminal;
    const workspace = env["GITHUB_WORKSPACE"] || env["CI_PROJECT_DIR"] || workingDirectory;
    const sccacheDir = args.flag("sccache-dir") || env[variableFor("sccache-dir")] || undefined;
    const left = findState(stateOf(directoryFor({ sccacheDir }, workspace, terminal), env));
    if (!left) say("warning: There was no restore, so there is nothing to set.");
    const isPath = (name: string) => name === "PATH";
    for (const variable of left?.variables ?? []) {
      // The file of GITHUB_ENV must not set PATH: that has a file of its own.
      if (format !== "github" || !isPath(variable.name)) print(assignment(variable, format));
    }
    return 0;
  },
};
