import { ConfigError } from "../config/config.ts";
import { survivingStrays } from "../stray-errors.ts";
import { creator } from "../version.ts";
import {
  type Args,
  didYouMean,
  type ExitCode,
  type Listed,
  parseCommandLine,
  UsageError,
} from "./command.ts";
import { commands } from "./commands.ts";
import { describeError } from "./errors.ts";
import { callOf, commandHelp, globalFlags, programHelp } from "./help.ts";
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
export async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const [first, ...rest] = args;
  if (first === "--version" || first === "-V") return answer(terminal, creator);
  if (first === "--help" || first === "-h") return answer(terminal, programHelp(commands, terminal.columns));
  if (first === "help")
    return rest[0] === undefined ? dispatch(["--help"], terminal) : help(rest[0], terminal);
  const listed = commands.find(({ name }) => name === first);
  if (first === undefined) {
    terminal.say(programHelp(commands, terminal.columns));
    return 2;
  }
  if (!listed) return unknownCommand(first, terminal);
  const end = rest.indexOf("--");
  const beforeEnd = end < 0 ? rest : rest.slice(0, end);
  if (beforeEnd.some((arg) => arg === "--help" || arg === "-h")) return help(first, terminal);
  const command = await listed.load();
  try {
    const parsed = parseCommandLine(rest, { ...command, flags: [...command.flags, ...globalFlags] });
    const run = () => command.run(parsed, withVerbosity(terminal, parsed));
    if (command.failsOpen) return await run();
    const { value, stray } = await survivingStrays(run);
    return stray ? explain(stray, terminal) : value;
  } catch (error) {
    if (!(error instanceof UsageError)) return explain(error, terminal);
    terminal.say(`error: ${error.message}\n\n${callOf(listed, command)}\n${hint(listed)}`);
    return 2;
  }
}

/** Instead of all flags, under which the mistake would be lost. */
function hint({ name }: Listed): string {
  return `For more: sccache-bundle ${name} --help`;
}

async function help(name: string, terminal: Terminal): Promise<ExitCode> {
  const listed = commands.find((one) => one.name === name);
  if (!listed) return unknownCommand(name, terminal);
  return answer(terminal, commandHelp(listed, await listed.load(), terminal.columns));
}

function unknownCommand(name: string, { say }: Terminal): ExitCode {
  const names = commands.map((one) => one.name);
  say(`error: unknown command ${JSON.stringify(name)}${didYouMean(name, names)}`);
  say(`Commands: ${names.join(", ")}. For more: sccache-bundle --help`);
  return 2;
}

function withVerbosity(terminal: Terminal, args: Args): Terminal {
  if (args.flag("verbose") === "true") return { ...terminal, verbose: true };
  if (args.flag("quiet") !== "true") return terminal;
  const isWanted = (line: string) => /^(warning|error): /.test(line);
  return { ...terminal, show: undefined, say: (line) => isWanted(line) && terminal.say(line) };
}

function answer({ print }: Terminal, text: string): ExitCode {
  print(text);
  return 0;
}

function explain(error: unknown, { say }: Terminal): ExitCode {
  if (error instanceof ConfigError) {
    say(`error: ${error.message}`);
    return 2;
  }
  say(`error: ${describeError(error)}`);
  return 1;
}
