import { roomFor } from "../budget/room.ts";
import type { Config } from "../config/config.ts";
import { formatSize } from "../config/size.ts";
import type { RepositoryCache } from "../github/caches.ts";
import { GithubError } from "../github/github-error.ts";
import type { Deps } from "./deps.ts";

/** What this bundle may take, and why. */
export interface RoomFound {
  readonly budgetBytes: number;
  /** One line for the report; undefined where nothing but max-size counts. */
  readonly why: string | undefined;
}

/**
 * Asks the repository how much room it has, where the store is GitHub's and a token may ask. Trouble is no reason to
 * give up the bundle: max-size alone counts then, and a notice says what is missing.
 */
export async function surveyRoom(
  config: Config,
  own: { readonly isFamily: (key: string) => boolean; readonly ref: string | undefined },
  { log, repository }: Pick<Deps, "log" | "repository">,
): Promise<RoomFound> {
  const unlimited = { budgetBytes: config.maxSizeBytes, why: undefined };
  if (!repository) return unlimited;
  try {
    const { total, known } = await repository.survey();
    const ours = sum(known.filter(({ key, ref }) => ref === own.ref && own.isFamily(key)));
    const room = roomFor({ others: Math.max(total, sum(known)) - ours, own: ours }, config);
    if (!room.limitedByRepository) return unlimited;
    const others = formatSize(Math.max(total, sum(known)) - ours);
    return {
      budgetBytes: room.budgetBytes,
      why: `others hold ${others} of the repository's ${formatSize(config.repositoryLimitBytes)}`,
    };
  } catch (error) {
    if (!(error instanceof GithubError)) throw error;
    log.notice(roomNotice(error));
    return unlimited;
  }
}

function roomNotice({ reason, message }: GithubError): string {
  if (reason === "unavailable")
    return `${message}: the repository's room is not known, and max-size alone counts.`;
  return (
    "The token may not list the repository's caches, so max-size alone counts. With `permissions: actions: read` " +
    "the bundle also stays within what the repository has left, and with `actions: write` superseded ones are deleted."
  );
}

function sum(caches: readonly Pick<RepositoryCache, "bytes">[]): number {
  return caches.reduce((total, { bytes }) => total + bytes, 0);
}
