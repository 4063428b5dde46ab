import { ConfigError } from "../config/config.ts";
import { survivingStrays } from "../flow/job/stray-errors.ts";
import { creator } from "../version.ts";
import { type Args, type ExitCode, type ListedCommand, parseCommandLine, UsageError } from "./command.ts";
import { completionOf } from "./completion.ts";
import { didYouMean } from "./did-you-mean.ts";
import { callOf, commandHelp, globalFlags, manualOf, programHelp } from "./help.ts";
import { describeError, openTerminal, type Terminal } from "./terminal.ts";

/** Runs the program and ends the process. */
export async function runCommandLine(args: readonly string[]): Promise<never> {
  const terminal = openTerminal(process, args);
  const exitCode = await dispatch(args, terminal);
  // A store's client may leave timers behind that would keep the process; what is written is flushed first.
  await terminal.flush();
  process.exit(exitCode);
}

/** Does what the command line asks for. */
async function dispatch(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  const { print, say, columns } = terminal;
  const [first, ...rest] = args;
  if (first === "--version" || first === "-V") {
    print(creator);
    return 0;
  }
  const name = first === "help" ? rest[0] : first;
  if (name === undefined || name === "--help" || name === "-h") {
    const [show, exitCode] = first === undefined ? ([say, 2] as const) : ([print, 0] as const);
    show(programHelp(commands, columns));
    return exitCode;
  }
  const listed = commands.find((one) => one.name === name);
  if (!listed) {
    const names = commands.map((one) => one.name);
    const known = [...names, "--help", "--version"];
    say(`error: unknown command ${JSON.stringify(name)}${didYouMean(name, known)}`);
    say(`Commands: ${names.join(", ")}. For more: sccache-bundle --help`);
    return 2;
  }
  const beforeEnd = rest.includes("--") ? rest.slice(0, rest.indexOf("--")) : rest;
  if (first !== "help" && !beforeEnd.some((arg) => arg === "--help" || arg === "-h")) {
    return runCommand(listed, rest, terminal);
  }
  print(commandHelp(listed, await listed.load(), columns));
  return 0;
}

async function runCommand(
  listed: ListedCommand,
  args: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  const command = await listed.load();
  try {
    const parsed = parseCommandLine(args, { ...command, flags: [...command.flags, ...globalFlags] });
    const run = () => command.run(parsed, withVerbosity(terminal, parsed));
    if (command.failsOpen) return await run();
    const { value, stray } = await survivingStrays(run);
    return stray ? explain(stray, terminal) : value;
  } catch (error) {
    if (!(error instanceof UsageError)) return explain(error, terminal);
    // Instead of all flags, under which the mistake would be lost.
    const hint = `For more: sccache-bundle ${listed.name} --help`;
    terminal.say(`error: ${error.message}\n\n${callOf(listed, command)}\n${hint}`);
    return 2;
  }
}

function withVerbosity(terminal: Terminal, args: Args): Terminal {
  if (args.isOn("verbose")) return { ...terminal, verbose: true };
  if (!args.isOn("quiet")) return terminal;
  const isWanted = (line: string) => /^(warning|error): /.test(line);
  return { ...terminal, show: undefined, say: (line) => isWanted(line) && terminal.say(line) };
}

function explain(error: unknown, { say, env }: Terminal): ExitCode {
  say(`error: ${describeError(error, env)}`);
  return error instanceof ConfigError ? 2 : 1;
}

