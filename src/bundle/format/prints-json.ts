import { BundleError, type Check, limits, listOf, mostOf, nullable } from "./checks.ts";
import type { BundledEntry } from "./manifest.ts";

/**
 * The fingerprints of arguments as the manifest's JSON has them: those of all entries, each once, and for each entry the
 * numbers of its own, since compilations share most of their arguments, and so they take a tenth. Nothing where no entry
 * has any. What exceeds the limits is left out, the last entries first.
 */
export function printsToJson(entries: readonly Pick<BundledEntry, "prints">[]): {
  readonly arguments?: readonly string[];
  readonly prints?: readonly (string | null)[];
} {
  const numbers = new Map<string, number>();
  let characters = 0;
  const numberOf = (print: string) => {
    if (!numbers.has(print)) numbers.set(print, numbers.size);
    return numbers.get(print);
  };
  const prints = entries.map(({ prints: own }) => {
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
  const table = listOf(print)(root["arguments"], "arguments");
  mostOf(limits.arguments, table.length, "arguments");
  const lists = listOf(nullable(numberList), count)(columns["prints"], "prints");
  const characters = lists.reduce((sum, text) => sum + (text?.length ?? 0), 0);
  mostOf(limits.printsText, characters, "characters of prints");
  return lists.map((text) => {
    if (text === null) return null;
    const numbers = text.split(" ").map(Number);
    mostOf(limits.prints, numbers.length, "prints of an entry");
    return numbers.map((number) => table[number] ?? refuse(`print ${number}, which it does not list`));
  });
}

/** The name of an option, or nothing, and six digits of a hash. */
const pattern = /^[\w.-]{0,35}#[0-9a-f]{6}$/;

const print = written(pattern, "an argument that is no fingerprint");
const numberList = written(/^\d{1,6}( \d{1,6})*$/, "prints that are no numbers");

function written(as: RegExp, otherwise: string): Check<string> {
  return (value) => (typeof value === "string" && as.test(value) ? value : refuse(otherwise));
}

function refuse(what: string): never {
  throw new BundleError("disagrees", `the manifest has ${what}`);
}
