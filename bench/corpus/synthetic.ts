import { createHash } from "node:crypto";
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { createZipWriter, readStoredZip } from "../../src/sccache/entry/zip.ts";
import { openZstd } from "../../src/zstd/open.ts";

const { zstd } = openZstd();

export interface RawMember {
  readonly name: string;
  readonly content: Buffer;
}

/** The members of an entry that sccache wrote, decoded; none of what is no such entry. */
export function membersOf(entry: Buffer): RawMember[] {
  return (readStoredZip(entry) ?? []).map(({ name, content }) => ({
    name,
    content: Buffer.from(zstd.decompressWithin(content, 2 ** 30)),
  }));
}

/** Makes a directory of entries that no compiler wrote; one that was made whole before stays. */
export function fill(directory: string, entries: Iterable<readonly RawMember[]>): string {
  const mark = `${directory}.made`;
  if (existsSync(mark)) return directory;
  rmSync(directory, { recursive: true, force: true });
  let number = 0;
  for (const members of entries) {
    const path = join(directory, nameOf(`${basename(directory)} ${number}`));
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, entryOf(members));
    number += 1;
  }
  writeFileSync(mark, "");
  return directory;
}

function nameOf(seed: string): string {
  const key = createHash("sha256").update(seed).digest("hex");
  return `${key[0]}/${key[1]}/${key}`;
}

/** As sccache writes it, but with zstd's quickest level. */
function entryOf(members: readonly RawMember[]): Buffer {
  const zip = createZipWriter(Buffer.alloc(0));
  for (const { name, content } of members) {
    const frame = zstd.compress(content, { level: 1 });
    const header = { name, madeBy: 0x314, attributes: 0o100644 * 2 ** 16 };
    zip.add(header, frame.length, (into) => into.set(frame));
  }
  return zip.finish();
}