/** All commands, by group, in the order of their use. Their code is loaded when they are called. */
export const commands: readonly ListedCommand[] = [
  {
    name: "restore",
    group: "In a job",
    about: "Before a build: restore sccache's directory from the best matching bundle.",
    examples: [
      "sccache-bundle restore --store local:/srv/bundles",
      "sccache-bundle restore --store s3://my-bucket/sccache --key-prefix nightly",
    ],
    load: async () => (await import("./commands/steps.ts")).restore,
  },
  {
    name: "env",
    group: "In a job",
    about: "After a restore: print the variables that the build needs.",
    examples: ['eval "$(sccache-bundle env)"', "sccache-bundle env --format powershell | Invoke-Expression"],
    load: async () => (await import("./commands/env.ts")).env,
  },
  {
    name: "save",
    group: "In a job",
    about:
      "After a build: save a new bundle, if enough is new. Settings of the restore apply unless given here.",
    examples: ["sccache-bundle save", "sccache-bundle save --save default-branch --json"],
    load: async () => (await import("./commands/steps.ts")).save,
  },
  {
    name: "explain",
    group: "In a job",
    about: "After a build: say why compilations missed, and what to do about it.",
    examples: ["sccache-bundle explain", "sccache-bundle explain report.json"],
    load: async () => (await import("./commands/explain.ts")).explain,
  },
  {
    name: "doctor",
    group: "In a job",
    about: "Before a build: check the set-up, and say how to fix what is wrong.",
    examples: ["sccache-bundle doctor --store local:/srv/bundles"],
    load: async () => (await import("./commands/doctor.ts")).doctor,
  },
  {
    name: "watch",
    group: "In a job",
    about: "On a machine that keeps its sccache directory: publish a bundle of it whenever it has been idle.",
    examples: ["sccache-bundle watch --store s3://my-bucket/sccache --shared-key all --max-size 1G"],
    load: async () => (await import("./commands/watch.ts")).watch,
  },
  {
    name: "pack",
    group: "Bundles",
    about: "Make a bundle of all entries in an sccache directory.",
    examples: ["sccache-bundle pack ~/.cache/sccache -o bundle.tar.zst"],
    load: async () => (await import("./commands/pack.ts")).pack,
  },
  {
    name: "unpack",
    group: "Bundles",
    about: "Unpack a bundle into a directory. Entries that are there already are kept.",
    examples: ["sccache-bundle unpack bundle.tar.zst ~/.cache/sccache"],
    load: async () => (await import("./commands/unpack.ts")).unpack,
  },
  {
    name: "inspect",
    group: "Bundles",
    about: "List what a bundle holds: entries by crate, sizes, segments.",
    examples: ["sccache-bundle inspect bundle.tar.zst"],
    load: async () => (await import("./commands/inspect.ts")).inspect,
  },
  {
    name: "verify",
    group: "Bundles",
    about: "Check every byte of a bundle, and name the entries that are damaged.",
    examples: ["sccache-bundle verify bundle.tar.zst"],
    load: async () => (await import("./commands/verify.ts")).verify,
  },
  {
    name: "merge",
    group: "Bundles",
    about:
      "Unite bundles into one: the given FILEs, or else the newest bundle of each matrix job of a job in the store.",
    examples: [
      "sccache-bundle merge one.tar.zst other.tar.zst -o both.tar.zst",
      "sccache-bundle merge --store s3://my-bucket/sccache --job build",
    ],
    load: async () => (await import("./commands/merge.ts")).merge,
  },
  {
    name: "plan",
    group: "Bundles",
    about: "Show what size limits would keep of a bundle, to choose max-size.",
    examples: ["sccache-bundle plan bundle.tar.zst --max-size 200M"],
    load: async () => (await import("./commands/plan.ts")).plan,
  },
  {
    name: "prune",
    group: "Stores",
    about: "List the bundles that newer ones supersede; with --apply, delete them.",
    examples: [
      "sccache-bundle prune --store local:/srv/bundles",
      "sccache-bundle prune --ref refs/pull/7/merge --all --apply",
    ],
    load: async () => (await import("./commands/prune.ts")).prune,
  },
  {
    name: "completion",
    group: "Set-up",
    about: "Print a completion script for bash, zsh, fish or powershell.",
    examples: ["source <(sccache-bundle completion bash)", "sccache-bundle completion fish | source"],
    load: async () => completionOf(commands),
  },
  {
    name: "man",
    group: "Set-up",
    about: "Print the manual page.",
    examples: ["sccache-bundle man | man -l -"],
    load: async () => manualOf(commands),
  },
];
