import { createHash } from "node:crypto";
import { wantsNativeCode } from "../native-code.ts";

/** One line of the server's log that tells something of a compilation, or that the server ends. Times are milliseconds since 1970. */
export interface LogLine {
  readonly atMs: number;
  /** Whether the time is exact to the millisecond; otherwise it is cut to whole seconds. */
  readonly exact: boolean;
  /** What sccache calls the compilation: the crate, or the name of the object file. Not unique; empty for what is of none. */
  readonly label: string;
  readonly said: Said;
}

/** What the line tells. `ms` is how long the step took, by the server's own steady clock. */
type Said =
  | { readonly kind: "asked"; readonly arguments: string }
  | { readonly kind: "hashed"; readonly ms: number }
  | { readonly kind: "not-hashed" }
  | { readonly kind: "key"; readonly key: string }
  | {
      readonly kind: "looked-up";
      readonly found: boolean;
      readonly ms: number;
      readonly why: LookupFault | null;
    }
  | { readonly kind: "damaged" }
  | { readonly kind: "compiled"; readonly end: CompiledEnd; readonly ms: number }
  | { readonly kind: "ends" };

export type CompiledEnd = "stored" | "failed" | "not-cacheable";

/** https://github.com/mozilla/sccache/blob/main/src/compiler/compiler.rs `get_cached_or_compile`, and server.rs `run`: 0.7.7 to 0.19.0 */
const shape =
  /^\[(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z) +[A-Z]+ +sccache::(?:compiler::compiler\] \[(.*?)\]: (get_cached_or_compile: \[|generate_hash_key took |process error: |Hash key: |Cache |Failed to decompress object|Compiled in )|server\] (shutting down due to ))(.*)$/s;

/** Why a lookup found nothing, where it is not simply that the entry is not there. SCCACHE_NO_CACHE and SCCACHE_RECACHE skip it. */
export type LookupFault = "no-cache" | "recache" | "unreadable" | "damaged" | "timed-out";

/** By how the line names what came of a lookup. */
const missReasons: Readonly<Record<string, LookupFault | null>> = {
  miss: null,
  none: "no-cache",
  recache: "recache",
  "read error": "unreadable",
  "timed out": "timed-out",
};

/** What `line` tells of a compilation, or undefined when it tells nothing. */
export function parseLogLine(line: string): LogLine | undefined {
  const match = shape.exec(line);
  if (!match) return undefined;
  const [, time = "", millis, label = "", start = "", ending, rest = ""] = match;
  const said: Said | undefined = ending === undefined ? parseSaid(start, rest) : { kind: "ends" };
  if (!said) return undefined;
  return { atMs: Date.parse(time), exact: millis !== undefined, label: copy(label), said };
}

function parseSaid(start: string, rest: string): Said | undefined {
  switch (start) {
    case "get_cached_or_compile: [":
      return { kind: "asked", arguments: `[${rest}` };
    case "generate_hash_key took ":
      return withMs(rest, (ms) => ({ kind: "hashed", ms }));
    case "process error: ":
      return { kind: "not-hashed" };
    case "Hash key: ":
      return /^[0-9a-f]{16,128}$/.test(rest) ? { kind: "key", key: copy(rest) } : undefined;
    case "Failed to decompress object":
      return { kind: "damaged" };
    case "Cache ":
      return parseLookup(rest);
    default:
      return parseCompiled(rest);
  }
}

function parseLookup(rest: string): Said | undefined {
  const [, what = "", time] =
    /^(hit|miss|none|recache|read error|timed out)\b(?:.*?([\d.]+ s)$)?/s.exec(rest) ?? [];
  const found = what === "hit";
  // A read error may name no time: what failed, failed at once.
  const took = time ?? (what === "read error" ? "0.000 s" : "");
  return withMs(took, (ms) => ({ kind: "looked-up", found, ms, why: missReasons[what] ?? null }));
}

function parseCompiled(rest: string): Said | undefined {
  const [, time = "", end] = /^([\d.]+ s), (storing in cache|but .*)$/s.exec(rest) ?? [];
  if (end === undefined) return undefined;
  const how = end.startsWith("but failed") ? "failed" : "not-cacheable";
  return withMs(time, (ms) => ({ kind: "compiled", end: end === "storing in cache" ? "stored" : how, ms }));
}

function withMs(text: string, make: (ms: number) => Said): Said | undefined {
  const seconds = /^(\d{1,9}\.\d{1,9}) s$/.exec(text)?.[1];
  return seconds === undefined ? undefined : make(Math.round(Number(seconds) * 1000));
}

/** The same text by itself: as a part of a line it would keep the whole piece of the log in memory. */
function copy(text: string): string {
  return Buffer.from(text).toString();
}

/** What may be kept of the arguments of a compilation. */
export interface Arguments {
  readonly language: "rust" | "c" | null;
  /** A fingerprint for each argument, in order; none where they are not known. */
  readonly prints: readonly string[];
  /** Whether they ask for code for this machine's CPU alone; null where that is not known. Absent means no. */
  readonly native?: boolean | null;
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
    const native = isNative(list);
    kept += given.length;
    if (kept > mostPrints) return { language, prints: [], native };
    const prints = given.map((argument) => {
      const print = made.get(argument) ?? fingerprint(argument);
      if (made.size < 200_000) made.set(argument, print);
      return print;
    });
    return { language, prints, native };
  };
}

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
