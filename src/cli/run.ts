import { BundleError } from "../bundle/format/bundle-error.ts";
import { ConfigError } from "../config/config-error.ts";
import { creator } from "../version.ts";
import { parseCommandLine, UsageError } from "./args.ts";
import { callOf, describeCommand, type Listed } from "./command.ts";
import { commands } from "./commands.ts";
import { DiskError } from "./disk-error.ts";
import type { ExitCode } from "./exit-code.ts";
import { processTerminal, type Terminal } from "./terminal.ts";

/** Runs the program and ends the process. */
export async function runCommandLine(args: readonly string[]): Promise<never> {
  const terminal = processTerminal(process);
  const exitCode = await dispatch(args, terminal);
  // A store's client may leave timers behind that would keep the process; what is written is flushed first.
  await terminal.flush();
  process.exit(exitCode);
}

/** Does what the command line asks for. */
export async function dispatch([name, ...rest]: readonly string[], terminal: Terminal): Promise<ExitCode> {
  if (name === "--version" || name === "-V") return answer(terminal, creator);
  if (name === "--help" || name === "-h" || name === "help") return answer(terminal, await helpFor(rest[0]));
  const listed = commands.find((one) => one.name === name);
  if (!listed) {
    if (name !== undefined) terminal.say(`There is no command ${JSON.stringify(name)}.\n`);
    terminal.say(usage());
    return 2;
  }
  if (rest.some((arg) => arg === "--help" || arg === "-h")) return answer(terminal, await helpFor(name));
  const command = await listed.load();
  try {
    return await command.run(parseCommandLine(rest, command), terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) return explain(error, terminal);
    terminal.say(`${error.message}\n\n${callOf(listed, command)}\n${hint(listed)}`);
    return 2;
  }
}

/** Instead of all flags, under which the mistake would be lost. */
function hint({ name }: Listed): string {
  return `What it takes: sccache-bundle ${name} --help`;
}

function answer({ print }: Terminal, text: string): ExitCode {
  print(text);
  return 0;
}

async function helpFor(name: string | undefined): Promise<string> {
  const listed = commands.find((one) => one.name === name);
  return listed ? describeCommand(listed, await listed.load()) : usage();
}

function usage(): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  return [
    "Usage: sccache-bundle COMMAND …",
    "",
    ...commands.map(({ name, about }) => `  ${name.padEnd(width)}  ${about}`),
    "",
    "  COMMAND --help   what it takes",
    "  --version        print the version",
    "",
    "Exit codes: 0 done, also when the cache had trouble and the build can go on; 1 trouble, of restore and save",
    "with --strict alone; 2 bad usage or configuration.",
  ].join("\n");
}

function explain(error: unknown, { say }: Terminal): ExitCode {
  if (error instanceof ConfigError) {
    say(error.message);
    return 2;
  }
  const isTold = error instanceof BundleError || error instanceof DiskError;
  const isKnown = isTold || (error instanceof Error && "syscall" in error);
  say(isKnown ? error.message : `An error of sccache-bundle's own: ${stackOf(error)}`);
  return 1;
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
