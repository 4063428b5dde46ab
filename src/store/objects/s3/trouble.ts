import { diskTrouble } from "../../disk-trouble.ts";
import { type Nature, natureOfNetwork, natureOfStatus, networkCodeOf } from "../../nature.ts";
import { scrub } from "../../scrub.ts";
import { StoreError } from "../../store-error.ts";

const denied = (text: string): Nature => ({ reason: "denied", retryable: false, text });

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const natures: Readonly<Record<string, Nature>> = {
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

const replaced: Nature = {
  reason: "broken",
  retryable: true,
  text: "the bundle was replaced or removed while it was read",
};

/** The StoreError that stands for an error of the client; any other error, a bug, as it is. `label` names the store. */
export function s3Trouble(label: string, error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  if (error instanceof StoreError) {
    if (error.message.startsWith(label)) return error;
    const { reason, retryable } = error;
    return new StoreError(`${label}: ${error.message}`, { reason, retryable, cause: error });
  }
  const nature = natureOf(error);
  if (nature === undefined) return diskTrouble(label, error);
  const { text, ...traits } = nature;
  // The client's own error may carry the request: only its words go on.
  return new StoreError(`${label}: ${text}`, {
    ...traits,
    cause: new Error(scrub(`${error.name}: ${error.message}`)),
  });
}

function natureOf(error: Error): Nature | undefined {
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
  if (Object.hasOwn(natures, error.name)) return natures[error.name];
  const code = networkCodeOf(error);
  if (code !== undefined) return natureOfNetwork(code);
  return status === undefined ? undefined : natureOfStatus(status);
}

/** The status of the answer that an error of the client tells of. */
export function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode;
}
