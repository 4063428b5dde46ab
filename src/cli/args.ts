import { parseArgs } from "node:util";
import { didYouMean } from "./help/did-you-mean.ts";

/** A flag of a command. */
export interface Flag {
  readonly name: string;
  readonly short?: string;
  /** What stands for its value in the usage; without it the flag is a switch: `--name`, `--no-name`. */
  readonly value?: string;
  readonly about: string;
  /** Under which heading it is shown; `Options` unless said. */
  readonly group?: string;
  /** What is used when it is not given. */
  readonly fallback?: string;
  /** All values that it takes, where they are few. */
  readonly words?: readonly string[];
}

/** What a command takes. */
export interface Shape {
  /** Names of what must be given beside flags, in order; a last one that ends with `...` stands for any number. */
  readonly positionals: readonly string[];
  readonly flags: readonly Flag[];
}

/** A parsed command line. */
export interface Args {
  /** The positional called `name`. */
  positional(name: string): string;
  /** What was given for the positional that stands for any number, in order. */
  rest(): readonly string[];
  /** What was given for a flag; `true` or `false` for a switch; the empty string when it was not given. */
  flag(name: string): string;
}

/** A command line that does not say what is wanted. */
export class UsageError extends Error {
  override readonly name = "UsageError";
}

/** Of a flag that is given twice the last counts. @throws {UsageError} on what `shape` does not know and what is missing */
export function parseCommandLine(args: readonly string[], { positionals, flags }: Shape): Args {
  const options = Object.fromEntries(
    flags.map(({ name, short, value }) => [
      name,
      { type: value === undefined ? ("boolean" as const) : ("string" as const), ...(short && { short }) },
    ]),
  );
  // Its own strictness does not know `--no-x`.
  const { tokens } = parseArgs({
    args: [...args],
    options,
    tokens: true,
    strict: false,
    allowPositionals: true,
  });
  const values = new Map<string, string>();
  const given: string[] = [];
  for (const token of tokens) {
    if (token.kind === "positional") given.push(token.value);
    if (token.kind !== "option") continue;
    const { name, value } = readFlag(token, flags);
    values.set(name, value);
  }
  const fixed = positionals.filter((name) => !name.endsWith("..."));
  const missing = fixed[given.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing`);
  if (given.length > fixed.length && fixed.length === positionals.length) {
    throw new UsageError(`${JSON.stringify(given[fixed.length])} is one argument too many`);
  }
  return {
    positional: (name) => given[positionals.indexOf(name)] ?? "",
    rest: () => given.slice(fixed.length),
    flag: (name) => values.get(name) ?? "",
  };
}

interface Given {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
}

function readFlag({ name, rawName, value }: Given, flags: readonly Flag[]): { name: string; value: string } {
  const flag = flags.find((one) => one.name === name);
  const turnedOff = flags.find((one) => one.value === undefined && `no-${one.name}` === name);
  if (turnedOff && value === undefined) return { name: turnedOff.name, value: "false" };
  if (!flag) {
    const names = flags.flatMap((one) => [
      `--${one.name}`,
      ...(one.value === undefined ? [`--no-${one.name}`] : []),
    ]);
    throw new UsageError(`unknown flag ${rawName}${didYouMean(rawName, names)}`);
  }
  if (flag.value === undefined) return { name, value: value ?? "true" };
  if (value === undefined || value === "") throw new UsageError(`${rawName} needs a value: ${flag.value}`);
  return { name, value };
}
