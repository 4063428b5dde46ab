import { extract, type Header, type Pack, pack } from "tar-stream";
import { BundleError } from "./bundle-error.ts";

/** A file as a tar member. */
export interface Member {
  readonly name: string;
  readonly content: Uint8Array;
  /** Seconds since 1970. */
  readonly mtime: number;
}

/** What ends a tar: two empty records. https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html */
export const endOfTar = new Uint8Array(1024);

const recordBytes = 512;

/** Bytes that a file of `bytes` takes in a tar: a header and whole records. */
export function memberBytes(bytes: number): number {
  return recordBytes + Math.ceil(bytes / recordBytes) * recordBytes;
}

/** A run of tar members in one buffer of fixed size, without the end of the tar. */
export interface TarRun {
  /** Bytes used so far. */
  readonly bytes: number;
  /** Where the content of the next member goes: what is written there before `add` need not be copied. */
  room(): Buffer;
  /** Whether a member of `bytes` bytes fits. */
  fits(bytes: number): boolean;
  /** Adds a member, for which there must be room. Equal members give equal bytes: owner, mode, type are fixed. */
  add(member: Member): Promise<void>;
  /** The members so far; shares the run's memory. Nothing may be added any more. */
  finish(): Buffer;
}

/** An empty run that is written into `buffer`, and takes as much as that holds. */
export function createTarRun(buffer: Buffer): TarRun {
  const capacity = buffer.length;
  const stream = pack();
  let used = 0;
  return {
    get bytes() {
      return used;
    },
    room: () => buffer.subarray(Math.min(used + recordBytes, capacity)),
    fits: (bytes) => used + memberBytes(bytes) <= capacity,
    async add({ name, content, mtime }) {
      const end = used + memberBytes(content.length);
      const header = {
        name,
        mtime: new Date(mtime * 1000),
        mode: 0o644,
        uid: 0,
        gid: 0,
        size: content.length,
      };
      const sink = stream.entry(header);
      sink.end(content);
      while (used < end) {
        const chunk = await nextChunk(stream);
        const inPlace = chunk.buffer === buffer.buffer && chunk.byteOffset === buffer.byteOffset + used;
        if (!inPlace) buffer.set(chunk, used);
        used += chunk.length;
      }
    },
    finish() {
      stream.destroy();
      return buffer.subarray(0, used);
    },
  };
}

async function nextChunk(stream: Pack): Promise<Uint8Array> {
  for (;;) {
    const chunk = stream.read() as Uint8Array | null;
    if (chunk !== null) return chunk;
    await new Promise<void>((resolve) => {
      stream.once("readable", resolve);
    });
  }
}

/**
 * Yields the members of a run of whole tar members, in order; contents may share the memory of `run`.
 * @throws {BundleError} on what is not a plain file, and on damage.
 */
export async function* readMembers(run: Uint8Array): AsyncGenerator<Member> {
  const stream = extract();
  stream.end(run);
  try {
    for await (const entry of stream as AsyncIterable<AsyncIterable<Uint8Array> & { header: Header }>) {
      const { name, type, size, mtime } = entry.header;
      if (type !== "file")
        throw new BundleError("unsafe-name", `${JSON.stringify(name)} is a ${type}, not a file`);
      yield { name, content: await collect(entry, size), mtime: Math.floor(mtime.getTime() / 1000) };
    }
  } catch (cause) {
    if (cause instanceof BundleError) throw cause;
    throw new BundleError("damaged", `the tar is damaged: ${(cause as Error).message}`, cause);
  } finally {
    stream.destroy();
  }
}

async function collect(entry: AsyncIterable<Uint8Array>, size: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of entry) chunks.push(chunk);
  const [first] = chunks;
  if (chunks.length === 1 && first?.length === size) return first;
  return Buffer.concat(chunks, size);
}
