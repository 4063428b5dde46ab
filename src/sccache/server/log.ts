import { createReadStream } from "node:fs";
import { type BuildLog, type Follower, follow } from "./log-follow.ts";
import { parseLogLine } from "./log-lines.ts";

export type { BuildLog, Compilation } from "./log-follow.ts";

/** What the server has to be started with to write such a log to the file in SCCACHE_ERROR_LOG. */
export const logVariables: Readonly<Record<string, string>> = {
  SCCACHE_LOG: "sccache::compiler::compiler=debug",
  // With times in milliseconds, compilations of the same name that overlap can be told apart.
  SCCACHE_LOG_MILLIS: "1",
};

/** The longest line that is read whole, in characters; of a longer one the beginning is. */
const longestLine = 256 * 1024;

/**
 * Reads what sccache's server wrote with `logVariables`; a log of the user's own making may hold much more. Undefined when
 * there is no such file, or when sccache compiled but named no keys (0.4 and older). One pass; memory grows with the
 * number of compilations alone, and no further than `follow` allows.
 * @throws the system's error when the file is there and cannot be read.
 */
export async function readBuildLog(file: string): Promise<BuildLog | undefined> {
  const log = follow();
  try {
    const whole = await eachLine(file, log);
    return log.finish(whole);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ENOENT") return undefined;
    throw error;
  }
}

/** Feeds all lines to `log`. False when the last one has no end. */
async function eachLine(file: string, log: Follower): Promise<boolean> {
  let line = "";
  let ended = true;
  const take = (text: string) => {
    if (line.length < longestLine) line += text.slice(0, longestLine - line.length);
  };
  for await (const chunk of createReadStream(file, { encoding: "utf8", highWaterMark: 1 << 18 })) {
    const pieces = (chunk as string).split("\n");
    for (const [i, piece] of pieces.entries()) {
      take(piece);
      if (i === pieces.length - 1) continue;
      const parsed = parseLogLine(line);
      if (parsed) log.take(parsed);
      line = "";
    }
    ended = pieces.at(-1) === "" && line === "";
  }
  return ended;
}

/** The names of all entries that the build asked for: those of them that are there were used or made by it. */
export function entriesIn({ compilations }: BuildLog): ReadonlySet<string> {
  return new Set(compilations.flatMap(({ entry }) => entry ?? []));
}

/** By entry, how long the compiler took when it last made it, in milliseconds. */
export function costsIn({ compilations }: BuildLog): ReadonlyMap<string, number> {
  return new Map(
    compilations.flatMap(({ entry, compileMs, outcome }) =>
      entry !== null && compileMs !== null && outcome === "miss" ? [[entry, compileMs] as const] : [],
    ),
  );
}
