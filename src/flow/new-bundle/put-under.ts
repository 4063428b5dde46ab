import { createHash } from "node:crypto";
import type { Packed } from "../../bundle/pack-request.ts";
import type { Advance } from "../../report/progress.ts";
import { kindOf } from "../../sccache/directory.ts";
import { StoreError } from "../../store/store.ts";
import type { Deps } from "../deps.ts";

interface Put {
  readonly key: string;
  /** `taken`: another job has saved the same. */
  readonly kind: "stored" | "taken";
  /** Size of the file, with its signature. */
  readonly bytes: number;
}

/**
 * Signs the bundle that was packed into `file`, and uploads it under the key of its contents. Where an upload holds that key
 * whose job was killed, or that is under way, a second one is used: otherwise the same contents could not be saved until
 * the store forgets the first. @throws {StoreError} when nothing is saved
 */
export async function putUnder(
  keyOf: (digest: string) => string,
  {
    file,
    packed,
    onProgress,
  }: { readonly file: string; readonly packed: Packed; readonly onProgress: Advance },
  { store, signing }: Pick<Deps, "store" | "signing">,
): Promise<Put> {
  const { entries, parents } = packed.manifest;
  const first = keyOf(digestOf(entries, parents));
  const second = keyOf(digestOf(entries, [first]));
  // Keys that a user gives have no digest, and so no second one.
  for (const key of new Set([first, second])) {
    const bytes = (await signing?.sign(file, key)) ?? packed.bytes;
    const { kind } = await store.put(key, file, { onBytes: (done) => onProgress({ done, total: bytes }) });
    if (kind !== "reserved") return { key, kind, bytes };
  }
  throw new StoreError(`The key ${first} is reserved by an upload that has not ended, so nothing was saved`, {
    reason: "unavailable",
  });
}

/**
 * 12 hex digits that stand for a set of entries and the bundles that it was made from: two jobs that did the same from the
 * same parents agree on them, and an earlier set of entries that comes again gets others. Preprocessor files do not count,
 * since their content changes under the same name.
 */
export function digestOf(entries: Iterable<{ readonly name: string }>, parents: readonly string[]): string {
  const names = [...entries].map(({ name }) => name).filter((name) => kindOf(name) === "object");
  const text = `${names.sort().join("\n")}\n\n${parents.toSorted().join("\n")}`;
  return createHash("sha256").update(text).digest("hex").slice(0, 12);
}
