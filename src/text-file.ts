import { closeSync, constants, fstatSync, openSync, readFileSync } from "node:fs";

/**
 * The text of a file; undefined where it cannot be read. A device and a pipe are not read, as they may never end: a checkout can
 * hold a link to one.
 */
export function textOf(file: string): string | undefined {
  try {
    // Without the flag, opening a pipe would wait for whoever writes to it.
    const descriptor = openSync(file, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    try {
      return fstatSync(descriptor).isFile() ? readFileSync(descriptor, "utf8") : undefined;
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return undefined; // whoever needs it will say so itself
  }
}
