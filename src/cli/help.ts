import { creator } from "../version.ts";
import { type Command, type Flag, type ListedCommand, type Shape, UsageError } from "./command.ts";
import { didYouMean } from "./did-you-mean.ts";

/** Flags of every command. */
export const globalFlags: readonly Flag[] = [
  { name: "quiet", short: "q", about: "Print warnings and errors only.", group: "Global" },
  { name: "verbose", short: "v", about: "Print what helps to find an error.", group: "Global" },
  { name: "help", short: "h", about: "Print this help.", group: "Global" },
];

/** How a command is called. */
export function callOf({ name }: Pick<ListedCommand, "name">, { positionals, flags }: Shape): string {
  const given = positionals.map((one) => (one.endsWith("...") ? `[${one}]` : one));
  return ["Usage: sccache-bundle", name, ...given, ...(flags.length > 0 ? ["[FLAGS]"] : [])].join(" ");
}

/** In this order the groups of a command's flags are shown. */
const order = ["Options", "Common", "Job", "Key", "Budget", "Store", "sccache", "Advanced", "Global"];

const settingsNote = "Settings can also be variables: SCCACHE_BUNDLE_MAX_SIZE for --max-size. A flag wins.";

/** The help of a command: its call, its flags by group, examples and variables; lines of at most `columns` characters. */
export function commandHelp(listed: ListedCommand, shape: Shape, columns: number): string {
  const groups = Map.groupBy([...shape.flags, ...globalFlags], ({ group = "Options" }) => group);
  const sections = [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const lines = (flag: Flag) => flagLines(flag, columns);
  const examples = listed.examples.map((line) => `  ${line}`);
  const hasSettings = shape.flags.some(({ group }) => group !== undefined);
  return [
    ...wrap(listed.about, columns),
    "",
    callOf(listed, shape),
    ...sections.flatMap(([title, flags]) => section(title, flags.map(lines))),
    ...section("Examples", examples),
    ...(hasSettings ? ["", ...wrap(settingsNote, columns)] : []),
  ].join("\n");
}

/** The help of the whole program. */
export function programHelp(commands: readonly ListedCommand[], columns: number): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = ({ name, about }: ListedCommand) => hanging(`  ${name.padEnd(width)}  `, about, columns);
  const groups = Map.groupBy(commands, ({ group }) => group);
  return [
    "Keeps sccache's cache in a single file: restored before a build, saved after it, within a size limit.",
    "",
    "Usage: sccache-bundle COMMAND [FLAGS]",
    ...[...groups].flatMap(([title, own]) => section(title, own.map(lines))),
    "",
    "  sccache-bundle COMMAND --help  prints what a command takes",
    "  sccache-bundle --version       prints the version",
    "",
    "Exit codes: 0 done, also when the cache failed and the build can continue; 1 an error (of restore and save with",
    "--strict only); 2 wrong usage or settings.",
  ].join("\n");
}

function section(title: string, lines: readonly string[]): string[] {
  return ["", `${title}:`, ...lines];
}

function flagLines({ name, short, value, about, fallback }: Flag, columns: number): string {
  const head = `  ${short ? `-${short}, ` : ""}--${name}${value ? ` ${value}` : ""}`;
  const text = fallback ? `${about} [default: ${fallback}]` : about;
  return `${head}\n${hanging("      ", text, columns)}`;
}

/** `head` and the text after it; its other lines begin below the first. */
function hanging(head: string, text: string, columns: number): string {
  return head + wrap(text, columns - head.length).join(`\n${" ".repeat(head.length)}`);
}

