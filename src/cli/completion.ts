import { type Command, type ListedCommand, type Shape, UsageError } from "./command.ts";
import { didYouMean } from "./did-you-mean.ts";
import { globalFlags } from "./help.ts";

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
