/** An entry that cannot be packed, and why, in words for the user. */
export interface Dropped {
  readonly name: string;
  readonly why: string;
}

/** Words for an error of the file system; throws every other on. */
export function unreadable(error: unknown): string {
  if (error instanceof Error && "code" in error && "syscall" in error) {
    return `it cannot be read: ${String(error.code)}`;
  }
  throw error;
}
