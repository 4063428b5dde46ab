import { RestError } from "@azure/storage-blob";
import { type ErrorKind, kindOfNetwork, kindOfStatus, networkCodeOf } from "../../error-kinds.ts";

const denied = (text: string): ErrorKind => ({ reason: "denied", retryable: false, text });
const forbidden = denied(
  "access denied: the credentials need to list, read, create and write (see docs/stores.md)",
);

/** https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes */
const kinds: Readonly<Record<string, ErrorKind>> = {
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

const replaced: ErrorKind = {
  reason: "broken",
  retryable: true,
  text: "the bundle was replaced or removed while it was read",
};

/** What an error of the client comes to; undefined for any other error. */
export function kindOf(error: unknown): ErrorKind | undefined {
  const code = errorCodeOf(error);
  const status = statusOf(error);
  if (code !== undefined && Object.hasOwn(kinds, code)) return kinds[code];
  if (status === 412 || code === "BlobNotFound") return replaced;
  const network = networkCodeOf(error);
  if (network !== undefined) return kindOfNetwork(network);
  if (status !== undefined) return kindOfStatus(status);
  return code === "REQUEST_SEND_ERROR" ? kindOfNetwork(code) : undefined;
}

/** The status of the answer, where an error of the client has one. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof RestError ? error.statusCode : undefined;
}

/** What the service calls its error, such as `BlobAlreadyExists`. */
export function errorCodeOf(error: unknown): string | undefined {
  if (!(error instanceof RestError)) return undefined;
  const details = error.details as { readonly errorCode?: string } | undefined;
  return details?.errorCode ?? error.code;
}
