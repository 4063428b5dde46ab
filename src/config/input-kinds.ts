/** One setting, as every adapter offers it: the action as an input, the command line as a flag. */
export interface Input<T> {
  readonly name: string;
  /** What an absent or empty value stands for, in the same grammar. */
  readonly fallback: string;
  /** What may be given, for messages: "X is not <allowed>". */
  readonly allowed: string;
  /** Returns undefined for what is not allowed. */
  readonly parse: (text: string) => T | undefined;
}

/** An input with a default. */
export function input<T>(
  name: string,
  fallback: string,
  allowed: string,
  parse: (text: string) => T | undefined,
): Input<{ readonly value: T }> {
  return {
    name,
    fallback,
    allowed,
    parse: (text) => {
      const value = parse(text);
      return value === undefined ? undefined : { value };
    },
  };
}

/** An input that may stay empty, which is undefined. */
export function optional<T>(name: string, allowed: string, parse: (text: string) => T | undefined) {
  return {
    name,
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
export function oneOf<T extends string>(name: string, words: readonly [T, ...T[]]) {
  return input<T>(name, words[0], listed(words), (text) => words.find((word) => word === text));
}

/** An input that is true or false. */
export function flag(name: string, fallback: "true" | "false") {
  return input(name, fallback, "true or false", (text) =>
    text === "true" ? true : text === "false" ? false : undefined,
  );
}

/** `a, b or c`. */
function listed(words: readonly string[]): string {
  return `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
