import { type ErrorKind, kindOfNetwork, kindOfStatus, networkCodeOf } from "../../error-kinds.ts";

const denied = (text: string): ErrorKind => ({ reason: "denied", retryable: false, text });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const kinds: Readonly<Record<string, ErrorKind>> = {
  NoSuchBucket: {
    reason: "absent",
    retryable: false,
    text: "there is no such bucket: create it, or see its name, the region and the endpoint",
  },
  InvalidAccessKeyId: denied("the access key is not known there: see AWS_ACCESS_KEY_ID and the endpoint"),
  SignatureDoesNotMatch: denied("the secret does not fit the access key: see AWS_SECRET_ACCESS_KEY"),
  ExpiredToken: denied("the session has expired: get new credentials"),
  InvalidToken: denied("the session token is not valid: see AWS_SESSION_TOKEN"),
  AccessDenied: denied("access denied: the credentials need to list, get and put (see docs/stores.md)"),
  AllAccessDisabled: denied("the bucket is disabled: see its account"),
  RequestTimeTooSkewed: denied("the clock of this machine is wrong: set it (chrony, systemd-timesyncd)"),
  RequestExpired: denied("the clock of this machine is wrong: set it (chrony, systemd-timesyncd)"),
  CredentialsProviderError: denied(
    "no credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the job a role",
  ),
  PermanentRedirect: {
    reason: "absent",
    retryable: false,
    text: "the bucket is in another region: set ?region=",
  },
  EntityTooLarge: { reason: "full", retryable: false, text: "the bundle is larger than the service takes" },
  QuotaExceeded: { reason: "full", retryable: false, text: "its quota is used up" },
  SlowDown: { reason: "unavailable", retryable: true, text: "it throttles us (SlowDown)" },
  ConditionalRequestConflict: {
    reason: "unavailable",
    retryable: true,
    text: "another job writes the same object at this moment",
  },
};

const replaced: ErrorKind = {
  reason: "broken",
  retryable: true,
  text: "the bundle was replaced or removed while it was read",
};

/** What an error of the client comes to; undefined for any other error. */
export function kindOf(error: unknown): ErrorKind | undefined {
  if (!(error instanceof Error)) return undefined;
  const status = statusOf(error);
  // The region is asked for before anything is sent.
  if (status === undefined && /region is missing/i.test(error.message)) {
    return {
      reason: "absent",
      retryable: false,
      text: "no region: set AWS_REGION, or ?region= in its address",
    };
  }
  if (status === 412 || error.name === "NoSuchKey") return replaced;
  if (Object.hasOwn(kinds, error.name)) return kinds[error.name];
  const code = networkCodeOf(error);
  if (code !== undefined) return kindOfNetwork(code);
  return status === undefined ? undefined : kindOfStatus(status);
}

/** The status of the answer, where an error of the client has one. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode;
}
