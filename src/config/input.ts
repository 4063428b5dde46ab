// What an input is, and its kinds. The inputs themselves are the table in inputs.ts.

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
export function input<T>({ parse, ...about }: Omit<Input<T>, "words">): Input<{ readonly value: T }> {
  return {
    ...about,
    parse: (text) => {
      const value = parse(text);
      return value === undefined ? undefined : { value };
    },
  };
}

/** An input that may stay empty, which is undefined. */
export function optionalInput<T>(
  about: Omit<Input<T>, "words" | "fallback">,
): Input<{ readonly value: T | undefined }> {
  const { parse, ...rest } = input({ ...about, fallback: "" });
  return { ...rest, parse: (text) => (text === "" ? { value: undefined } : parse(text)) };
}

/** An input that takes one of a few words, each with what it stands for. The first is the default, unless another is named. */
export function oneOf<const T>({
  words,
  ...about
}: About & { readonly words: Readonly<Record<string, T>>; readonly fallback?: string }) {
  const all = Object.keys(words);
  const parse = (text: string) => (Object.hasOwn(words, text) ? words[text] : undefined);
  const allowed = `${all.slice(0, -1).join(", ")} or ${all.at(-1)}`;
  return { ...input<T>({ fallback: all[0] ?? "", ...about, allowed, parse }), words: all };
}

/** Words that stand for themselves. */
export function themselves<const T extends string>(...words: readonly T[]): Readonly<Record<T, T>> {
  return Object.fromEntries(words.map((word) => [word, word])) as Record<T, T>;
}
