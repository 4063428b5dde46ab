import type { Args, Shape } from "./args.ts";
import type { ExitCode } from "./errors/exit-code.ts";
import type { Terminal } from "./terminal/terminal.ts";

/** One of the things that the program does. */
export interface Command extends Shape {
  /** Whether it makes a warning of every error by itself, those that nothing awaits included. */
  readonly failsOpen?: true;
  /** @throws {UsageError} when a value cannot be used */
  run(args: Args, terminal: Terminal): Promise<ExitCode>;
}

/** What is known of a command before its code is loaded. */
export interface Listed {
  readonly name: string;
  /** In a line. */
  readonly about: string;
  readonly group: "In a job" | "Bundles" | "Stores" | "Set-up";
  readonly examples: readonly string[];
  readonly load: () => Promise<Command>;
}
