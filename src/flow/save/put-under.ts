import type { Manifest } from "../../bundle/format/manifest.ts";
import type { Stored } from "../../store/store.ts";
import { StoreError } from "../../store/store-error.ts";
import { digestOf } from "../evidence/known-entries.ts";

export interface Put {
  readonly key: string;
  readonly stored: Exclude<Stored, { kind: "reserved" }>;
}

/**
 * Uploads a bundle, by `put`, under the key of its contents. Where an upload holds that key whose job was killed, or that is
 * under way, a second one is used: otherwise the same contents could not be saved until the store forgets the first.
 * @throws {StoreError} when nothing is saved
 */
export async function putUnder(
  keyOf: (digest: string) => string,
  { entries, parents }: Manifest,
  put: (key: string) => Promise<Stored>,
): Promise<Put> {
  const first = keyOf(digestOf(entries, parents));
  const second = keyOf(digestOf(entries, [...parents, first]));
  // Keys that a user gives have no digest, and so no second one.
  for (const key of new Set([first, second])) {
    const stored = await put(key);
    if (stored.kind !== "reserved") return { key, stored };
  }
  throw new StoreError(`The key ${first} is reserved by an upload that has not ended, so nothing was saved`, {
    reason: "unavailable",
  });
}
