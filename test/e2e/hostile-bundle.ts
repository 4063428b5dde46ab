import { createHash } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { type Header, pack } from "tar-stream";
import { encodeTail } from "../../src/bundle/format/frames.ts";
import { withoutPast } from "../../src/bundle/format/manifest.ts";
import { openZstd } from "../../src/zstd/open.ts";

/** A member as a hostile author puts it into the tar. */
export type HostileMember = Partial<Header> & { readonly name: string } & { readonly content?: string };

/**
 * Writes a bundle whose frames, digests and sizes are all in order, and whose tar holds `members`; its manifest
 * lists `names` instead of what is true. Ends with the tar's end, as bundles do.
 */
export async function writeHostileBundle(
  file: string,
  { members, names }: { members: readonly HostileMember[]; names: readonly string[] },
): Promise<void> {
  const { zstd } = openZstd();
  const run = await tarOf(members);
  const frame = zstd.compress(run, { level: 1, checksum: true });
  const end = zstd.compress(Buffer.alloc(1024), { level: 1, checksum: true });
  const segment = {
    offset: 0,
    bytes: frame.length,
    rawBytes: run.length,
    sha256: createHash("sha256").update(frame).digest("hex"),
  };
  const contents = members.map(({ content = "" }) => Buffer.byteLength(content));
  const entries = names.map((name, i) => ({
    name,
    bytes: contents[i] ?? 0,
    storedBytes: contents[i] ?? 0,
    lastUse: 1_700_000_000,
    runs: 1,
    lastRun: 0,
    label: null,
    language: null,
    costMs: null,
    prints: null,
    segment: 0,
  }));
  const manifest = {
    creator: "somebody",
    created: 1_700_000_000,
    ...withoutPast,
    level: 3,
    segments: [segment],
    entries,
  };
  const tail = encodeTail(manifest, [segment, { bytes: end.length, rawBytes: 1024 }], zstd);
  await writeFile(file, Buffer.concat([frame, end, tail]));
}

/** The time that the manifest gives each entry, so that it is not for its time that a member is refused. */
const mtime = new Date(1_700_000_000_000);

/** A run of tar members without the end of the tar. */
async function tarOf(members: readonly HostileMember[]): Promise<Buffer> {
  const stream = pack();
  for (const { content, ...header } of members) stream.entry({ mtime, ...header }, content ?? "");
  stream.finalize();
  const chunks: Buffer[] = [];
  for await (const chunk of stream as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).subarray(0, -1024);
}
