import { createHash } from "node:crypto";

/** What may be kept of the arguments of a compilation. */
export interface Arguments {
  readonly language: "rust" | "c" | null;
  /** A fingerprint for each argument, in order; none where they are not known. */
  readonly prints: readonly string[];
}

/** Of all compilations together; what exceeds it has none. */
const mostPrints = 2_000_000;

/**
 * A reader of arguments as the log has them. They repeat from one compilation to the next, so each fingerprint is made,
 * and kept, once.
 */
export function readArguments(): (list: string) => Arguments {
  const made = new Map<string, string>();
  let kept = 0;
  return (list) => {
    const given = parseList(list);
    const language = given.length === 0 ? null : given.includes("--crate-name") ? "rust" : "c";
    kept += given.length;
    if (kept > mostPrints) return { language, prints: [] };
    const prints = given.map((argument) => {
      const print = made.get(argument) ?? fingerprint(argument);
      if (made.size < 200_000) made.set(argument, print);
      return print;
    });
    return { language, prints };
  };
}

/** The arguments of a compilation, from Rust's notation for a list of strings; none when it is cut or is no such list. */
function parseList(list: string): readonly string[] {
  // The notation is JSON's but for these: https://doc.rust-lang.org/std/primitive.char.html#method.escape_debug
  const json = list.replaceAll(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/g, (escaped, hex?: string, one?: string) => {
    if (hex !== undefined) return JSON.stringify(codePoint(hex)).slice(1, -1);
    return one === "0" ? "\\u0000" : one === "'" ? one : escaped;
  });
  try {
    const parsed: unknown = JSON.parse(json);
    return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
  } catch {
    return []; // Cut in the middle, or bytes that are no text: then nothing is known of the arguments.
  }
}

function codePoint(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
}

/**
 * A fingerprint of one argument: the name of the option, where it has one, and six digits of a hash. It never holds the
 * value, so what somebody passes by `-DTOKEN=…` stays on the machine. A text that ends with `=` may be base64, and no name.
 */
function fingerprint(argument: string): string {
  const name =
    /^(-{0,2}[A-Za-z][\w.-]{0,31})=(?!=*$)/.exec(argument)?.[1] ??
    /^-{1,2}[A-Za-z]/.exec(argument)?.[0] ??
    "";
  return `${name}#${createHash("sha256").update(argument).digest("hex").slice(0, 6)}`;
}

/** Cargo derives these from everything else, and they differ whenever anything does. */
const derived = /^(metadata|extra-filename)#/;

/**
 * Options whose value is the next argument and tells nothing of why a key differs: paths of this machine, which are no
 * part of it, and the name, which is the label. As fingerprints: --extern, -L, --out-dir, -o, --crate-name.
 */
export const silentOptions: ReadonlySet<string> = new Set([
  "--e#969e77",
  "-L#adc90e",
  "--o#5eebdd",
  "-o#29272c",
  "--c#d18e96",
]);

/** More of an entry are not compared: cargo passes the profile first, and features are the many. */
const mostTelling = 64;

/** Those fingerprints in which compilations of one label can differ for a reason, each once, in order. The same of its own result. */
export function tellingPrints(prints: readonly string[]): readonly string[] {
  const told = prints.filter(
    (print, i) =>
      !derived.test(print) && !silentOptions.has(print) && !silentOptions.has(prints[i - 1] ?? ""),
  );
  return [...new Set(told)].slice(0, mostTelling);
}
