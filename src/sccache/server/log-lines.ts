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
