/** What a repository holds, beside the bundles that are about to be replaced. Bytes. */
export interface RepositoryUse {
  /** Entries of other tools, and of other families and refs of ours. */
  readonly others: number;
  /** Bundles of this family and ref: what the new one supersedes. */
  readonly own: number;
}

export interface RoomOptions {
  /** The most that a bundle may take, whatever the room. */
  readonly maxSizeBytes: number;
  /** What the repository may hold before the least recently used entries are evicted. */
  readonly repositoryLimitBytes: number;
  /** What stays free for others to grow. */
  readonly reserveBytes: number;
}

/** What a bundle may take. */
export interface Room {
  readonly budgetBytes: number;
  /** Whether it is the repository's room, and not max-size, that sets the budget. */
  readonly limitedByRepository: boolean;
}

/**
 * The budget that lets nobody else pay: what the repository's limit leaves beside others' entries and the reserve. What
 * the new bundle supersedes is deleted only after the upload, so until then it takes room: the reserve lends it, and
 * where it is larger than the reserve, it counts in its place. So the repository is at no moment over its limit.
 */
export function roomFor({ others, own }: RepositoryUse, options: RoomOptions): Room {
  const { maxSizeBytes, repositoryLimitBytes, reserveBytes } = options;
  const left = Math.max(0, repositoryLimitBytes - others - Math.max(reserveBytes, own));
  return { budgetBytes: Math.min(maxSizeBytes, left), limitedByRepository: left < maxSizeBytes };
}
