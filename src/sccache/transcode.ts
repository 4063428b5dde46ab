import { type Zstd, ZstdError } from "../zstd/zstd.ts";
import { rawFrameBytes, writeRawFrame } from "./raw-frame.ts";
import { createZipWriter, parseStoredZip, type ZipMember } from "./stored-zip.ts";

/**
 * An entry in another encoding. `verbatim`: it is none that we know how to rewrite, and stays as it is. `damaged`:
 * sccache would not read it either, or would serve what is not what a compiler wrote.
 */
export type Transcoded =
  | { readonly kind: "transcoded"; readonly content: Buffer; readonly memberNames: readonly string[] }
  | { readonly kind: "verbatim" }
  | { readonly kind: "damaged"; readonly why: string };

/** What the content of one member may take, uncompressed, so that a hostile entry cannot ask for more. */
const mostMemberBytes = 2 ** 30;

/**
 * Rewrites an object entry so that its zstd frames hold their content as it is, members by name: equal content gives
 * equal bytes, whatever level and order sccache wrote it with. Checksums are checked before, and made anew.
 * The result is in `room` when it fits there.
 */
export function toRaw(entry: Buffer, zstd: Zstd, room: Buffer): Transcoded {
  return rewrite(entry, room, ({ content }, add) => {
    const raw = zstd.decompressWithin(content, mostMemberBytes);
    add(rawFrameBytes(raw.length), (into) => writeRawFrame(raw, into));
  });
}

/** Rewrites an object entry with zstd's level 1, for disks where raw entries do not fit. */
export function toCompact(entry: Buffer, zstd: Zstd): Transcoded {
  return rewrite(entry, Buffer.allocUnsafe(entry.length), ({ content }, add) => {
    const raw = Buffer.from(zstd.decompressWithin(content, mostMemberBytes));
    const frame = zstd.compress(raw, { level: 1, windowLog: 19 });
    add(frame.length, (into) => into.set(frame));
  });
}

type Add = (size: number, fill: (into: Buffer) => void) => void;

function rewrite(entry: Buffer, room: Buffer, encode: (member: ZipMember, add: Add) => void): Transcoded {
  const parsed = parseStoredZip(entry);
  if (parsed.kind === "foreign") return { kind: "verbatim" };
  if (parsed.kind === "damaged") return parsed;
  const members = parsed.members.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const zip = createZipWriter(room);
  try {
    for (const member of members) encode(member, (size, fill) => zip.add(member, size, fill));
  } catch (error) {
    if (error instanceof ZstdError) return { kind: "damaged", why: error.message };
    throw error;
  }
  return { kind: "transcoded", content: zip.finish(), memberNames: members.map(({ name }) => name) };
}
