import { Shortened } from "./threads/read-file.ts";

/** An entry that cannot be packed, and why, in words for the user. */
export interface Dropped {
  readonly name: string;
  readonly why: string;
}

/** Words for a file that is gone, shortened or cannot be read; throws every other error on. */
export function unreadable(error: unknown): string {
  if (error instanceof Shortened) return error.message;
  if (error instanceof Error && "code" in error && "syscall" in error) {
    return `it cannot be read: ${String(error.code)}`;
  }
  throw error;
}
