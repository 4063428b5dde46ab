/** The words of a command that calls another one; `{0}` stands for all words of that one. One JSON value. */
export type CommandFormat = readonly string[];

const placeholder = "{0}";

/** What a format may be, for messages. */
export const formatGrammar = "a command with {0} as a word of its own, such as `nix develop -c {0}`";

/** Reads `nix develop -c {0}`: words between spaces, in quotes where they hold spaces. Undefined without exactly one `{0}`. */
export function parseCommandFormat(text: string): CommandFormat | undefined {
  const word = /"[^"]*"|'[^']*'|[^\s"']+/g;
  if (
    /[^\P{Cc}\t]/u.test(text) ||
    text
      .replace(word, "w")
      .trim()
      .split(/\s+/)
      .some((one) => one !== "w")
  ) {
    return undefined;
  }
  const words = (text.match(word) ?? []).map((one) => one.replace(/^(["'])(.*)\1$/, "$2"));
  const isSound =
    words.filter((one) => one.includes(placeholder)).length === 1 && words.indexOf(placeholder) > 0;
  return isSound ? words : undefined;
}

/** The words to run so that `call` runs as the format says; `call` itself without one. */
export function callThrough(
  format: CommandFormat | undefined,
  call: readonly [string, ...string[]],
): readonly [string, ...string[]] {
  const [first, ...rest] = format ?? [];
  if (first === undefined) return call;
  return [first, ...rest.flatMap((word) => (word === placeholder ? call : [word]))];
}
