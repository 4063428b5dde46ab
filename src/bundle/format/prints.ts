import { BundleError } from "./bundle-error.ts";
import { type Check, column, nullable } from "./json-checks.ts";
import { limits } from "./limits.ts";
import type { BundledEntry } from "./manifest.ts";

/** The fingerprints of all entries' arguments, each once, and for each entry the numbers of its own. */
interface PrintColumns {
  readonly arguments?: readonly string[];
  readonly prints?: readonly (string | null)[];
}

/**
 * The fingerprints of arguments as the manifest's JSON has them: compilations share most of their arguments, so a table
 * with numbers into it takes a tenth. Nothing where no entry has any. What exceeds the limits is left out, the last
 * entries first.
 */
export function printsToJson(entries: readonly Pick<BundledEntry, "prints">[]): PrintColumns {
  const numbers = new Map<string, number>();
  let characters = 0;
  const numberOf = (print: string) => {
    const known = numbers.get(print) ?? numbers.size;
    numbers.set(print, known);
    return known;
  };
  const prints = entries.map((entry) => {
    const own = entry.prints;
    if (!own?.length || own.length > limits.prints || !own.every((print) => pattern.test(print))) return null;
    if (numbers.size + own.length > limits.arguments) return null;
    // A number has at most as many digits as the limit of the table.
    if (characters + own.length * (String(limits.arguments).length + 1) > limits.printsText) return null;
    const text = own.map(numberOf).join(" ");
    characters += text.length;
    return text;
  });
  return numbers.size === 0 ? {} : { arguments: [...numbers.keys()], prints };
}

/** The fingerprints for each of `count` entries; null where the manifest has none. @throws {BundleError} */
export function readPrints(
  root: Record<string, unknown>,
  columns: Record<string, unknown>,
  count: number,
): (readonly string[] | null)[] {
  if (root["arguments"] === undefined || columns["prints"] === undefined) {
    return Array.from({ length: count }, () => null);
  }
  const table = column(root, "arguments", print);
  if (table.length > limits.arguments) throw tooMany(`${table.length} arguments`);
  const texts = column(columns, "prints", nullable(numberList), count);
  const characters = texts.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  if (characters > limits.printsText) throw tooMany(`${characters} characters of prints`);
  return texts.map((text) => {
    if (text === null) return null;
    const numbers = text.split(" ").map(Number);
    if (numbers.length > limits.prints) throw tooMany(`${numbers.length} prints of an entry`);
    return numbers.map((number) => {
      const found = table[number];
      if (found === undefined) throw disagrees(`print ${number}, which it does not list`);
      return found;
    });
  });
}

/** The name of an option, or nothing, and six digits of a hash. */
const pattern = /^[\w.-]{0,35}#[0-9a-f]{6}$/;

const print: Check<string> = (value) => {
  if (typeof value === "string" && pattern.test(value)) return value;
  throw disagrees("an argument that is no fingerprint");
};

const numberList: Check<string> = (value) => {
  if (typeof value === "string" && /^\d{1,6}( \d{1,6})*$/.test(value)) return value;
  throw disagrees("prints that are no numbers");
};

function disagrees(what: string): BundleError {
  return new BundleError("disagrees", `the manifest has ${what}`);
}

function tooMany(what: string): BundleError {
  return new BundleError("too-large", `the manifest lists ${what}`);
}
