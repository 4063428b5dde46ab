import type { CommandFormat, Config, Wrapper } from "./config.ts";
import { parseSize } from "./size.ts";

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

/** When a bundle is restored. */
export function parseRestore(text: string): Config["restore"] | undefined {
  const words: Readonly<Record<string, Config["restore"]>> = { auto: "auto", true: "always", false: "never" };
  return Object.hasOwn(words, text) ? words[text] : undefined;
}

/** `true` and `false` let an expression decide, as with rust-cache's `save-if`. */
export function parseSave(text: string): Config["save"] | undefined {
  if (text === "true") return "auto";
  if (text === "false") return "never";
  const words = ["auto", "always", "never", "default-branch"] as const;
  return words.find((word) => word === text);
}

export function parseWhole(text: string, least: number, most: number): number | undefined {
  if (!/^\d{1,9}$/.test(text)) return undefined;
  const value = Number(text);
  return value >= least && value <= most ? value : undefined;
}

export function parseSizeWithin(text: string, least: number, most: number): number | undefined {
  const bytes = parseSize(text);
  return bytes !== undefined && bytes >= least && bytes <= most ? bytes : undefined;
}

export function parseDelete(text: string): boolean | undefined {
  if (text === "auto" || text === "true") return true;
  return text === "never" || text === "false" ? false : undefined;
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
