import { creator } from "../../version.ts";
import type { Command, Listed } from "../command.ts";
import { commandHelp, programHelp } from "../help/help.ts";

const columns = 78;

/** The manual page, in roff: the program's help and that of each command. */
export function manualOf(commands: readonly Listed[]): Command {
  return { positionals: [], flags: [], run: (_args, { print }) => printManual(commands, print) };
}

async function printManual(commands: readonly Listed[], print: (line: string) => void): Promise<0> {
  print(`.TH SCCACHE-BUNDLE 1 "" "${creator}"`);
  print(".SH NAME");
  print("sccache-bundle \\- keeps sccache's cache in a single file");
  section("DESCRIPTION", programHelp(commands, columns), print);
  for (const listed of commands) {
    section(listed.name.toUpperCase(), commandHelp(listed, await listed.load(), columns), print);
  }
  return 0;
}

/** Text as it is: roff takes a dot or quote at the start of a line, and a backslash, for its own. */
function section(title: string, text: string, print: (line: string) => void): void {
  print(`.SH ${title}`);
  print(".nf");
  for (const line of text.split("\n")) print(line.replaceAll("\\", "\\\\").replace(/^([.'])/, "\\&$1"));
  print(".fi");
}
