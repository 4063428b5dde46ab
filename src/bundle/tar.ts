import { extract, type Header, pack } from "tar-stream";
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

/** Bytes that a file of `bytes` takes in a tar: a header and whole records. */
export function memberBytes(bytes: number): number {
  return 512 + Math.ceil(bytes / 512) * 512;
}

/**
 * Writes members one after another into a buffer of `capacity` bytes, without the end of the tar. Equal members
 * give equal bytes: owner, mode and type are fixed.
 */
export async function writeMembers(members: Iterable<Member>, capacity: number): Promise<Uint8Array> {
  const stream = pack();
  const written = (async () => {
    for (const { name, content, mtime } of members) {
      await new Promise<void>((resolve, reject) => {
        const header = {
          name,
          mtime: new Date(mtime * 1000),
          mode: 0o644,
          uid: 0,
          gid: 0,
          size: content.length,
        };
        const sink = stream.entry(header, (error) => (error ? reject(error) : resolve()));
        sink.end(content);
      });
    }
    stream.finalize();
  })();
  const buffer = Buffer.allocUnsafe(capacity + endOfTar.length);
  let used = 0;
  const collected = (async () => {
    for await (const chunk of stream as AsyncIterable<Uint8Array>) {
      buffer.set(chunk, used);
      used += chunk.length;
    }
  })();
  await Promise.all([written, collected]);
  return buffer.subarray(0, used - endOfTar.length);
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
