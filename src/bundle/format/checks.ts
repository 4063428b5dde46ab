// What a reader of bundles accepts: its limits, the error with which it refuses anything else, and the checks of JSON that
// keep to both. The module is long since a limit and the check that holds it are to be read together.

/** What is wrong with a bundle, for messages and for tests. */
export type BundleFault =
  | "not-a-bundle"
  | "unknown-version"
  | "truncated"
  | "damaged"
  | "not-signed"
  | "unsafe-name"
  | "too-large"
  | "disagrees";

/** A bundle that cannot be used, or a part of one. Whoever catches this goes on without it. */
export class BundleError extends Error {
  override readonly name = "BundleError";
  readonly fault: BundleFault;

  /** `message` says what is wrong and where: the region, the segment, the entry. */
  constructor(fault: BundleFault, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.fault = fault;
  }
}

const quoted = 80;

/** Foreign text or another value for a message: one line of printable ASCII, and not long. */
export function quote(value: unknown): string {
  const text = typeof value === "string" ? value : `${JSON.stringify(value)}`;
  const short = text.length > quoted ? `${text.slice(0, quoted)}…` : text;
  return JSON.stringify(short).replace(
    /[^\x20-\x7e…]/g,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/**
 * What a reader accepts, so that a hostile bundle can claim no more than a machine can bear, and what a
 * writer keeps to, so that whatever is written can be read.
 */
export const limits = {
  /** Bytes of the manifest's JSON, and of its frame. */
  manifestBytes: 2 ** 24,
  /** Lists and objects within each other in it: three are needed. */
  manifestDepth: 8,
  /** Values in it: a dozen columns, and some for later minor versions. */
  manifestValues: 2_000_000,
  /** Named fields in it: variables, those of the runs that it remembers, and some for later. */
  manifestFields: 10_000,
  segments: 65_536,
  entries: 100_000,
  /** Uncompressed bytes of one segment, and so of one entry. */
  segmentRawBytes: 2 ** 30,
  /** Keys of bundles that a manifest names. */
  parents: 8,
  ancestors: 256,
  /** Entries that a manifest remembers to have left out. */
  evicted: 500,
  /** Fingerprints of an entry's arguments; those of all entries, each once; and the characters that list them. */
  prints: 64,
  arguments: 100_000,
  printsText: 2 ** 21,
  /** Runs that a manifest remembers. */
  history: 30,
  /** A count of runs, of compilations, or of milliseconds: more is a lie, and sums of a few stay exact. */
  count: 2 ** 31,
  /** Characters of a name, a label or a version. */
  text: 300,
  /** The last second that a tar header can tell, in the year 2242. */
  seconds: 8 ** 11 - 1,
} as const;

/** More bytes no frame of a segment takes, even where nothing in it compresses. */
export const mostFrameBytes = limits.segmentRawBytes + 2 ** 23;

/** Refuses more than `most` of something. @throws {BundleError} */
export function mostOf(most: number, count: number, what: string, verb = "lists"): void {
  if (count > most) throw new BundleError("too-large", `the manifest ${verb} ${count} ${what}`);
}

/** What JSON `text` says. It is not parsed when it is deep, or of very many values. @throws {BundleError} */
export function parseJson(text: string): unknown {
  boundJson(text);
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
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
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === quoteMark) at = endOfString(text, at);
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

/** Where the string ends that begins at `start`: most of a manifest is within strings, which are searched quickly. */
function endOfString(text: string, start: number): number {
  for (let end = text.indexOf('"', start + 1); end >= 0; end = text.indexOf('"', end + 1)) {
    let from = end;
    while (text.charCodeAt(from - 1) === backslash) from -= 1;
    if ((end - from) % 2 === 0) return end;
  }
  return text.length;
}

/** Returns `value` as what it should be. @throws {BundleError} that names the field `where` */
export type Check<T> = (value: unknown, where: string) => T;

/** Checks of the fields of an object, or of the columns of a table, by name. */
type Checks = Readonly<Record<string, Check<unknown>>>;

/** What has the fields that `C` checks. */
export type Checked<C extends Checks> = { readonly [K in keyof C]: ReturnType<C[K]> };

/** An object with these fields, in this order; others are passed over. Messages name `where`, or else the field. */
export function fields<C extends Checks>(checks: C): Check<Checked<C>> {
  return (value, where) => {
    const record = asRecord(value, where);
    const checked = Object.entries(checks).map(([name, check]) => [name, check(record[name], where || name)]);
    return Object.fromEntries(checked) as Checked<C>;
  };
}

/** The rows of a table of which `columns` has the columns, each a list of `length`. @throws {BundleError} */
export function rowsOf<C extends Checks>(columns: Record<string, unknown>, checks: C, length: number) {
  const rows = Array.from({ length }, (): Record<string, unknown> => ({}));
  for (const [name, check] of Object.entries(checks)) {
    const values = listOf(check, length)(columns[name], name);
    rows.forEach((row, i) => {
      row[name] = values[i];
    });
  }
  return rows as Checked<C>[];
}

/** The columns of which `rowsOf` makes these rows. */
export function columnsOf<C extends Checks>(rows: readonly Checked<C>[], checks: C) {
  return Object.fromEntries(Object.keys(checks).map((name) => [name, rows.map((row) => row[name])]));
}

/** A list of what `check` takes, of `length` where that is given. */
export function listOf<T>(check: Check<T>, length?: number): Check<T[]> {
  return (value, where) => {
    if (!Array.isArray(value)) throw disagrees(where, "a list");
    if (length !== undefined && value.length !== length) throw disagrees(where, `a list of ${length}`);
    return value.map((one) => check(one, where));
  };
}

/** A list of at most `most`, and what to say of a longer one. */
export function listUpTo<T>(
  most: number,
  check: Check<T>,
  { what, verb }: { what?: string; verb?: string } = {},
): Check<readonly T[]> {
  return (value, where) => {
    if (Array.isArray(value)) mostOf(most, value.length, what ?? where, verb);
    return listOf(check)(value, where);
  };
}

/** An object of texts, by names of texts. */
export const textMap: Check<Readonly<Record<string, string>>> = (value, where) => {
  const pairs = Object.entries(asRecord(value, where));
  return Object.fromEntries(pairs.map(([name, text]) => [shortText(name, where), shortText(text, where)]));
};

export function nullable<T>(check: Check<T>): Check<T | null> {
  return (value, where) => (value === null ? null : check(value, where));
}

/** For a field that may be absent. */
export function optional<T>(check: Check<T>): Check<T | undefined> {
  return (value, where) => (value === undefined ? undefined : check(value, where));
}

/** For a field that older bundles lack: it is null there. */
export function orNull<T>(check: Check<T>): Check<T | null> {
  return (value, where) => (value === undefined || value === null ? null : check(value, where));
}

export function wholeUpTo(most: number): Check<number> {
  return (value, where) => {
    const number = whole(value, where);
    if (number > most) throw new BundleError("too-large", `the manifest's ${where} claims ${number}`);
    return number;
  };
}

/** What `is` is true of; messages say that anything else is not `wanted`. */
function only<T>(wanted: string, is: (value: unknown) => value is T): Check<T> {
  return (value, where) => {
    if (is(value)) return value;
    throw disagrees(where, wanted);
  };
}

function matching(wanted: string, pattern: RegExp): Check<string> {
  return only(wanted, (value): value is string => typeof value === "string" && pattern.test(value));
}

function printable(most: number): Check<string> {
  return matching("a short printable text", new RegExp(`^[^\\x00-\\x1f\\x7f]{0,${most}}$`));
}

export const asRecord = only(
  "an object",
  (value): value is Record<string, unknown> =>
    typeof value === "object" && value !== null && !Array.isArray(value),
);
export const whole = only(
  "a whole number",
  (value): value is number => Number.isSafeInteger(value) && Number(value) >= 0,
);
/** A count of runs, of compilations, or of milliseconds. */
export const tally = wholeUpTo(limits.count);
export const truth = only("true or false", (value) => typeof value === "boolean");
export const shortText = printable(limits.text);
export const longText = printable(512);
export const hexDigest = matching("a SHA-256", /^[0-9a-f]{64}$/);
export const shortHex = matching("eight hex digits", /^[0-9a-f]{8}$/);

function disagrees(where: string, wanted: string): BundleError {
  return new BundleError("disagrees", `the manifest's ${where} is not ${wanted}`);
}
