import type { StoredBundle } from "../catalog.ts";
import { keyOfObjectName } from "./object-name.ts";

/** An object of a store that keeps bundles as objects, as its listing shows it. */
export interface ListedObject {
  /** Without the prefix of the store. */
  readonly name: string;
  readonly etag: string;
  readonly bytes: number;
  /** As the service says it, to the second. */
  readonly modifiedMs: number;
  /** Where the service notes it. */
  readonly lastReadMs?: number | undefined;
  /** Where the listing brings it along. */
  readonly note?: ObjectNote;
}

/** What the writer noted of an object; a field is undefined when somebody else put it there. */
export interface ObjectNote {
  readonly key?: string | undefined;
  /** By the clock of the writer, finer than the service's. */
  readonly savedMs?: number | undefined;
  readonly writer?: string | undefined;
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
  const newestMs = keyed.reduce((most, { modifiedMs }) => Math.max(most, modifiedMs), 0);
  const [newest] = (
    await byAge(
      keyed.filter(({ modifiedMs }) => modifiedMs === newestMs),
      read,
    )
  ).slice(-1);
  return newest;
}

/** The oldest first; the notes tell those of one second apart. */
export async function byAge(keyed: readonly KeyedObject[], read: ReadNote): Promise<KeyedObject[]> {
  const ofSecond = Map.groupBy(keyed, ({ modifiedMs }) => modifiedMs);
  const fineMs = async (object: KeyedObject) =>
    ofSecond.get(object.modifiedMs)?.length === 1 ? 0 : ((await read(object)).savedMs ?? 0);
  const timed = await Promise.all(keyed.map(async (object) => ({ object, fineMs: await fineMs(object) })));
  return timed
    .sort(
      (one, other) =>
        one.object.modifiedMs - other.object.modifiedMs ||
        one.fineMs - other.fineMs ||
        (one.object.key < other.object.key ? -1 : 1),
    )
    .map(({ object }) => object);
}

/** As a catalog shows it. */
export function asStored({ key, etag, bytes, modifiedMs, lastReadMs }: KeyedObject): StoredBundle {
  const read = lastReadMs === undefined ? {} : { lastReadAtMs: lastReadMs };
  return { key, id: etag, bytes, savedAtMs: modifiedMs, ...read };
}
