/** Where an input applies: a step of the action, a command of the command line, or both. */
export type Place = "restore" | "save" | "merge" | "watch" | "prune" | "pack" | "unpack" | "verify" | "plan";

/** Under which heading an input is shown. */
export type Group = "Common" | "Key" | "Budget" | "Store" | "sccache" | "Advanced";

/** What an input is called, means and applies to. */
export interface About {
  readonly name: string;
  readonly group: Group;
  readonly places: readonly Place[];
  /** In Markdown: what it does, its values, its default where that is not a value. */
  readonly meaning: string;
}

/** One setting, as every adapter offers it: the action as an input, the command line as a flag. */
export interface Input<T> extends About {
  /** What an absent or empty value stands for, in the same grammar. */
  readonly fallback: string;
  /** What may be given, for messages: "X is not <allowed>". */
  readonly allowed: string;
  /** Returns undefined for what is not allowed. */
  readonly parse: (text: string) => T | undefined;
  /** All values there are, where they are few. */
  readonly words?: readonly string[];
}

/** An input with a default. */
export function input<T>(
  about: About,
  fallback: string,
  allowed: string,
  parse: (text: string) => T | undefined,
): Input<{ readonly value: T }> {
  return {
    ...about,
    fallback,
    allowed,
    parse: (text) => {
      const value = parse(text);
      return value === undefined ? undefined : { value };
    },
  };
}

/** An input that may stay empty, which is undefined. */
export function optional<T>(about: About, allowed: string, parse: (text: string) => T | undefined) {
  return {
    ...about,
    fallback: "",
    allowed,
    parse: (text: string): { readonly value: T | undefined } | undefined => {
      if (text === "") return { value: undefined };
      const value = parse(text);
      return value === undefined ? undefined : { value };
    },
  };
}

/** An input that takes one of a few words, the first of which is the default. */
export function oneOf<const T extends string>(
  about: About,
  words: readonly [T, ...T[]],
): Input<{ readonly value: T }> {
  const parse = (text: string) => words.find((word) => word === text);
  return { ...input<T>(about, words[0], listed(words), parse), words };
}

/** An input that is true or false. */
export function yesOrNo(about: About, fallback: "true" | "false") {
  const parse = (text: string) => (text === "true" ? true : text === "false" ? false : undefined);
  return { ...input(about, fallback, "true or false", parse), words: ["true", "false"] };
}

/** `a, b or c`. */
function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
