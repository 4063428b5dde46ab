import type { Log } from "../log.ts";

/** Where a command speaks, and what it may know of its surroundings. */
export interface Terminal {
  /** What was asked for: one line of standard output, which programs may read. */
  readonly print: (line: string) => void;
  /** Everything else that is said: one line of standard error. */
  readonly say: (line: string) => void;
  /** Shows `line` in place of what was shown so before; undefined where nobody is looking. */
  readonly show: ((line: string) => void) | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Absolute. */
  readonly workingDirectory: string;
}

const clearLine = "\r\u001b[2K";

export function processTerminal(process: NodeJS.Process): Terminal {
  const { stdout, stderr } = process;
  // Whoever reads our output may have read enough: `sccache-bundle inspect FILE | head`.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  return {
    print: (line) => void stdout.write(`${line}\n`),
    say: (line) => void stderr.write(`${stderr.isTTY ? clearLine : ""}${line}\n`),
    show: stderr.isTTY ? (line) => void stderr.write(`${clearLine}${line}`) : undefined,
    env: process.env,
    workingDirectory: process.cwd(),
  };
}

/** A log of plain lines; with SCCACHE_BUNDLE_DEBUG set, of all of them. */
export function terminalLog({ say, env }: Terminal): Log {
  return {
    debug: env["SCCACHE_BUNDLE_DEBUG"] ? (message) => say(`debug: ${message}`) : () => undefined,
    info: say,
    notice: (message) => say(`notice: ${message}`),
    warning: (message) => say(`warning: ${message}`),
  };
}
