/** What the runner makes of the lines that a step prints. */
export interface Said {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** Lines that are no command. */
  readonly lines: readonly string[];
}

/** Reads `::warning title=…::text` and its like. */
export function parseCommands(output: string): Said {
  const said = { error: [] as string[], warning: [] as string[], notice: [] as string[] };
  const lines: string[] = [];
  for (const line of output.split(/\r?\n/)) {
    const [, command, text = ""] = /^::(\w+)(?: [^:]*)?::(.*)$/.exec(line) ?? [];
    if (command === "error" || command === "warning" || command === "notice") {
      said[command].push(plainText(text));
    } else if (command === undefined && line !== "") {
      lines.push(line);
    }
  }
  return { errors: said.error, warnings: said.warning, notices: said.notice, lines };
}

function plainText(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}
