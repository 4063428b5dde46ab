import {
  BlobServiceClient,
  type ContainerClient,
  type StoragePipelineOptions,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import type { SingleStoreSpec } from "../../../config/config.ts";
import type { Env } from "../../environment.ts";
import { StoreError } from "../../store-error.ts";

export type AzureSpec = Extract<SingleStoreSpec, { readonly kind: "azure" }>;

/** Within a transfer one block of many may fail; whole calls are tried again elsewhere. */
const options: StoragePipelineOptions = {
  retryOptions: { maxTries: 2, retryDelayInMs: 500, maxRetryDelayInMs: 2_000 },
  userAgentOptions: { userAgentPrefix: "sccache-bundle" },
};

/**
 * The container, with credentials of the environment: a connection string, or else an account with a SAS or a
 * key. Nothing is contacted. @throws {StoreError} without a word of what they are
 */
export function openContainer(
  { container, account, endpoint }: AzureSpec,
  label: string,
  env: Env,
): ContainerClient {
  const denied = (text: string) => new StoreError(`${label}: ${text}`, { reason: "denied" });
  const connection = env["AZURE_STORAGE_CONNECTION_STRING"];
  if (connection) {
    const service = orUndefined(() => BlobServiceClient.fromConnectionString(connection, options));
    if (service === undefined) throw denied("AZURE_STORAGE_CONNECTION_STRING is no connection string");
    if (account !== undefined && service.accountName !== account) {
      throw denied("AZURE_STORAGE_CONNECTION_STRING is of another account");
    }
    return service.getContainerClient(container);
  }
  const name = account ?? env["AZURE_STORAGE_ACCOUNT"];
  if (!name) {
    throw denied(
      "no credentials found: set AZURE_STORAGE_CONNECTION_STRING, or AZURE_STORAGE_ACCOUNT and one of " +
        "AZURE_STORAGE_SAS_TOKEN and AZURE_STORAGE_KEY",
    );
  }
  const url = endpoint ?? `https://${name}.blob.core.windows.net`;
  const sas = env["AZURE_STORAGE_SAS_TOKEN"];
  if (sas)
    return new BlobServiceClient(`${url}?${sas.replace(/^\?/, "")}`, undefined, options).getContainerClient(
      container,
    );
  const key = env["AZURE_STORAGE_KEY"];
  if (!key) throw denied(`no credentials for ${name}: set AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_KEY`);
  const credential = orUndefined(() => new StorageSharedKeyCredential(name, key));
  if (credential === undefined) throw denied("AZURE_STORAGE_KEY is no key of an account");
  return new BlobServiceClient(url, credential, options).getContainerClient(container);
}

/** The client's complaint may quote what it was given. */
function orUndefined<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch {
    return undefined;
  }
}
