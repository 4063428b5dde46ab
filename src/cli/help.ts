import { creator } from "../version.ts";
import type { Command, Flag, ListedCommand, Shape } from "./command.ts";
import { variableOf } from "./variables.ts";

/** Flags of every command. */
export const globalFlags: readonly Flag[] = [
  { name: "quiet", short: "q", about: "Print warnings and errors only.", group: "Global" },
  { name: "verbose", short: "v", about: "Print details that help to find an error.", group: "Global" },
  { name: "help", short: "h", about: "Print this help.", group: "Global" },
];

/** How a command is called. */
export function callOf({ name }: Pick<ListedCommand, "name">, { positionals, flags }: Shape): string {
  return ["Usage: sccache-bundle", name, ...positionals, ...(flags.length > 0 ? ["[FLAGS]"] : [])].join(" ");
}

/** In this order the groups of a command's flags are shown. */
const order = ["Options", "Common", "Job", "Key", "Budget", "Store", "sccache", "Advanced", "Global"];

const exitCodes =
  "Exit codes: 0 done, also when the cache failed and the build can continue; 1 an error (restore and save: with --strict, or a miss with --fail-on-cache-miss); 2 wrong usage or settings.";

/** That settings can be variables, by the example of one that the command has. */
function settingsNote({ name }: Flag): string {
  return `Settings can also be variables: ${variableOf(name)} for --${name}. A flag wins.`;
}

/** The help of a command: its call, its flags by group, examples and variables; lines of at most `columns` characters. */
export function commandHelp(listed: ListedCommand, shape: Shape, columns: number): string {
  const groups = Map.groupBy([...shape.flags, ...globalFlags], ({ group = "Options" }) => group);
  const sections = [...groups].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const lines = (flag: Flag) => flagLines(flag, columns);
  const examples = listed.examples.map((line) => `  ${line}`);
  const setting = shape.flags.find(({ group }) => group !== undefined);
  return [
    ...wrap(listed.about, columns),
    "",
    callOf(listed, shape),
    ...sections.flatMap(([title, flags]) => section(title, flags.map(lines))),
    ...section("Examples", examples),
    ...(setting ? ["", ...wrap(settingsNote(setting), columns)] : []),
  ].join("\n");
}

/** The help of the whole program. */
export function programHelp(commands: readonly ListedCommand[], columns: number): string {
  const width = Math.max(...commands.map(({ name }) => name.length));
  const lines = ({ name, about }: ListedCommand) => hanging(`  ${name.padEnd(width)}  `, about, columns);
  const groups = Map.groupBy(commands, ({ group }) => group);
  return [
    ...wrap(
      "Keeps sccache's cache in a single file: restored before a build, saved after it, within a size limit.",
      columns,
    ),
    "",
    "Usage: sccache-bundle COMMAND [FLAGS]",
    ...[...groups].flatMap(([title, own]) => section(title, own.map(lines))),
    "",
    "  sccache-bundle COMMAND --help  prints what a command takes",
    "  sccache-bundle --version       prints the version",
    "",
    ...wrap(exitCodes, columns),
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
