// Longer than most: the words for what is wrong with credentials, and with an account, are a third of it.
import {
  BlobServiceClient,
  type ContainerClient,
  RestError,
  type StoragePipelineOptions,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import type { Env } from "../../config/config.ts";
import { type SingleStoreSpec, storeLabel } from "../../config/parse-store.ts";
import {
  absent,
  denied,
  type ErrorKind,
  errorOfKind,
  kindOfError,
  kindOfNetwork,
  notUnderstood,
  replaced,
  tooLarge,
  unavailable,
} from "../error-kinds.ts";
import { type CallOptions, type Catalog, type Store, StoreError } from "../store.ts";
import { type ListedObject, noteFrom, type ObjectNote, placeAfter } from "./listed.ts";
import { keyInMetadata } from "./object-names.ts";
import { type ObjectClient, objectStore } from "./object-store.ts";

/** Blocks of 8 MiB, 4 at once: 32 MiB in memory, and bundles up to 390 GiB, which 50,000 blocks hold. */
const blockBytes = 8 * 2 ** 20;
const blocksAtOnce = 4;

/**
 * A container of Azure Blob Storage. https://learn.microsoft.com/javascript/api/@azure/storage-blob
 * @throws {StoreError} when there are no credentials
 */
export function azureStore(spec: AzureSpec, { env }: { readonly env: Env }): Store & Catalog {
  const label = storeLabel(spec);
  return objectStore(
    label,
    openBlobs(openService(spec, label, env).getContainerClient(spec.container), spec.prefix),
  );
}

function openBlobs(container: ContainerClient, prefix: string): ObjectClient {
  const at = (name: string) => container.getBlockBlobClient(`${prefix}${name}`);
  const until = ({ signal }: CallOptions) => (signal === undefined ? {} : { abortSignal: signal });
  // Listings have tags bare and conditions want them in quotes: here they are bare.
  /** The condition of a call did not hold, or what it is about is not as it has to be. */
  const isRefused = (error: unknown, code: string) => statusOf(error) === 412 || errorCodeOf(error) === code;

  return {
    list: understood(async (start, call) => {
      const blobs: ListedObject[] = [];
      let place: string | undefined;
      const options = { prefix: `${prefix}${start}`, includeMetadata: true, ...until(call) };
      // Bundles of other stores in the container lie deeper.
      for await (const page of container.listBlobsByHierarchy("/", options).byPage()) {
        if (page.continuationToken) place = placeAfter(place, page.continuationToken);
        for (const { name, properties, metadata } of page.segment.blobItems) {
          // Its time of the last access is of no use: Azure notes at most one access in 24 hours.
          const { etag, contentLength = 0, lastModified } = properties;
          blobs.push({
            name: name.slice(prefix.length),
            id: etag.replaceAll('"', ""),
            bytes: contentLength,
            savedAtMs: lastModified.getTime(),
            note: noteOf(metadata),
          });
        }
      }
      return blobs;
    }),
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
        conditions: { ifMatch: `"${etag}"` },
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
        if (isRefused(error, "BlobAlreadyExists")) return false;
        throw error;
      }
    },
    async remove(name, etag, call) {
      try {
        await at(name).delete({
          ...(etag === undefined ? {} : { conditions: { ifMatch: `"${etag}"` } }),
          ...until(call),
        });
        return true;
      } catch (error) {
        if (isRefused(error, "BlobNotFound")) return false;
        throw error;
      }
    },
    kindOf(error) {
      const code = errorCodeOf(error);
      const kind = kindOfError(error, kinds, { code, status: statusOf(error) });
      return kind ?? (code === "REQUEST_SEND_ERROR" ? kindOfNetwork(code) : undefined);
    },
  };
}

/** The client takes whatever came for a listing, and then misses what belongs into one. */
function understood(list: ObjectClient["list"]): ObjectClient["list"] {
  return async (start, call) => {
    try {
      return await list(start, call);
    } catch (error) {
      if (!(error instanceof TypeError)) throw error;
      throw new StoreError(notUnderstood.text, { ...notUnderstood, cause: error });
    }
  };
}

