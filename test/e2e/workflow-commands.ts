/** What the runner makes of the lines that a step prints. */
export interface Said {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
  readonly notices: readonly string[];
  /** The notice with the hit rate, which each save gives. */
  readonly hitRate: string | undefined;
  /** Lines that are no command. */
  readonly lines: readonly string[];
}

/** Reads `::warning title=…::text` and its like. */
export function parseCommands(output: string): Said {
  const said = { error: [] as string[], warning: [] as string[], notice: [] as string[] };
  const lines: string[] = [];
  let hitRate: string | undefined;
  for (const line of output.split(/\r?\n/)) {
    const [, command, properties, text = ""] = /^::(\w+)( [^:]*)?::(.*)$/.exec(line) ?? [];
    if (properties?.includes("cache hits")) {
      hitRate = plainText(text);
      continue;
    }
    if (command === "error" || command === "warning" || command === "notice") {
      said[command].push(plainText(text));
    } else if (command === undefined && line !== "") {
      lines.push(line);
    }
  }
  return { errors: said.error, warnings: said.warning, notices: said.notice, hitRate, lines };
}

function plainText(text: string): string {
  return text.replaceAll("%0D", "\r").replaceAll("%0A", "\n").replaceAll("%25", "%");
}
