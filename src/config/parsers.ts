import { placeholders, unknownPlaceholders } from "../key/placeholders.ts";
import type { Config, Wrapper } from "./config.ts";
import { parseSize } from "./size.ts";

/** The grammars of single inputs. Each returns undefined for what it does not know. */

export function parseLines(text: string): readonly string[] | undefined {
  const lines = text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter((line) => line !== "" && !line.startsWith("#"));
  return lines.some((line) => !line.startsWith("!")) ? lines : undefined;
}

/** What a template may be, for messages. */
export const templateGrammar = `a key of at most 512 characters without commas, with {${Object.keys(placeholders).join("}, {")}} for what they name`;

export function parseTemplate(text: string): string | undefined {
  const sound = text.length <= 512 && /^[^,\p{Cc}]+$/u.test(text) && unknownPlaceholders(text).length === 0;
  return sound ? text : undefined;
}

export function parseTemplates(text: string): readonly string[] | undefined {
  const lines = text
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
  return lines.length <= 9 && lines.every((line) => parseTemplate(line) !== undefined) ? lines : undefined;
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
