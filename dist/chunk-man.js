import { t as creator } from "./chunk-version.js";
import { i as programHelp, n as commandHelp } from "./chunk-help.js";
// src/cli/commands/man.ts
const columns = 78;
/** The manual page, in roff: the program's help and that of each command. */
function manualOf(commands) {
	return {
		positionals: [],
		flags: [],
		run: (_args, { print }) => printManual(commands, print)
	};
}
async function printManual(commands, print) {
	print(`.TH SCCACHE-BUNDLE 1 "" "${creator}"`);
	print(".SH NAME");
	print("sccache-bundle \\- keeps sccache's cache in a single file");
	section("DESCRIPTION", programHelp(commands, columns), print);
	for (const listed of commands) section(listed.name.toUpperCase(), commandHelp(listed, await listed.load(), columns), print);
	return 0;
}
/** Text as it is: roff takes a dot or quote at the start of a line, and a backslash, for its own. */
function section(title, text, print) {
	print(`.SH ${title}`);
	print(".nf");
	for (const line of text.split("\n")) print(line.replaceAll("\\", "\\\\").replace(/^([.'])/, "\\&$1"));
	print(".fi");
}
export { manualOf };
