/** How a command ends: 0 when all is well or the cache alone had trouble, 1 for trouble that counts, 2 for bad usage. */
export type ExitCode = 0 | 1 | 2;
