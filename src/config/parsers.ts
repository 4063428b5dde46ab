import type { CommandFormat, Wrapper } from "./config.ts";

/** The grammars of single inputs. Each returns undefined for what it does not know. */

export function parseLines(text: string): readonly string[] | undefined {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return lines.some((line) => !line.startsWith("!")) ? lines : undefined;
}

/** What a custom key may be made of, and what each stands for. */
const placeholders = {
  prefix: "the input key-prefix",
  os: "the operating system",
  arch: "the architecture",
  toolchain: "the compilers' versions",
  lockfiles: "a hash of the lockfiles",
  ref: "the git ref",
  sha: "the commit",
  run: "the number of the workflow run",
  date: "the UTC date",
  workflow: "the workflow's file",
  job: "the job's id",
  matrix: "the matrix job",
} as const;

/** What a template may be, for messages. */
export const templateGrammar = `a key of at most 512 characters without commas, with {${Object.keys(placeholders).join("}, {")}} for what they name`;

export function parseTemplate(text: string): string | undefined {
  const names = [...text.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  const isSound =
    text.length <= 512 && /^[^,\p{Cc}]+$/u.test(text) && names.every((name) => name in placeholders);
  return isSound ? text : undefined;
}

export function parseTemplates(text: string): readonly string[] | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.length <= 9 && lines.every((line) => parseTemplate(line) !== undefined) ? lines : undefined;
}

/** `template` with each placeholder replaced by its value. */
export function fillPlaceholders(
  template: string,
  values: Readonly<Record<keyof typeof placeholders, string>>,
): string {
  return template.replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    name in placeholders ? values[name as keyof typeof placeholders] : whole,
  );
}

export function parseWhole(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

const units: Readonly<Record<string, number>> = {
  "": 1,
  B: 1,
  K: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  KB: 1e3,
  MB: 1e6,
  GB: 1e9,
  TB: 1e12,
  KIB: 2 ** 10,
  MIB: 2 ** 20,
  GIB: 2 ** 30,
  TIB: 2 ** 40,
};

/** What `parseSize` takes, for messages. */
export const sizeGrammar =
  "bytes, or a number with K, M, G, T (powers of 1000) or KiB, MiB, GiB, TiB: 500M, 1.5GiB";

/**
 * Bytes of a size such as `500M`, `1.5GiB` or `1048576`; fractions of a byte are cut off.
 * Returns undefined for anything else: a sign, two points, an unknown unit, more than 2^53 bytes.
 */
export function parseSize(text: string): number | undefined {
  const match = /^(\d{1,16}(?:\.\d{1,16})?) ?([A-Za-z]{0,3})$/.exec(text.trim());
  const unit = units[(match?.[2] ?? "?").toUpperCase()];
  if (!match || unit === undefined) return undefined;
  const bytes = Math.floor(Number(match[1]) * unit);
  return Number.isSafeInteger(bytes) ? bytes : undefined;
}

export function parseSizeWithin(text: string, least: number, most: number): number | undefined {
  const bytes = parseSize(text);
  return bytes !== undefined && bytes >= least && bytes <= most ? bytes : undefined;
}

/** Any text: keys are made of it in a form that every store takes. */
export function parseName(text: string): string | undefined {
  return text.length <= 200 && !/\p{Cc}/u.test(text) ? text : undefined;
}

/** Whether the value of `wrap` leaves it to us. */
export function isAuto(text: string): boolean {
  return text.trim() === "" || text.trim() === "auto";
}

export function parseWrap(text: string): readonly Wrapper[] | undefined {
  if (text === "none") return [];
  if (isAuto(text)) return ["rust"];
  const words = text.split(/[\s,]+/).filter((word) => word !== "");
  const known = (["rust", "c", "cmake"] as const).filter((wrapper) => words.includes(wrapper));
  return words.length > 0 && known.length === words.length ? known : undefined;
}

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
