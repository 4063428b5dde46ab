import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  paginateListObjectsV2,
  S3Client,
} from "@aws-sdk/client-s3";
import type { Env } from "../../config/config.ts";
import { type SingleStoreSpec, storeLabel } from "../../config/parse-store.ts";
import {
  absent,
  denied,
  type ErrorKind,
  full,
  kindOfError,
  notUnderstood,
  replaced,
  tooLarge,
  unavailable,
} from "../error-kinds.ts";
import { proxiedAgents } from "../proxies.ts";
import { type Catalog, type Store, StoreError } from "../store.ts";
import { learnDemands } from "./demands.ts";
import { type ListedObject, noteFrom, placeAfter } from "./listed.ts";
import { keyInMetadata } from "./object-names.ts";
import { objectStore } from "./object-store.ts";
import { partsTogetherMs, s3Upload, until } from "./s3-upload.ts";

export type S3Spec = Extract<SingleStoreSpec, { readonly kind: "s3" }>;

/**
 * A bucket of S3, or of what speaks it. The client finds credentials where AWS's own tools do.
 * https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/s3/
 */
export function s3Store(spec: S3Spec, { env }: { readonly env: Env }): Store & Catalog {
  const { bucket: Bucket, prefix, endpoint, pathStyle } = spec;
  const client = new S3Client({
    ...(endpoint !== undefined && { endpoint }),
    ...regionOf(spec, env),
    forcePathStyle: pathStyle,
    followRegionRedirects: true,
    // Within a transfer one part of many may fail; whole calls are tried again elsewhere.
    maxAttempts: 2,
    // Putting the parts of a large object together takes a service a while, and some say nothing meanwhile. What
    // should be quicker is bounded around the store.
    requestHandler: { connectionTimeout: 5_000, socketTimeout: partsTogetherMs, ...proxiedAgents(env) },
    // Bundles bring their own digests. By default the client gives each part a checksum which neither the upload's first
    // request announces nor its last one repeats: AWS then finds no such parts. Other services do not all know checksums.
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  });
  const upload = s3Upload(client, learnDemands(statusOf));
  const at = (name: string) => ({ Bucket, Key: `${prefix}${name}` });

  return objectStore(storeLabel(spec), {
    async list(start, call) {
      const objects: ListedObject[] = [];
      let place: string | undefined;
      // Bundles of other stores in the bucket lie deeper.
      const what = { Bucket, Prefix: `${prefix}${start}`, Delimiter: "/" };
      for await (const page of paginateListObjectsV2({ client }, what, until(call))) {
        const { Contents = [], Name, IsTruncated, KeyCount = IsTruncated } = page;
        // The client reads whatever came as a listing of nothing.
        if (Name === undefined && KeyCount === undefined)
          throw new StoreError(notUnderstood.text, notUnderstood);
        if (IsTruncated) place = placeAfter(place, page.NextContinuationToken);
        for (const { Key, ETag, Size: bytes = 0, LastModified } of Contents) {
          if (Key === undefined) continue;
          objects.push({
            name: Key.slice(prefix.length),
            id: bareTag(ETag),
            bytes,
            savedAtMs: LastModified?.getTime() ?? 0,
          });
        }
      }
      return objects;
    },
    async note(name, call) {
      try {
        const { Metadata = {}, ETag } = await client.send(new HeadObjectCommand(at(name)), until(call));
        const { key, "saved-ms": saved, writer } = Metadata;
        return { ...noteFrom({ key, saved, writer }), etag: bareTag(ETag) };
      } catch (error) {
        // A bucket that is not there is 404 as well, and the next call says so.
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },
    async read(name, { etag, first, last }, signal) {
      const Range = `bytes=${first}-${last}`;
      const condition = etag === "" ? {} : { IfMatch: `"${etag}"` };
      const what = { ...at(name), Range, ...condition };
      const { Body } = await client.send(new GetObjectCommand(what), { abortSignal: signal });
      if (Body === undefined) throw new Error("S3 gave an answer without a body");
      return Body as AsyncIterable<Uint8Array>;
    },
    async write(name, from, { key, savedMs, writer }, call) {
      const Metadata = { key: keyInMetadata.encode(key), "saved-ms": String(savedMs), writer };
      const object = { ...at(name), ContentType: "application/zstd", Metadata };
      try {
        await upload(from, object, call);
        return true;
      } catch (error) {
        const status = statusOf(error);
        if (status === 412 || status === 409) return false;
        throw error;
      }
    },
    async remove(name, etag, call) {
      const there = await this.note(name, call);
      // A listing without tags says less.
      if (there === undefined || (etag && there.etag !== etag)) return false;
      await client.send(new DeleteObjectCommand(at(name)), until(call));
      return true;
    },
    kindOf(error) {
      if (!(error instanceof Error)) return undefined;
      const status = statusOf(error);
      if (status === undefined && /region is missing/i.test(error.message)) return noRegion;
      if (/\bsts:AssumeRole/.test(error.message)) return noRole;
      return kindOfError(error, kinds, { code: error.name, status });
    },
  });
}

/**
 * As AWS's own tools choose it: the client itself knows AWS_REGION and the profile, and not AWS_DEFAULT_REGION. Most
 * services of others call theirs so.
 */
function regionOf({ endpoint, region }: S3Spec, env: Env): { readonly region?: string } {
  const told = region || env["AWS_REGION"] || env["AWS_DEFAULT_REGION"];
  const chosen = told || (endpoint === undefined ? undefined : "us-east-1");
  return chosen === undefined ? {} : { region: chosen };
}

/** Some services list tags without the quotes that a condition needs, or none at all: then it is empty. */
function bareTag(tag = ""): string {
  return tag.replace(/^W\//, "").replaceAll('"', "");
}

/** The status of the answer, where an error of the client has one. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !("$metadata" in error)) return undefined;
  const { httpStatusCode } = error.$metadata as { readonly httpStatusCode?: number };
  return httpStatusCode;
}

const noRole = denied("the role is not given to this job: see AWS_ROLE_ARN and whom the role trusts");
const wrongClock = denied("the clock of this machine is wrong: set it (chrony, systemd-timesyncd)");

/** https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html#ErrorCodeList */
const kinds: Readonly<Record<string, ErrorKind>> = {
  NoSuchKey: replaced,
  NoSuchBucket: absent("there is no such bucket: create it, or see its name, the region and the endpoint"),
  InvalidAccessKeyId: denied("the access key is not known there: see AWS_ACCESS_KEY_ID and the endpoint"),
  SignatureDoesNotMatch: denied("the secret does not fit the access key: see AWS_SECRET_ACCESS_KEY"),
  ExpiredToken: denied("the session has expired: get new credentials"),
  InvalidToken: denied("the session token is not valid: see AWS_SESSION_TOKEN"),
  AccessDenied: denied(
    "access denied: the credentials need to list, get and put, and delete to remove superseded bundles (see docs/stores.md)",
  ),
  AllAccessDisabled: denied("the bucket is disabled: see its account"),
  RequestTimeTooSkewed: wrongClock,
  RequestExpired: wrongClock,
  InvalidIdentityTokenException: noRole,
  IDPRejectedClaimException: noRole,
  ExpiredTokenException: denied("the job's identity token has expired: get a new one"),
  CredentialsProviderError: denied(
    "no credentials found: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or give the job a role",
  ),
  PermanentRedirect: absent("the bucket is in another region: set ?region="),
  AuthorizationHeaderMalformed: absent("the service calls its region otherwise: set ?region="),
  EntityTooLarge: tooLarge,
  QuotaExceeded: full("its quota is used up"),
  SlowDown: unavailable("it throttles us (SlowDown)"),
  ConditionalRequestConflict: unavailable("another job writes the same object at this moment"),
};

/** The client asks for the region before it sends anything. */
const noRegion = absent("no region: set AWS_REGION, or ?region= in its address");
