import { scrub } from "../../config/secrets.ts";

/** Why no server could be started, from what sccache printed, in one line, and what to do; undefined where it says nothing. */
export function whyNoServer(said: string): string | undefined {
  const why = reasonIn(said);
  return why && `${why}${todoFor(why)}`;
}

/** The lines in which sccache says what went wrong, as one: of a backend, it quotes the address as it is. */
function reasonIn(said: string): string | undefined {
  const [message = ""] = said.split("Stack backtrace:");
  const lines = message
    .split("\n")
    .map((line) => line.replace(/^sccache: (error: |caused by: )?/, "").trim());
  // Where the user asked for a log, its lines are among them.
  const noise =
    /^Starting the server|^\d* *\||^\[\S+ +(TRACE|DEBUG|INFO) |^thread .* panicked |^stack backtrace:|^note: /;
  const telling = lines.filter((line) => line !== "" && !noise.test(line));
  return telling.length === 0 ? undefined : scrub(telling.join(": ")).slice(0, 400).replace(/\.$/, "");
}

/** What a user can do about a reason that does not say so, to be put behind it. */
function todoFor(why: string): string {
  // For the start alone it makes a socket of its own, below TMPDIR: a new server in the midst of a build needs it short as well.
  if (/SUN_LEN|sun_path/.test(why)) return "; TMPDIR is too long for a socket: set a shorter one";
  // It looks for folders of dist compilation and of configuration there, whatever SCCACHE_DIR and SCCACHE_CONF say.
  if (/Unable to (?:get|retrieve) .*directory/.test(why)) return "; this user has no home: set HOME";
  return "";
}
