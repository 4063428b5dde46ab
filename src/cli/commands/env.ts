import { createHash } from "node:crypto";
import { inputs } from "../../config/inputs.ts";
import { parseConfig } from "../../config/parse-config.ts";
import type { Variable } from "../../sccache/environment/environment.ts";
import { type Command, UsageError } from "../command.ts";
import { contextFlags, openJobOf } from "../job.ts";
import { findState, noRestoreIn, readState } from "../state.ts";
import { printJson, terminalLog } from "../terminal.ts";

/** How variables can be written down: for a shell to evaluate, or for the file of GITHUB_ENV. */
const formats = ["sh", "fish", "powershell", "github"] as const;

type Format = (typeof formats)[number];

const writers: Readonly<Record<Format, (variable: Variable) => string>> = {
  sh: ({ name, value }) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  fish: ({ name, value }) => `set -gx ${name} '${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
  // PowerShell takes typographic quotes for plain ones, and Invoke-Expression each line by itself.
  powershell: ({ name, value }) =>
    `$env:${name} = '${value
      .replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")
      .replace(/[\r\n]/g, (end) => `'+[char]${end.charCodeAt(0)}+'`)}'`,
  github: ({ name, value }) => (/[\r\n]/.test(value) ? withinMarks(name, value) : `${name}=${value}`),
};

/** A value of several lines, between marks that it cannot hold: they are its own digest. */
function withinMarks(name: string, value: string): string {
  const mark = createHash("sha256").update(value).digest("hex");
  return `${name}<<${mark}\n${value}\n${mark}`;
}

/**
 * What sets a variable to just its value, whatever characters that holds: a PATH may end with a line break where a CI's
 * configuration gave it one. @throws {RangeError} for a name that is none
 */
export function assignment(variable: Variable, format: Format): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable.name))
    throw new RangeError(`${variable.name} is no variable's name`);
  return writers[format](variable);
}

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
    { name: inputs.sccacheDir.name, value: "DIR", about: "sccache's directory, if restore was given one." },
    ...contextFlags,
  ],

  async run(args, terminal) {
    const asked = args.flag("format") || "sh";
    const format = formats.find((one) => one === asked);
    if (!format) throw new UsageError(`--format ${asked} is not one of ${formats.join(", ")}`);
    const log = terminalLog(terminal);
    // Other settings are of no use here, so that a bad one is no reason to stop.
    const config = parseConfig((name) => (name === inputs.sccacheDir.name ? args.flag(name) : ""));
    const job = await openJobOf(config, args, terminal);
    const left = readState(findState(job.context, terminal.env));
    if (!left) log.warning(`${noRestoreIn(job.context)}, so there is nothing to set`, "no-restore");
    if (left && config.sccacheDir && left.handoff.directory !== job.directory) {
      log.warning(
        `The restore of this job filled ${left.handoff.directory}, not ${job.directory}`,
        "no-restore",
      );
    }
    const variables = left?.variables ?? [];
    // The file of GITHUB_ENV must not set PATH: that has a file of its own.
    const isPrinted = ({ name }: Variable) => format !== "github" || name !== "PATH";
    if (args.isOn("json")) printJson(terminal, { variables });
    else for (const one of variables.filter(isPrinted)) terminal.print(assignment(one, format));
    return 0;
  },
};
