import { BundleError } from "./bundle-error.ts";
import { limits } from "./limits.ts";

/** Returns `value` as what it should be. @throws {BundleError} that names the field `where` */
export type Check<T> = (value: unknown, where: string) => T;

/** What JSON `text` says. It is not parsed when it is deep, or of very many values. @throws {BundleError} */
export function parseJson(text: string): unknown {
  boundJson(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new BundleError("damaged", "the manifest is not JSON", cause);
  }
}

const quoteMark = 0x22;
const backslash = 0x5c;
const comma = 0x2c;
const colon = 0x3a;

/** Refuses text of which a parser would make much more memory than it takes itself. @throws {BundleError} */
function boundJson(text: string): void {
  let depth = 0;
  let values = 1;
  let fields = 0;
  let quoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quoteMark) quoted = !quoted;
    else if (quoted) at += code === backslash ? 1 : 0;
    else if (code === comma) values += 1;
    else if (code === colon) fields += 1;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      values += 1;
      if (depth > limits.manifestDepth) throw new BundleError("too-large", "the manifest is too deep");
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
  if (values <= limits.manifestValues && fields <= limits.manifestFields) return;
  throw new BundleError("too-large", `the manifest holds ${values} values and ${fields} fields`);
}

/** The list `name`, each of its values checked. */
export function column<T>(
  columns: Record<string, unknown>,
  name: string,
  check: Check<T>,
  length?: number,
): T[] {
  const values = columns[name];
  if (!Array.isArray(values)) throw disagrees(name, "a list");
  if (length !== undefined && values.length !== length) throw disagrees(name, `a list of ${length}`);
  return values.map((value) => check(value, name));
}

/** The value of a row that every column has. */
export function at<T>(values: readonly T[], index: number): T {
  return values[index] as T; // every column was checked to have the same length
}

export function asRecord(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw disagrees(where, "an object");
  return value as Record<string, unknown>;
}

export const whole: Check<number> = (value, where) => {
  if (!Number.isSafeInteger(value) || (value as number) < 0) throw disagrees(where, "a whole number");
  return value as number;
};

export function wholeUpTo(most: number): Check<number> {
  return (value, where) => {
    const number = whole(value, where);
    if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
    return number;
  };
}

function textUpTo(most: number): Check<string> {
  return (value, where) => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
    const plain = typeof value === "string" && value.length <= most && !/[\x00-\x1f\x7f]/.test(value);
    if (!plain) throw disagrees(where, "a short printable text");
    return value;
  };
}

export const shortText = textUpTo(limits.text);
export const longText = textUpTo(512);

export const hexDigest: Check<string> = (value, where) => {
  if (typeof value !== "string" || !/^[0-9a-f]{64}$/.test(value)) throw disagrees(where, "a SHA-256");
  return value;
};

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, where) => (value === null ? null : check(value, where));
}

function disagrees(where: string, wanted: string): BundleError {
  return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
