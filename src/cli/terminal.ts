import { BundleError } from "../bundle/format/checks.ts";
import { ConfigError, type Env } from "../config/config.ts";
import { withoutSecrets } from "../config/secrets.ts";
import { DiskError } from "../flow/disk.ts";
import type { Log } from "../log.ts";
import { safeJson, safeLine } from "../report/foreign.ts";
import { withHelp } from "../report/help-links.ts";
import { settleProxies } from "../store/proxies.ts";
import { StoreError } from "../store/store.ts";

/** Where a command speaks, and what it may know of its surroundings. */
export interface Terminal {
  /** What was asked for, for programs: one line of standard output, as it is. */
  readonly print: (line: string) => void;
  /** What was asked for, for people: one line of standard output, with nothing that a terminal or a runner acts on. */
  readonly list: (line: string) => void;
  /** Everything else that is said: lines of standard error, like those of `list`. */
  readonly say: (lines: string) => void;
  /** Shows `line` in place of what was shown so before; undefined where nobody is looking. */
  readonly show: ((line: string) => void) | undefined;
  /** Width of a line of help. */
  readonly columns: number;
  /** Whether what helps to find an error is said too. */
  readonly verbose: boolean;
  readonly env: Env;
  /** Absolute. */
  readonly workingDirectory: string;
}

const clearLine = "\r\u001b[2K";

/** The terminal of this process. `flush` waits until all that was printed is written. */
function processTerminal(process: NodeJS.Process): Terminal & { flush(): Promise<void> } {
  const { stdout, stderr } = process;
  const env = { ...process.env };
  // Clients that look for a proxy themselves; programs that we start get what the user has set.
  settleProxies(process.env);
  // Whoever reads our output may have read enough: `sccache-bundle inspect FILE | head`.
  stdout.on("error", (error: NodeJS.ErrnoException) => process.exit(error.code === "EPIPE" ? 0 : 1));
  const write = stdout.write.bind(stdout);
  divert(stdout, { to: stderr, debug: Boolean(env["SCCACHE_BUNDLE_DEBUG"]) });
  return {
    print: (line) => void write(`${line}\n`),
    list: (line) => void write(`${safeLine(line)}\n`),
    flush: () => new Promise((resolve) => write("", () => resolve())),
    say: (lines) => {
      const safe = lines.split("\n").map(safeLine).join("\n");
      stderr.write(`${stderr.isTTY ? clearLine : ""}${safe}\n`);
    },
    show: stderr.isTTY ? (line) => void stderr.write(`${clearLine}${line}`) : undefined,
    columns: Math.min(100, Math.max(40, stdout.columns ?? 80)),
    verbose: Boolean(env["SCCACHE_BUNDLE_DEBUG"]),
    env,
    workingDirectory: process.cwd(),
  };
}

/**
 * The terminal of this process, which is ended where its working directory is gone: with success where a build can go on. A step
 * that makes its checkout anew leaves its shell in the old one, whose name then leads to the new one.
 */
export function openTerminal(
  process: NodeJS.Process,
  [command = "", ...args]: readonly string[],
): ReturnType<typeof processTerminal> {
  const name = process.env["PWD"] ?? "";
  try {
    if (!hasPlace(process)) process.chdir(name);
  } catch {
    const isMild = ["restore", "env", "save"].includes(command) && !args.includes("--strict");
    const gone = `the working directory${name && ` ${safeLine(name)}`} is gone. Run sccache-bundle in a folder that exists`;
    process.stderr.write(`${isMild ? "warning" : "error"}: ${gone}\n`);
    process.exit(isMild ? 0 : 1);
  }
  return processTerminal(process);
}

function hasPlace(process: NodeJS.Process): boolean {
  try {
    return process.cwd() !== "";
  } catch {
    return false;
  }
}

/**
 * Sends elsewhere what is written to `stream`: GitHub's libraries talk to a runner there, and whoever reads our standard
 * output waits for what was asked alone. Their debugging is left out unless it is wanted.
 */
function divert(stream: NodeJS.WriteStream, { to, debug }: { to: NodeJS.WriteStream; debug: boolean }): void {
  stream.write = (chunk: string | Uint8Array, ...rest: unknown[]): boolean => {
    const isDebug = typeof chunk === "string" && chunk.startsWith("::debug::");
    return Reflect.apply(to.write, to, [isDebug && !debug ? "" : chunk, ...rest]) as boolean;
  };
}

/** A log of plain lines. */
export function terminalLog({ say, verbose }: Terminal): Log {
  return {
    debug: verbose ? (message) => say(safeLine(`debug: ${message}`)) : () => undefined,
    info: (message) => say(safeLine(message)),
    notice: (message) => say(safeLine(`notice: ${message}`)),
    warning: (text, topic) => say(safeLine(`warning: ${withHelp(text, topic)}`)),
  };
}

/**
 * Prints what a command found as one line of JSON, with the version of its shape: fields may be added under the same version.
 * docs/any-ci.md documents the shapes.
 */
export function printJson({ print }: Pick<Terminal, "print">, value: object): void {
  print(safeJson({ version: 1, ...value }));
}

/** What the codes of the file system mean, in words. */
const meanings: Readonly<Record<string, string>> = {
  ENOENT: "no such file or directory",
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EISDIR: "is a directory",
  ENOTDIR: "not a directory",
  ENOSPC: "no space left on the disk",
  EDQUOT: "disk quota exceeded",
  EROFS: "the file system is read-only",
  EMFILE: "too many open files",
  EEXIST: "exists already",
  ENOTEMPTY: "directory not empty",
  EXDEV: "on another file system",
  ELOOP: "too many symbolic links",
  ENAMETOOLONG: "name too long",
};

/** Errors whose message is written for users. */
const forUsers = [BundleError, ConfigError, DiskError, StoreError];

/** An error in a line for the user; one that is a bug of ours with its stack, but without the secrets of `env`. */
export function describeError(error: unknown, env: Env): string {
  if (!(error instanceof Error)) return withoutSecrets(String(error), env);
  if (forUsers.some((known) => error instanceof known)) return error.message;
  const { code, path, syscall } = error as NodeJS.ErrnoException;
  if (syscall === undefined)
    return withoutSecrets(`sccache-bundle has a bug: ${error.stack ?? error.message}`, env);
  const meaning = meanings[code ?? ""] ?? error.message;
  return path === undefined ? meaning : `${path}: ${meaning}`;
}
