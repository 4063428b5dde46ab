import { RestError } from "@azure/storage-blob";
import { diskTrouble } from "../../disk-trouble.ts";
import { type Nature, natureOfNetwork, natureOfStatus, networkCodeOf } from "../../nature.ts";
import { scrub } from "../../scrub.ts";
import { StoreError } from "../../store-error.ts";

const denied = (text: string): Nature => ({ reason: "denied", retryable: false, text });
const forbidden = denied(
  "access denied: the credentials need to list, read, create and write (see docs/stores.md)",
);

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const natures: Readonly<Record<string, Nature>> = {
  ContainerNotFound: {
    reason: "absent",
    retryable: false,
    text: "there is no such container: create it, or see its name and the account",
  },
  ContainerBeingDeleted: { reason: "absent", retryable: false, text: "the container is being deleted" },
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
  ServerBusy: { reason: "unavailable", retryable: true, text: "it throttles us (ServerBusy)" },
  RequestBodyTooLarge: {
    reason: "full",
    retryable: false,
    text: "the bundle is larger than the service takes",
  },
};

const replaced: Nature = {
  reason: "broken",
  retryable: true,
  text: "the bundle was replaced or removed while it was read",
};

/** The StoreError that stands for an error of the client; any other error, a bug, as it is. `label` names the store. */
export function azureTrouble(label: string, error: unknown): unknown {
  if (error instanceof StoreError) {
    if (error.message.startsWith(label)) return error;
    const { reason, retryable } = error;
    return new StoreError(`${label}: ${error.message}`, { reason, retryable, cause: error });
  }
  const nature = natureOf(error);
  if (nature === undefined || !(error instanceof Error)) return diskTrouble(label, error);
  const { text, ...traits } = nature;
  const [firstLine = ""] = error.message.split("\n");
  // The client's own error carries the request: only its words go on.
  return new StoreError(`${label}: ${text}`, {
    ...traits,
    cause: new Error(scrub(`${error.name}: ${firstLine}`)),
  });
}

function natureOf(error: unknown): Nature | undefined {
  const code = errorCodeOf(error);
  const status = statusOf(error);
  if (code !== undefined && Object.hasOwn(natures, code)) return natures[code];
  if (status === 412 || code === "BlobNotFound") return replaced;
  const network = networkCodeOf(error);
  if (network !== undefined) return natureOfNetwork(network);
  if (status !== undefined) return natureOfStatus(status);
  return code === "REQUEST_SEND_ERROR" ? natureOfNetwork(code) : undefined;
}

/** The status of the answer that an error of the client tells of. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RestError ? error.statusCode : undefined;
}

/** What the service calls its trouble, such as `BlobAlreadyExists`. */
export function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof RestError)) return undefined;
  const details = error.details as { readonly errorCode?: string } | undefined;
  return details?.errorCode ?? error.code;
}