/** Lines of whole words; a word that is longer has a line of its own. */
function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(/\s+/)) {
    if (line !== "" && line.length + 1 + word.length > Math.max(20, columns)) {
      lines.push(line);
      line = "";
    }
    line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

const manualColumns = 78;

/** The manual page, in roff: the program's help and that of each command. */
export function manualOf(commands: readonly ListedCommand[]): Command {
  return {
    positionals: [],
    flags: [],

    async run(_args, { print }) {
      print(`.TH SCCACHE-BUNDLE 1 "" "${creator}"`);
      print(".SH NAME");
      print("sccache-bundle \\- keeps sccache's cache in a single file");
      print(manualSection("DESCRIPTION", programHelp(commands, manualColumns)));
      for (const listed of commands) {
        const text = commandHelp(listed, await listed.load(), manualColumns);
        print(manualSection(listed.name.toUpperCase(), text));
      }
      return 0;
    },
  };
}

/** Text as it is: roff takes a dot or quote at the start of a line, and a backslash, for its own. */
function manualSection(title: string, text: string): string {
  const lines = text.replaceAll("\\", "\\\\").replace(/^([.'])/gm, "\\&$1");
  return [`.SH ${title}`, ".nf", lines, ".fi"].join("\n");
}

/** A script that makes a shell complete commands, flags and their values. */
export function completionOf(commands: readonly ListedCommand[]): Command {
  return {
    positionals: ["SHELL"],
    flags: [],

    async run(args, { print }) {
      const asked = args.positional("SHELL");
      const shell = shells.get(asked);
      const known = [...shells.keys()];
      if (!shell) throw new UsageError(`${asked} is not ${known.join(", ")}${didYouMean(asked, known)}`);
      const completed = commands.map(async ({ name, load }) => {
        const { flags } = await load();
        return { name, flags: [...flags, ...globalFlags] };
      });
      print(shell(await Promise.all(completed)));
      return 0;
    },
  };
}

/** A command with all flags that it takes. */
type Completed = Pick<ListedCommand, "name"> & Pick<Shape, "flags">;

const shells = new Map(Object.entries({ bash, zsh, fish, powershell }));

const namesOf = (named: readonly { readonly name: string }[], start = "") =>
  named.map(({ name }) => `${start}${name}`);

function bash(commands: readonly Completed[]): string {
  const flags = commands.map(
    (command) => `    ${command.name}) words="${namesOf(command.flags, "--").join(" ")}" ;;`,
  );
  const values = commands
    .flatMap((command) => command.flags)
    .flatMap(({ name, words }) => (words ? [`    --${name}) words="${words.join(" ")}" ;;`] : []));
  return [
    "_sccache_bundle() {",
    "  local current=$2 previous=$3 words=''",
    "  case $previous in",
    ...new Set(values),
    "  esac",
    `  [ -z "$words" ] && [ "$COMP_CWORD" = 1 ] && words="${namesOf(commands).join(" ")}"`,
    `  [ -z "$words" ] && case \${COMP_WORDS[1]} in`,
    ...flags,
    "  esac",
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    "}",
    "complete -o default -F _sccache_bundle sccache-bundle",
  ].join("\n");
}

/** zsh runs bash's completions. */
function zsh(commands: readonly Completed[]): string {
  const start = ["autoload -U +X compinit && compinit", "autoload -U +X bashcompinit && bashcompinit"];
  return [...start, bash(commands)].join("\n");
}

function fish(commands: readonly Completed[]): string {
  const flags = commands.flatMap((command) =>
    command.flags.map(({ name, words }) => {
      const values = words ? ` -x -a "${words.join(" ")}"` : "";
      return `complete -c sccache-bundle -n "__fish_seen_subcommand_from ${command.name}" -l ${name}${values}`;
    }),
  );
  const names = namesOf(commands).join(" ");
  return [`complete -c sccache-bundle -n __fish_use_subcommand -f -a "${names}"`, ...flags].join("\n");
}

function powershell(commands: readonly Completed[]): string {
  const array = (words: readonly string[]) => `@(${words.map((word) => `'${word}'`).join(", ")})`;
  return [
    "Register-ArgumentCompleter -Native -CommandName sccache-bundle -ScriptBlock {",
    "  param($word, $ast, $position)",
    "  $flags = @{",
    ...commands.map(({ name, flags }) => `    '${name}' = ${array(namesOf(flags, "--"))}`),
    "  }",
    "  $given = @($ast.CommandElements | ForEach-Object { $_.ToString() })",
    `  $words = if ($given.Count -gt 2 -or ($given.Count -eq 2 -and $word -eq '')) { $flags[$given[1]] } else { ${array(namesOf(commands))} }`,
    '  $words | Where-Object { $_ -like "$word*" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }',
    "}",
  ].join("\n");
}
