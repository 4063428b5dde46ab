import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import fc from "fast-check";
import { toRaw } from "../../src/sccache/entry/transcode.ts";
import { createZipWriter } from "../../src/sccache/entry/zip.ts";
import { isThere } from "../../src/zstd/frame.ts";
import { openZstd } from "../../src/zstd/open.ts";

export const { zstd } = openZstd();

/** What sccache would have cached, and how it wrote it down. */
export interface MadeUpEntry {
  readonly name: string;
  /** The file's bytes. */
  readonly content: Buffer;
  /** Seconds since 1970. */
  readonly lastUse: number;
}

export interface MadeUpMember {
  readonly name: string;
  readonly content: Uint8Array;
}

/** The name of an entry that `seed` stands for. */
export function nameFor(seed: number | string, kind: "object" | "preprocessor" = "object"): string {
  const key = createHash("sha256").update(String(seed)).digest("hex");
  const folders = [...key].slice(0, kind === "object" ? 2 : 3);
  return [...(kind === "object" ? [] : ["preprocessor"]), ...folders, key].join("/");
}

/** A zip as sccache writes it: Stored members, each a zstd frame, in the order given. */
export function zipOf(members: readonly MadeUpMember[], level: number): Buffer {
  const zip = createZipWriter(Buffer.alloc(0));
  for (const { name, content } of members) {
    const frame = zstd.compress(content, { level });
    zip.add({ name, madeBy: 0x314, attributes: 0o100644 * 2 ** 16 }, frame.length, (into) => into.set(frame));
  }
  return zip.finish();
}

/** What `toRaw` makes of an entry that is in memory. */
export function rawOf(entry: Buffer, room = Buffer.alloc(0)) {
  return toRaw(entry, zstd, room, { load: isThere, copy: (into, at) => entry.copy(into, 0, at) });
}

const contents = fc.oneof(
  fc.uint8Array({ maxLength: 200 }),
  // Over the borders of blocks and records, and worth compressing.
  fc
    .record({ unit: fc.uint8Array({ minLength: 1, maxLength: 40 }), size: fc.nat(300_000) })
    .map(({ unit, size }) => Buffer.alloc(size, unit)),
);

const memberNames = fc.oneof(
  fc.constantFrom(
    "obj",
    "d",
    "stderr",
    "stdout",
    "libserde-0a1b2c3d4e5f6a7b.rlib",
    "libserde-0a1b2c3d4e5f6a7b.rmeta",
  ),
  fc.string({ minLength: 1, maxLength: 20 }),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 9 }),
);

/** The members of an entry, of different names. */
export const members = fc.uniqueArray(fc.record({ name: memberNames, content: contents }), {
  selector: ({ name }) => name,
  maxLength: 5,
});

const levels = fc.constantFrom(-131072, 1, 3, 12);

const times = fc.integer({ min: 0, max: 1_700_000_000 });

const objects = fc
  .record({ seed: fc.nat(), members, level: levels, lastUse: times })
  .map(({ seed, members, level, lastUse }) => ({
    name: nameFor(seed),
    content: zipOf(members, level),
    lastUse,
  }));

/** What no zip is: taken as it is. */
const others = fc
  .record({
    seed: fc.nat(),
    kind: fc.constantFrom("object" as const, "preprocessor" as const),
    content: fc
      .uint8Array({ maxLength: 3000 })
      .map((bytes) => Buffer.concat([Buffer.from("?"), bytes, Buffer.alloc(30)])),
    lastUse: times,
  })
  .map(({ seed, kind, ...entry }) => ({ name: nameFor(seed, kind), ...entry }));

/** A directory full of entries, no name twice. */
export const trees: fc.Arbitrary<MadeUpEntry[]> = fc.uniqueArray(fc.oneof(objects, others), {
  selector: ({ name }) => name,
  maxLength: 12,
});

export async function writeTree(directory: string, entries: readonly MadeUpEntry[]): Promise<void> {
  await mkdir(directory, { recursive: true });
  for (const { name, content, lastUse } of entries) {
    const path = join(directory, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
    await utimes(path, lastUse, lastUse);
  }
}

/** Every file below `directory`, by name; times in seconds. */
export async function readTree(directory: string): Promise<Map<string, MadeUpEntry>> {
  const found = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = found.filter((one) => !one.isDirectory());
  const entries = files.map(async (one): Promise<[string, MadeUpEntry]> => {
    const path = join(one.parentPath, one.name);
    const name = path.slice(directory.length + 1);
    const { mtimeMs } = await stat(path);
    return [name, { name, content: await readFile(path), lastUse: Math.floor(mtimeMs / 1000) }];
  });
  return new Map(await Promise.all(entries));
}
