import type { Terminal } from "./terminal.ts";

/**
 * Prints what a command found as one line of JSON, with the version of its shape: fields may be added under the same version.
 * docs/any-ci.md documents the shapes.
 */
export function printJson({ print }: Pick<Terminal, "print">, value: object): void {
  print(JSON.stringify({ version: 1, ...value }));
}
