import type { ContainerClient } from "@azure/storage-blob";
import type { Catalog } from "../../catalog.ts";
import { type Env, processEnv } from "../../environment.ts";
import { azureLabel } from "../../label.ts";
import type { CallOptions, Store } from "../../store.ts";
import type { ListedObject, ObjectNote } from "../listed.ts";
import { keyInMetadata } from "../object-name.ts";
import { type ObjectClient, objectStore } from "../object-store.ts";
import { type AzureSpec, openContainer } from "./container.ts";
import { errorCodeOf, kindOf, statusOf } from "./errors.ts";

/** Blocks of 8 MiB, 4 at once: 32 MiB in memory, and bundles up to 390 GiB, which 50,000 blocks hold. */
const blockBytes = 8 * 2 ** 20;
const blocksAtOnce = 4;

/** A container of Azure Blob Storage. https://learn.microsoft.com/javascript/api/@azure/storage-blob */
export function azureStore(
  spec: AzureSpec,
  { env = processEnv, now }: { readonly env?: Env; readonly now?: () => number } = {},
): Store & Catalog {
  const label = azureLabel(spec);
  return objectStore({ label, open: () => openBlobs(openContainer(spec, label, env), spec.prefix), now });
}

function openBlobs(container: ContainerClient, prefix: string): ObjectClient {
  const at = (name: string) => container.getBlockBlobClient(`${prefix}${name}`);
  const until = ({ signal }: CallOptions) => (signal === undefined ? {} : { abortSignal: signal });
  const isLost = (error: unknown) => statusOf(error) === 412 || errorCodeOf(error) === "BlobAlreadyExists";

  return {
    async list(start, call) {
      const blobs: ListedObject[] = [];
      const options = { prefix: `${prefix}${start}`, includeMetadata: true, ...until(call) };
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
    async note(name, call) {
      try {
        const { metadata, etag = "" } = await at(name).getProperties(until(call));
        return { ...noteOf(metadata), etag: etag.replaceAll('"', "") };
      } catch (error) {
        if (statusOf(error) === 404 && errorCodeOf(error) !== "ContainerNotFound") return undefined;
        throw error;
      }
    },
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
    async write(name, from, { key, savedMs, writer }, call) {
      try {
        await at(name).uploadFile(from, {
          blockSize: blockBytes,
          concurrency: blocksAtOnce,
          maxSingleShotSize: blockBytes,
          conditions: { ifNoneMatch: "*" },
          metadata: { key: keyInMetadata.encode(key), savedms: String(savedMs), writer },
          blobHTTPHeaders: { blobContentType: "application/zstd" },
          ...until(call),
        });
        return true;
      } catch (error) {
        if (isLost(error)) return false;
        throw error;
      }
    },
    async remove(name, etag, call) {
      try {
        await at(name).delete({
          ...(etag === undefined ? {} : { conditions: { ifMatch: quoted(etag) } }),
          ...until(call),
        });
        return true;
      } catch (error) {
        if (statusOf(error) === 412 || errorCodeOf(error) === "BlobNotFound") return false;
        throw error;
      }
    },
    kindOf,
  };
}

/** Listings have tags bare and conditions want them in quotes. */
function quoted(etag: string): string {
  return `"${etag}"`;
}

function noteOf(metadata: Readonly<Record<string, string>> | undefined): ObjectNote {
  const { key, savedms, writer } = metadata ?? {};
  return {
    key: key === undefined ? undefined : keyInMetadata.decode(key),
    savedMs: savedms === undefined ? undefined : Number(savedms) || 0,
    writer,
  };
}
