import { parseArgs } from "node:util";
import type { Place } from "../config/input.ts";
import { type Config, inputs } from "../config/inputs.ts";
import { withAddresses } from "../report/help-links.ts";
import { didYouMean } from "./did-you-mean.ts";
import type { Terminal } from "./terminal.ts";

/** One of the things that the program does. */
export interface Command extends Shape {
  /** Whether it makes a warning of every error by itself, those that nothing awaits included. */
  readonly failsOpen?: true;
  /** @throws {UsageError} when a value cannot be used */
  run(args: Args, terminal: Terminal): Promise<ExitCode>;
}

/** What is known of a command before its code is loaded. */
export interface ListedCommand {
  readonly name: string;
  /** In a line. */
  readonly about: string;
  readonly group: "In a job" | "Bundles" | "Stores" | "Set-up";
  readonly examples: readonly string[];
  readonly load: () => Promise<Command>;
}

/** How a command ends: 0 when all is well or the cache alone had trouble, 1 for trouble that counts, 2 for bad usage. */
export type ExitCode = 0 | 1 | 2;

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
  /** What is given beside flags, in order and as the usage shows it: `FILE`; a last one may be left out, `[FILE]`, or stand for any number, `[FILE...]`. */
  readonly positionals: readonly string[];
  readonly flags: readonly Flag[];
}

/** A parsed command line. */
export interface Args {
  /** The positional called `name`. */
  positional(name: string): string;
  /** What was given for the positional that may be left out, in order. */
  rest(): readonly string[];
  /** What was given for a flag; `true` or `false` for a switch; the empty string when it was not given. */
  flag(name: string): string;
  /** Whether a switch was turned on. */
  isOn(name: string): boolean;
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
    if (token.kind === "option") values.set(...readFlag(token, flags));
  }
  const fixed = positionals.filter((name) => !name.startsWith("["));
  const missing = fixed[given.length];
  if (missing !== undefined) throw new UsageError(`${missing} is missing`);
  // `unpack FILE "$DIR"` without a DIR would otherwise fill the working directory.
  const empty = given.indexOf("");
  if (empty >= 0) {
    const name = positionals[empty] ?? positionals.at(-1) ?? "an argument";
    throw new UsageError(`${name.replaceAll(/[[\]]/g, "")} is empty`);
  }
  if (given.length > positionals.length && !positionals.at(-1)?.endsWith("...]")) {
    throw new UsageError(`${JSON.stringify(given[positionals.length])} is one argument too many`);
  }
  return {
    positional: (name) => given[positionals.indexOf(name)] ?? "",
    rest: () => given.slice(fixed.length),
    flag: (name) => values.get(name) ?? "",
    isOn: (name) => values.get(name) === "true",
  };
}

interface Given {
  readonly name: string;
  readonly rawName: string;
  readonly value?: string | undefined;
  /** Whether the value was given as `--name=value`. */
  readonly inlineValue?: boolean | undefined;
}

function readFlag(given: Given, flags: readonly Flag[]): [name: string, value: string] {
  const { name, rawName, value, inlineValue } = given;
  const flag = flags.find((one) => one.name === name);
  const turnedOff = flags.find((one) => one.value === undefined && `no-${one.name}` === name);
  if (turnedOff && value === undefined) return [turnedOff.name, "false"];
  if (!flag) {
    const names = flags.flatMap((one) => [
      `--${one.name}`,
      ...(one.value === undefined ? [`--no-${one.name}`] : []),
    ]);
    throw new UsageError(`unknown flag ${rawName}${didYouMean(rawName, names)}`);
  }
  if (flag.value === undefined) {
    if (value !== undefined && value !== "true" && value !== "false")
      throw new UsageError(`${rawName}: ${JSON.stringify(value)} is not true or false`);
    return [name, value ?? "true"];
  }
  if (value === undefined || value === "") throw new UsageError(`${rawName} needs a value: ${flag.value}`);
  // `--job $JOB --strict` where JOB is empty. A negative number is no flag.
  if (inlineValue === false && /^-\D/.test(value)) {
    const meant = `if ${value} is the value: --${name}=${value}`;
    throw new UsageError(`${rawName} needs a value: ${flag.value}, before ${value} (${meant})`);
  }
  return [name, value];
}

/** What the action writes on GitHub's pages, which a command line cannot. */
const ofTheAction: ReadonlySet<keyof Config> = new Set(["jobSummary", "prComment"]);

/** GitHub's cache is the default of its own jobs alone. */
const storeFallback = "github in GitHub Actions; required elsewhere";

/** Those inputs of the action that apply to a command, as flags: `--max-size` is `max-size`. */
export function configFlags(place: Place): readonly Flag[] {
  return Object.entries(inputs)
    .filter(([field, { places }]) => places.includes(place) && !ofTheAction.has(field as keyof Config))
    .map(([, { name, fallback, meaning, group, words }]) => {
      const isSwitch = words?.join() === "true,false";
      return {
        name,
        group,
        about: asPlainText(meaning, isSwitch ? fallback === "true" : undefined),
        ...(isSwitch ? {} : { value: valueFor(name), fallback: name === "store" ? storeFallback : fallback }),
        ...(words && !isSwitch ? { words } : {}),
      };
    });
}

/** The meaning without Markdown; of a switch what it does when it is given. */
function asPlainText(meaning: string, isOn: boolean | undefined): string {
  const text = withAddresses(meaning).replaceAll("`", "");
  if (isOn === undefined) return text;
  const plain = text.replace(/^(true|false): /, "").replace(/^./, (first) => first.toUpperCase());
  return isOn ? `With --no-…: ${plain}` : plain;
}

const valueNames: Readonly<Record<string, string>> = {
  "max-age": "DAYS",
  "sccache-dir": "DIR",
  "shared-key": "NAME",
  "key-prefix": "NAME",
  key: "KEY",
  "restore-keys": "KEYS",
  lockfiles: "GLOBS",
  store: "STORE",
  wrap: "COMPILERS",
  "cmd-format": "COMMAND",
  "sccache-version": "VERSION",
  "sccache-sha256": "DIGEST",
  "sccache-mirror": "URL",
};

/** What stands for a value in the usage. */
function valueFor(name: string): string {
  if (/-size$|-limit$|^reserve$/.test(name)) return "SIZE";
  if (/^(threads|keep-last|compression-level)$/.test(name)) return "N";
  return valueNames[name] ?? "VALUE";
}