function noteOf({ key, savedms, writer }: Readonly<Record<string, string>> = {}): ObjectNote {
  return noteFrom({ key, saved: savedms, writer });
}

/** The status of the answer, where an error of the client has one. */
function statusOf(error: unknown): number | undefined {
  return error instanceof RestError ? error.statusCode : undefined;
}

/** What the service calls its error, such as `BlobAlreadyExists`. */
function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof RestError)) return undefined;
  const details = error.details as { readonly errorCode?: string } | undefined;
  return details?.errorCode ?? error.code;
}

export type AzureSpec = Extract<SingleStoreSpec, { readonly kind: "azure" }>;

/** Within a transfer one block of many may fail; whole calls are tried again elsewhere. */
const retries: StoragePipelineOptions = {
  retryOptions: { maxTries: 2, retryDelayInMs: 500, maxRetryDelayInMs: 2_000 },
  userAgentOptions: { userAgentPrefix: "sccache-bundle" },
};

/**
 * The account, with credentials of the environment: a connection string, or else an account with a SAS or a
 * key. Nothing is contacted. @throws {StoreError} without a word of what they are
 */
function openService({ account, endpoint }: AzureSpec, label: string, env: Env): BlobServiceClient {
  // The client notes in them which proxy it found.
  const options = { ...retries };
  const refusal = (text: string) => errorOfKind(label, denied(text));
  const connection = env["AZURE_STORAGE_CONNECTION_STRING"];
  if (connection) {
    const service = orUndefined(() => BlobServiceClient.fromConnectionString(connection, options));
    if (service === undefined) throw refusal("AZURE_STORAGE_CONNECTION_STRING is no connection string");
    if (account === undefined || service.accountName === account) return service;
    throw refusal("AZURE_STORAGE_CONNECTION_STRING is of another account");
  }
  const name = account ?? env["AZURE_STORAGE_ACCOUNT"];
  if (!name) {
    throw refusal(
      "no credentials found: set AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT and one of " +
        "AZURE_STORAGE_SAS_TOKEN and AZURE_STORAGE_KEY",
    );
  }
  const url = endpoint ?? `https://${name}.blob.core.windows.net`;
  const sas = env["AZURE_STORAGE_SAS_TOKEN"];
  if (sas) return new BlobServiceClient(`${url}?${sas.replace(/^\?/, "")}`, undefined, options);
  const key = env["AZURE_STORAGE_KEY"];
  if (!key) throw refusal(`no credentials for ${name}: set AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_KEY`);
  const credential = orUndefined(() => new StorageSharedKeyCredential(name, key));
  if (credential === undefined) throw refusal("AZURE_STORAGE_KEY is no key of an account");
  return new BlobServiceClient(url, credential, options);
}

/** The client's complaint may quote what it was given. */
function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}

const forbidden = denied(
  "access denied: the credentials need to list, read, create and write, and delete to remove superseded bundles (see docs/stores.md)",
);

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const kinds: Readonly<Record<string, ErrorKind>> = {
  BlobNotFound: replaced,
  ContainerNotFound: absent("there is no such container: create it, or see its name and the account"),
  ContainerBeingDeleted: absent("the container is being deleted"),
  AuthenticationFailed: denied(
    "the signature is not accepted: see the key or the SAS (has it expired?), and the clock of this machine",
  ),
  NoAuthenticationInformation: denied("it wants credentials: see AZURE_STORAGE_SAS_TOKEN"),
  AuthorizationFailure: forbidden,
  AuthorizationPermissionMismatch: forbidden,
  AuthorizationResourceTypeMismatch: forbidden,
  AuthorizationServiceMismatch: forbidden,
  AuthorizationProtocolMismatch: forbidden,
  AuthorizationSourceIPMismatch: denied("the SAS is for other addresses than this machine's"),
  InsufficientAccountPermissions: forbidden,
  AccountIsDisabled: denied("the account is disabled"),
  ServerBusy: unavailable("it throttles us (ServerBusy)"),
  RequestBodyTooLarge: tooLarge,
};
