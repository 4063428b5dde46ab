// What settings are made of: the grammars of single values, each of which returns undefined for what it does not know, and the
// error that lists what is invalid. The settings themselves are the table in inputs.ts.

/** Any environment: of a job, of a build, of a program that we start. */
export type Env = Readonly<Record<string, string | undefined>>;

/** One invalid setting. */
export interface Problem {
  /** The input's name, as in action.yml. */
  readonly name: string;
  /** What was given. */
  readonly value: string;
  /** What is wrong with it, as the end of a sentence that begins with the input: `is not true or false`. */
  readonly why: string;
}

/** Bad configuration: it ends the step before any work, with every problem listed. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(describe(problems));
    this.problems = problems;
  }
}

function describe(problems: readonly Problem[]): string {
  const lines = problems.map(({ name, value, why }) =>
    value === "" ? `${name} ${why}` : `${name}: ${JSON.stringify(withoutPasswords(value))} ${why}`,
  );
  const count = problems.length === 1 ? "Invalid input" : `${problems.length} invalid inputs`;
  return [`${count}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** The text without what a user may have put into an address, though it is refused there. */
function withoutPasswords(text: string): string {
  return text
    .replace(/:\/\/(?:(?!:\/\/)\S)*@/g, "://…@") // a password may hold slashes and commas
    .replace(/([?&;][\w-]*(?:key|token|secret|sig|sas|pass)[\w-]*=)[^\s&;,]*/gi, "$1…");
}

export function parseLines(text: string): readonly string[] | undefined {
  const lines = partsOf(text, /[\n,]/).filter((line) => !line.startsWith("#"));
  return lines.some((line) => !line.startsWith("!")) ? lines : undefined;
}

function partsOf(text: string, separator: RegExp): string[] {
  const parts = text.split(separator).map((part) => part.trim());
  return parts.filter((part) => part !== "");
}

/** What a custom key may be made of. */
const placeholders = [
  "prefix",
  "os",
  "arch",
  "toolchain",
  "lockfiles",
  "ref",
  "sha",
  "run",
  "date",
  "workflow",
  "job",
  "matrix",
] as const;

type Placeholder = (typeof placeholders)[number];

/** What a template may be, for messages. */
export const templateGrammar = `a key of at most 512 characters without commas, with {${placeholders.join("}, {")}} for what they name`;

export function parseTemplate(text: string): string | undefined {
  const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const isSound =
    text.length <= 512 &&
    /^[^,\p{Cc}]+$/u.test(text) &&
    names.every((name) => placeholders.some((one) => one === name));
  return isSound ? text : undefined;
}

export function parseTemplates(text: string): readonly string[] | undefined {
  const lines = partsOf(text, /\n/);
  return lines.length <= 9 && lines.every((line) => parseTemplate(line) !== undefined) ? lines : undefined;
}

/** `template` with each placeholder replaced by its value. */
export function fillPlaceholders(template: string, values: Readonly<Record<Placeholder, string>>): string {
  return template.replace(/\{([^{}]*)\}/g, (whole, name: Placeholder) =>
    Object.hasOwn(values, name) ? values[name] : whole,
  );
}

/** `value`, where it is between these two. */
export function within(value: number | undefined, least: number, most: number): number | undefined {
  return value !== undefined && value >= least && value <= most ? value : undefined;
}

/** A whole number between these two: what to say of it, and its parser. */
export function wholeNumber(least: number, most: number, unit = "") {
  return {
    allowed: `a whole number${unit} from ${least} to ${most}`,
    parse: (text: string) => within(/^\d{1,9}$/.test(text) ? Number(text) : undefined, least, most),
  };
}

/** What `parseSize` takes, for messages. */
export const sizeGrammar =
  "bytes, or a number with K, M, G, T (powers of 1000) or KiB, MiB, GiB, TiB: 500M, 1.5GiB";

/**
 * Bytes of a size such as `500M`, `1.5GiB` or `1048576`; fractions of a byte are cut off.
 * Returns undefined for anything else: a sign, two points, an unknown unit, more than 2^53 bytes.
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,16}(?:\.\d{1,16})?) ?(?:B|([KMGT])(B|IB)?)?$/i.exec(text.trim());
  if (!match) return undefined;
  const [, number, letter = " ", rest = ""] = match;
  const unit = (rest.length === 2 ? 1024 : 1000) ** " KMGT".indexOf(letter.toUpperCase());
  const bytes = Math.floor(Number(number) * unit);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

/** Any text: keys are made of it in a form that every store takes. */
export function parseName(text: string): string | undefined {
  return text.length <= 200 && !/\p{Cc}/u.test(text) ? text : undefined;
}

/** A version without its `v`. */
export function parseExactVersion(text: string): string | undefined {
  return /^v?\d{1,4}\.\d{1,4}\.\d{1,4}(-[A-Za-z0-9.]{1,40})?$/.test(text)
    ? text.replace(/^v/, "")
    : undefined;
}

/** Which compilers run through sccache: cargo's rustc, the C and C++ compilers by CC and CXX, or CMake's launchers. */
export type Wrapper = "rust" | "c" | "cmake";

/** Which ones a user asks for. `auto`: those that the workspace has a use for. */
export type WrapChoice = readonly Wrapper[] | "auto";

export function parseWrap(text: string): WrapChoice | undefined {
  if (text === "none") return [];
  if (text === "auto") return text;
  const words = partsOf(text, /[\s,]+/);
  const known = (["rust", "c", "cmake"] as const).filter((wrapper) => words.includes(wrapper));
  return words.length > 0 && known.length === words.length ? known : undefined;
}

/** The words of a command that calls another one; `{0}` stands for all words of that one. One JSON value. */
export type CommandFormat = readonly string[];

const placeholder = "{0}";

/** What a format may be, for messages. */
export const formatGrammar = "a command with {0} as a word of its own, such as `nix develop -c {0}`";

/** Reads `nix develop -c {0}`: words between spaces, in quotes where they hold spaces. Undefined without exactly one `{0}`. */
export function parseCommandFormat(text: string): CommandFormat | undefined {
  const word = /"[^"]*"|'[^']*'|[^\s"']+/g;
  const isList = /^w(\s+w)*$/.test(text.replace(word, "w").trim());
  if (!isList || /[^\P{Cc}\t]/u.test(text)) return undefined;
  const words = (text.match(word) ?? []).map((one) => one.replace(/^(["'])(.*)\1$/, "$2"));
  const isSound =
    words.filter((one) => one.includes(placeholder)).length === 1 && words.indexOf(placeholder) > 0;
  return isSound ? words : undefined;
}

/** The words to run so that `call` runs as the format says; `call` itself without one. */
export function callThrough(format: CommandFormat | undefined, call: readonly string[]): readonly string[] {
  return format ? format.flatMap((word) => (word === placeholder ? call : [word])) : call;
}
