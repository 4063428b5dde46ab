import type { Args, Shape } from "./args.ts";
import type { ExitCode } from "./exit-code.ts";
import type { Terminal } from "./terminal.ts";

/** One of the things that the program does. */
export interface Command extends Shape {
  /** @throws {UsageError} when a value cannot be used */
  run(args: Args, terminal: Terminal): Promise<ExitCode>;
}

/** What is known of a command before its code is loaded. */
export interface Listed {
  readonly name: string;
  /** In a line. */
  readonly about: string;
  readonly load: () => Promise<Command>;
}

/** How a command is called. */
export function callOf({ name }: Listed, { positionals, flags }: Shape): string {
  return ["Usage: sccache-bundle", name, ...positionals, ...(flags.length > 0 ? ["[flags]"] : [])].join(" ");
}

/** How a command is called, and what its flags mean. */
export function describeCommand(listed: Listed, shape: Shape): string {
  const { flags } = shape;
  const heads = flags.map(({ name: flag, short, value }) =>
    [short ? `-${short}, ` : "    ", `--${flag}`, value ? ` ${value}` : ""].join(""),
  );
  const width = Math.max(0, ...heads.map((head) => head.length));
  const lines = flags.map((flag, i) => `  ${(heads[i] ?? "").padEnd(width)}  ${flag.about}`);
  return [callOf(listed, shape), "", listed.about, ...(lines.length > 0 ? ["", ...lines] : [])].join("\n");
}
