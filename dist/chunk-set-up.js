import { t as creator } from "./chunk-version.js";
import { n as didYouMean, t as UsageError } from "./chunk-command.js";
import { i as programHelp, n as commandHelp, r as globalFlags } from "./chunk-help.js";
// src/cli/commands/set-up.ts
const shells = {
	bash,
	zsh,
	fish,
	powershell
};
/** A script that makes a shell complete commands, flags and their values. */
function completionOf(commands) {
	return {
		positionals: ["SHELL"],
		flags: [],
		async run(args, { print }) {
			const asked = args.positional("SHELL");
			const shell = Object.hasOwn(shells, asked) ? shells[asked] : void 0;
			const names = Object.keys(shells);
			if (!shell) throw new UsageError(`${asked} is not ${names.join(", ")}${didYouMean(asked, names)}`);
			const flagsOf = /* @__PURE__ */ new Map();
			for (const { name, load } of commands) {
				const { flags } = await load();
				flagsOf.set(name, [...flags, ...globalFlags].map((flag) => ({
					name: `--${flag.name}`,
					words: flag.words ?? []
				})));
			}
			print(shell({
				names: commands.map(({ name }) => name),
				flagsOf
			}));
			return 0;
		}
	};
}
function bash({ names, flagsOf }) {
	const flags = [...flagsOf].map(([command, own]) => `    ${command}) words="${own.map(({ name }) => name).join(" ")}" ;;`);
	return [
		"_sccache_bundle() {",
		"  local current=$2 previous=$3 words=''",
		"  case $previous in",
		...valuesOf(flagsOf).map(([flag, words]) => `    ${flag}) words="${words.join(" ")}" ;;`),
		"  esac",
		`  [ -z "$words" ] && [ "$COMP_CWORD" = 1 ] && words="${names.join(" ")}"`,
		`  [ -z "$words" ] && case \${COMP_WORDS[1]} in`,
		...flags,
		"  esac",
		"  COMPREPLY=($(compgen -W \"$words\" -- \"$current\"))",
		"}",
		"complete -o default -F _sccache_bundle sccache-bundle"
	].join("\n");
}
/** zsh runs bash's completions. */
function zsh(completions) {
	return [
		"autoload -U +X compinit && compinit",
		"autoload -U +X bashcompinit && bashcompinit",
		bash(completions)
	].join("\n");
}
function fish({ names, flagsOf }) {
	const own = [...flagsOf].flatMap(([command, flags]) => flags.map(({ name, words }) => {
		const values = words.length === 0 ? "" : ` -x -a "${words.join(" ")}"`;
		return `complete -c sccache-bundle -n "__fish_seen_subcommand_from ${command}" -l ${name.slice(2)}${values}`;
	}));
	return [`complete -c sccache-bundle -n __fish_use_subcommand -f -a "${names.join(" ")}"`, ...own].join("\n");
}
function powershell({ names, flagsOf }) {
	return [
		"Register-ArgumentCompleter -Native -CommandName sccache-bundle -ScriptBlock {",
		"  param($word, $ast, $position)",
		"  $flags = @{",
		...[...flagsOf].map(([command, flags]) => `    '${command}' = @(${flags.map(({ name }) => `'${name}'`).join(", ")})`),
		"  }",
		"  $given = @($ast.CommandElements | ForEach-Object { $_.ToString() })",
		`  $words = if ($given.Count -gt 2 -or ($given.Count -eq 2 -and $word -eq '')) { $flags[$given[1]] } else { @(${names.map((name) => `'${name}'`).join(", ")}) }`,
		"  $words | Where-Object { $_ -like \"$word*\" } | ForEach-Object { [System.Management.Automation.CompletionResult]::new($_) }",
		"}"
	].join("\n");
}
/** The flags that take one of a few words, each once. */
function valuesOf(flagsOf) {
	const all = [...flagsOf.values()].flat().filter(({ words }) => words.length > 0);
	return [...new Map(all.map(({ name, words }) => [name, words]))];
}
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
export { completionOf, manualOf };
