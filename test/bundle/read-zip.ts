import type { Readable } from "node:stream";
import { buffer } from "node:stream/consumers";
import { promisify } from "node:util";
import { crc32 } from "node:zlib";
import { type Entry, fromBuffer, type ZipFile } from "yauzl";
import { zstd } from "./made-up-entries.ts";

/** A zip's members as yauzl reads them, in order, with the zstd frame in each decoded. */
export interface ReadMember {
  readonly name: string;
  readonly content: Buffer;
}

/** Reads a zip of Stored zstd frames. @throws when yauzl does not take it, or a checksum is another */
export async function readZip(archive: Buffer): Promise<ReadMember[]> {
  // Names as bytes, since yauzl refuses those that would be unsafe as paths: sccache never makes them ones.
  const zip = await promisify<Buffer, object, ZipFile>(fromBuffer)(archive, {
    lazyEntries: true,
    decodeStrings: false,
  });
  const members: ReadMember[] = [];
  await new Promise<void>((resolve, reject) => {
    zip.on("error", reject);
    zip.on("end", resolve);
    zip.on("entry", (entry: Entry) => {
      readMember(zip, entry).then((member) => {
        members.push(member);
        zip.readEntry();
      }, reject);
    });
    zip.readEntry();
  });
  return members;
}

async function readMember(zip: ZipFile, entry: Entry): Promise<ReadMember> {
  const open = promisify(zip.openReadStream.bind(zip)) as (entry: Entry) => Promise<Readable>;
  const frame = await buffer(await open(entry));
  if (crc32(frame) !== entry.crc32) throw new Error(`the checksum of ${entry.fileName} is another`);
  return { name: String(entry.fileName), content: Buffer.from(zstd.decompressWithin(frame, 2 ** 30)) };
}
