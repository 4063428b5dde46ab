import { roomFor } from "../../budget/room.ts";
import { replaceable } from "../../budget/superseded.ts";
import type { Config } from "../../config/config.ts";
import { formatSize } from "../../config/size.ts";
import type { StoredBundle } from "../../store/catalog.ts";
import { StoreError } from "../../store/store-error.ts";
import type { Deps } from "../deps.ts";

/** What this bundle may take, and why. */
export interface RoomFound {
  readonly budgetBytes: number;
  /** One line for the report; undefined where nothing but max-size counts. */
  readonly why: string | undefined;
  /** What was found on the way, so that nobody has to list it again; undefined where nobody was asked. */
  readonly listing: Listing | "refused" | undefined;
}

/** Everybody's entries, at the moment when they were listed. */
export interface Listing {
  readonly bundles: readonly StoredBundle[];
  /** Otherwise they are the largest ones, and others may be there too. */
  readonly complete: boolean;
  /** Milliseconds since 1970. */
  readonly atMs: number;
}

/**
 * Asks the repository how much room it has, where the store is GitHub's and a token may ask. Trouble is no reason to
 * give up the bundle: max-size alone counts then, and a notice says what is missing.
 */
export async function surveyRoom(
  config: Config,
  own: { readonly isFamily: (key: string) => boolean; readonly ref: string | undefined },
  { log, repository, now }: Pick<Deps, "log" | "repository" | "now">,
): Promise<RoomFound> {
  const unlimited = { budgetBytes: config.maxSizeBytes, why: undefined };
  if (!repository) return { ...unlimited, listing: undefined };
  try {
    const atMs = now();
    const { known, complete, leastBytes, mostBytes } = await repository.survey();
    const listing = { bundles: known, complete, atMs };
    // Bundles that stay beside the new one take their room for good, as others' do.
    const ours = config.deleteSuperseded ? sum(replaceable(known, { ...own, keep: config.keepLast - 1 })) : 0;
    const roomIn = (total: number) => roomFor({ others: total - ours, own: ours }, config);
    if (!roomIn(mostBytes).limitedByRepository) return { ...unlimited, listing };
    // Only where the largest entries leave it open what all take does it need another question.
    const total =
      leastBytes === mostBytes
        ? mostBytes
        : Math.min(mostBytes, Math.max(leastBytes, await repository.usage()));
    const room = roomIn(total);
    if (!room.limitedByRepository) return { ...unlimited, listing };
    const others = formatSize(total - ours);
    const why = `others hold ${others} of the repository's ${formatSize(config.repositoryLimitBytes)}`;
    return { budgetBytes: room.budgetBytes, why, listing };
  } catch (error) {
    if (!(error instanceof StoreError)) throw error;
    log.notice(roomNotice(error));
    return { ...unlimited, listing: "refused" };
  }
}

function roomNotice({ reason, message }: StoreError): string {
  if (reason !== "denied")
    return `${message}: the repository's room is not known, so max-size alone counts, and superseded bundles stay for now.`;
  return (
    "The token may not list the repository's caches, so max-size alone counts. With `permissions: actions: read` " +
    "the bundle also stays within what the repository has left, and with `actions: write` superseded ones are deleted."
  );
}

function sum(caches: readonly Pick<StoredBundle, "bytes">[]): number {
  return caches.reduce((total, { bytes }) => total + bytes, 0);
}
