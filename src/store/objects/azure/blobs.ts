import type { ContainerClient } from "@azure/storage-blob";
import type { ListedObject, ObjectNote } from "../listed.ts";
import { keyInMetadata } from "../object-name.ts";
import { errorCodeOf, statusOf } from "./trouble.ts";

/** A blob with all that its writer noted, which a listing brings along. */
export interface ListedBlob extends ListedObject {
  readonly note: ObjectNote;
  readonly lastReadMs: number | undefined;
}

/** The calls that a store makes of a container. Names are without the prefix; errors are the client's. */
export interface Blobs {
  /** All blobs whose name begins with `start`, a request for each five thousand. */
  list(start: string, signal?: AbortSignal): Promise<ListedBlob[]>;
  exists(name: string, signal?: AbortSignal): Promise<boolean>;
  /** The bytes from `first` to `last`, as long as the blob is still the one with this tag. */
  read(
    name: string,
    range: { etag: string; first: number; last: number },
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** Uploads a file unless there is such a blob: false then. Whole or not at all. */
  write(
    name: string,
    from: string,
    note: { key: string; savedMs: number },
    signal?: AbortSignal,
  ): Promise<boolean>;
  /** False when there is no blob of this name, or one with another tag. */
  remove(name: string, etag: string | undefined): Promise<boolean>;
}

/** Blocks of 8 MiB, 4 at once: 32 MiB in memory, and bundles up to 390 GiB, which 50,000 blocks hold. */
const blockBytes = 8 * 2 ** 20;
const blocksAtOnce = 4;

/** https://learn.microsoft.com/javascript/api/@azure/storage-blob */
export function openBlobs(container: ContainerClient, prefix: string): Blobs {
  const at = (name: string) => container.getBlockBlobClient(`${prefix}${name}`);
  const until = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { abortSignal: signal });
  const isLost = (error: unknown) => statusOf(error) === 412 || errorCodeOf(error) === "BlobAlreadyExists";

  return {
    async list(start, signal) {
      const blobs: ListedBlob[] = [];
      const options = { prefix: `${prefix}${start}`, includeMetadata: true, ...until(signal) };
      // Bundles of other stores in the container lie deeper.
      for await (const item of container.listBlobsByHierarchy("/", options)) {
        if (item.kind !== "blob") continue;
        const { etag, contentLength = 0, lastModified, lastAccessedOn } = item.properties;
        blobs.push({
          name: item.name.slice(prefix.length),
          etag: etag.replaceAll('"', ""),
          bytes: contentLength,
          modifiedMs: lastModified.getTime(),
          lastReadMs: lastAccessedOn?.getTime(),
          note: noteOf(item.metadata),
        });
      }
      return blobs;
    },
    exists: (name, signal) => at(name).exists(until(signal)),
    async read(name, { etag, first, last }, signal) {
      const { readableStreamBody } = await at(name).download(first, last - first + 1, {
        conditions: { ifMatch: quoted(etag) },
        abortSignal: signal,
        // A stream that breaks off is resumed by the caller.
        maxRetryRequests: 0,
      });
      if (readableStreamBody === undefined) throw new Error("Azure gave an answer without a body");
      return readableStreamBody as unknown as AsyncIterable<Uint8Array>;
    },
    async write(name, from, { key, savedMs }, signal) {
      try {
        await at(name).uploadFile(from, {
          blockSize: blockBytes,
          concurrency: blocksAtOnce,
          maxSingleShotSize: blockBytes,
          conditions: { ifNoneMatch: "*" },
          metadata: { key: keyInMetadata.encode(key), savedms: String(savedMs) },
          blobHTTPHeaders: { blobContentType: "application/zstd" },
          ...until(signal),
        });
        return true;
      } catch (error) {
        if (isLost(error)) return false;
        throw error;
      }
    },
    async remove(name, etag) {
      try {
        await at(name).delete(etag === undefined ? {} : { conditions: { ifMatch: quoted(etag) } });
        return true;
      } catch (error) {
        if (statusOf(error) === 412 || errorCodeOf(error) === "BlobNotFound") return false;
        throw error;
      }
    },
  };
}

/** Listings have tags bare and conditions want them in quotes. */
function quoted(etag: string): string {
  return `"${etag}"`;
}

function noteOf(metadata: Readonly<Record<string, string>> | undefined): ObjectNote {
  const { key, savedms } = metadata ?? {};
  return {
    key: key === undefined ? undefined : keyInMetadata.decode(key),
    savedMs: savedms === undefined ? undefined : Number(savedms) || 0,
  };
}
