import { createHash } from "node:crypto";
import { isAbsolute, join } from "node:path";
import { secretName } from "../../config/secrets.ts";
import { jsonOf } from "../json-and-toml.ts";
import { wantsNativeCode } from "../native-code.ts";

/** What may be kept of the arguments of a compilation. */
export interface Arguments {
  readonly language: "rust" | "c" | null;
  /** A fingerprint for each argument, in order; none where they are not known. */
  readonly prints: readonly string[];
  /** Whether they ask for code for this machine's CPU alone; null where that is not known. Absent means no. */
  readonly native?: boolean | null;
  /** Of a crate; absent where the arguments do not tell. */
  readonly crate?: CrateFiles | undefined;
}

/** A crate by the names that cargo gives to its files, which differ between versions, features and profiles. */
interface CrateFiles {
  /** `NAME-HASH`, as in `libNAME-HASH.rmeta`. */
  readonly unit: string;
  /** Those of the crates that it is given. */
  readonly dependsOn: readonly string[];
  /** Where rustc notes what it read; undefined where it notes nothing. */
  readonly depInfo: string | undefined;
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
    const crate = language === "rust" ? crateOf(given) : undefined;
    const about = { language, native: isNative(list), ...(crate && { crate }) } as const;
    kept += given.length;
    if (kept > mostPrints) return { ...about, prints: [] };
    const prints = given.map((argument) => {
      const print = made.get(argument) ?? fingerprint(argument);
      if (made.size < 200_000) made.set(argument, print);
      return print;
    });
    return { ...about, prints };
  };
}

function crateOf(given: readonly string[]): CrateFiles {
  const after = (option: string) => given[given.indexOf(option) + 1] ?? "";
  const ending = given.find((argument) => argument.startsWith(extraFilename))?.slice(extraFilename.length);
  const unit = `${after("--crate-name")}${ending ?? ""}`;
  const folder = given.includes("--out-dir") ? after("--out-dir") : "";
  const isNoted = given.some((argument) => argument.startsWith("--emit=") && argument.includes("dep-info"));
  const files = given.flatMap((argument, i) => (given[i - 1] === "--extern" ? [argument] : []));
  return {
    unit,
    dependsOn: files.flatMap((file) => /(?:^|[/\\])lib([^/\\]+)\.(?:rmeta|rlib)$/.exec(file)?.[1] ?? []),
    depInfo: isNoted && isAbsolute(folder) ? join(folder, `${unit}.d`) : undefined,
  };
}

const extraFilename = "extra-filename=";

/** Not known of a list that was cut, and of arguments that are in a file: `@FILE`. */
function isNative(list: string): boolean | null {
  if (wantsNativeCode(list)) return true;
  return list.endsWith("]") && !list.includes('"@') ? false : null;
}

/** The arguments of a compilation, from Rust's notation for a list of strings; none when it is cut or is no such list. */
function parseList(list: string): readonly string[] {
  // The notation is JSON's but for these: https://doc.rust-lang.org/std/primitive.char.html#method.escape_debug
  const json = list.replaceAll(/\\(?:u\{([0-9a-f]{1,6})\}|(.))/g, (escaped, hex?: string, one?: string) => {
    if (hex !== undefined) return JSON.stringify(codePoint(hex)).slice(1, -1);
    return one === "0" ? "\\u0000" : one === "'" ? one : escaped;
  });
  // Cut in the middle, or bytes that are no text: then nothing is known of the arguments.
  const parsed = jsonOf(json);
  return Array.isArray(parsed) ? parsed.filter((one) => typeof one === "string") : [];
}

function codePoint(hex: string): string {
  const code = Number.parseInt(hex, 16);
  return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
}

/**
 * A fingerprint of one argument: the name of the option, where it has one, and six digits of a hash. It never holds the
 * value, so what somebody passes by `-DTOKEN=…` stays on the machine. A text that ends with `=` may be base64, and no name.
 * Of C, `-fno-exceptions`, `-mavx2` and `-Wall` are names as a whole.
 */
function fingerprint(argument: string): string {
  const name =
    /^(-{0,2}[A-Za-z][\w.-]{0,31})=(?!=*$)/.exec(argument)?.[1] ??
    /^-[fmW][A-Za-z][\w.-]{1,31}$/.exec(argument)?.[0] ??
    /^-{1,2}[A-Za-z]/.exec(argument)?.[0] ??
    (argument.startsWith("@") ? responseFile : "");
  return `${name}#${createHash("sha256").update(argument).digest("hex").slice(0, 6)}`;
}

/**
 * Fingerprints of the variables that a crate's source reads (`env!`), from rustc's `# env-dep:NAME=VALUE`. Of what may be a secret
 * not even a fingerprint, as of the job's own variables.
 */
export function variablePrints(depInfo: string): string[] {
  return [...depInfo.matchAll(/^# env-dep:((\w{1,31})(?:=.*)?)$/gm)].flatMap(([, text = "", name = ""]) =>
    secretName.test(name) ? [] : [`${variableMark}${fingerprint(text).replace(/^.*#/, `${name}#`)}`],
  );
}

const variableMark = "env.";

/** The variable of which a fingerprint has this name; undefined where it is of an argument. */
export function sourceVariable(name: string): string | undefined {
  return name.startsWith(variableMark) ? name.slice(variableMark.length) : undefined;
}

/** The name of an argument that stands for those in a file: `@FILE`. */
export const responseFile = "response-file";

/** Cargo derives these from everything else, and they differ whenever anything does. */
const derived = /^(metadata|extra-filename)#/;

/**
 * Options whose value is the next argument and tells nothing of why a key differs: paths of this machine, which are no
 * part of it, and the name, which is the label.
 */
const silentOptions: ReadonlySet<string> = new Set(
  ["--extern", "-L", "--check-cfg", "--out-dir", "-o", "--crate-name"].map(fingerprint),
);

/** More of an entry are not compared: cargo passes the profile first, and features are the many. */
const mostTelling = 64;

/** Those fingerprints in which compilations of one label can differ for a reason, each once, in order. The same of its own result. */
export function tellingPrints(prints: readonly string[]): readonly string[] {
  const isSilent = (print = "") => silentOptions.has(print);
  const told = prints.filter(
    (print, i) => !derived.test(print) && !isSilent(print) && !isSilent(prints[i - 1]),
  );
  return [...new Set(told)].slice(0, mostTelling);
}
