import type { StoredBundle } from "../../stored-bundle.ts";
import { unavailable } from "../error-kinds.ts";
import { StoreError } from "../store.ts";
import { keyInMetadata, keyOfObjectName } from "./object-names.ts";

/** An object of a store that keeps bundles as objects, as its listing shows it: its time is the service's, to the second. */
export interface ListedObject extends Omit<StoredBundle, "key" | "ref"> {
  /** Without the prefix of the store. */
  readonly name: string;
  /** The service's tag of it. */
  readonly id: string;
  /** Where the listing brings it along. */
  readonly note?: ObjectNote;
}

/** Where a listing goes on. @throws {StoreError} where the service tells no place, or the same again: it would be cut, or never end */
export function placeAfter(before: string | undefined, next: string | undefined): string {
  if (next && next !== before) return next;
  const kind = unavailable("its listing is cut, and it does not tell how it goes on", false);
  throw new StoreError(kind.text, kind);
}

/** What the writer notes of an object. */
export interface WrittenNote {
  readonly key: string;
  /** By the clock of the writer, finer than the service's. */
  readonly savedMs: number;
  /** Tells the upload of one job from all others. */
  readonly writer: string;
}

/** What is noted of it; a field is undefined when somebody else put it there. */
export type ObjectNote = { readonly [Field in keyof WrittenNote]?: WrittenNote[Field] | undefined };

/** What a writer noted in the metadata of an object, whatever the service calls them. */
export function noteFrom(written: {
  readonly key: string | undefined;
  readonly saved: string | undefined;
  readonly writer: string | undefined;
}): ObjectNote {
  const { key, saved, writer } = written;
  return {
    key: key === undefined ? undefined : keyInMetadata.decode(key),
    savedMs: saved === undefined ? undefined : Number(saved) || 0,
    writer,
  };
}

/** Asks for the note of an object: that costs a request at some services, so it is asked only where it must be. */
export type ReadNote = (object: ListedObject) => Promise<ObjectNote>;

/** An object that is a bundle. */
export interface KeyedObject extends ListedObject {
  readonly key: string;
}

/** The bundles among `objects` whose key begins with `prefix`, in the order of the listing. */
export async function keyedWith(
  prefix: string,
  objects: readonly ListedObject[],
  read: ReadNote,
): Promise<KeyedObject[]> {
  const keyed: KeyedObject[] = [];
  for (const object of objects) {
    const parsed = keyOfObjectName(object.name);
    const key = parsed === "cut" ? (await read(object)).key : parsed?.key;
    if (key?.startsWith(prefix)) keyed.push({ ...object, key });
  }
  return keyed;
}

/** The one with the exact `key`, else the newest. Notes are read only of those that share the newest second. */
export async function exactOrNewest(
  key: string,
  keyed: readonly KeyedObject[],
  read: ReadNote,
): Promise<KeyedObject | undefined> {
  const exact = keyed.find((one) => one.key === key);
  if (exact !== undefined) return exact;
  const newestMs = keyed.reduce((most, { savedAtMs }) => Math.max(most, savedAtMs), 0);
  const newest = keyed.filter(({ savedAtMs }) => savedAtMs === newestMs);
  return (await oldestFirst(newest, read)).at(-1);
}

/**
 * The oldest first. Services count in whole seconds, so the notes tell those of one second apart; each then has a time of its own, as
 * whoever unites listings goes by the times alone.
 */
export async function oldestFirst(keyed: readonly KeyedObject[], read: ReadNote): Promise<KeyedObject[]> {
  const ofSecond = Map.groupBy(keyed, ({ savedAtMs }) => savedAtMs);
  const fineMs = async (object: KeyedObject) =>
    ofSecond.get(object.savedAtMs)?.length === 1 ? 0 : ((await read(object)).savedMs ?? 0);
  const timed = await Promise.all(keyed.map(async (object) => ({ object, fineMs: await fineMs(object) })));
  timed.sort(
    (one, other) =>
      one.object.savedAtMs - other.object.savedAtMs ||
      one.fineMs - other.fineMs ||
      (one.object.key < other.object.key ? -1 : 1),
  );
  let lastMs = 0;
  return timed.map(({ object }) => {
    lastMs = Math.max(object.savedAtMs, lastMs + 1);
    return { ...object, savedAtMs: lastMs };
  });
}
