import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadObjectCommand,
  type HeadObjectCommandOutput,
  ListObjectsV2Command,
  S3Client,
} from "@aws-sdk/client-s3";
import type { SingleStoreSpec } from "../../../config/store-spec.ts";
import type { ListedObject, ObjectNote } from "../listed.ts";
import { keyInMetadata } from "../object-name.ts";
import { statusOf } from "./trouble.ts";
import { uploadObject } from "./upload.ts";

export type S3Spec = Extract<SingleStoreSpec, { readonly kind: "s3" }>;

/** The calls that a store makes of a bucket. Names are without the prefix; errors are the client's. */
export interface Objects {
  /** All objects whose name begins with `start`, a request for each thousand. */
  list(start: string, signal?: AbortSignal): Promise<ListedObject[]>;
  /** Undefined when there is no such object. */
  note(name: string, signal?: AbortSignal): Promise<(ObjectNote & { readonly etag: string }) | undefined>;
  /** The bytes from `first` to `last`, as long as the object is still the one with this tag. */
  read(
    name: string,
    range: { etag: string; first: number; last: number },
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array>>;
  /** Uploads a file unless there is such an object, which is 412; whole or not at all. */
  write(
    name: string,
    from: string,
    note: { key: string; savedMs: number },
    signal?: AbortSignal,
  ): Promise<void>;
  remove(name: string): Promise<void>;
}

/** https://docs.aws.amazon.com/AWSJavaScriptSDK/v3/latest/client/s3/ */
export function openObjects(spec: S3Spec): Objects {
  const { bucket: Bucket, prefix, endpoint, pathStyle } = spec;
  const client = new S3Client({
    ...(endpoint === undefined ? {} : { endpoint }),
    ...regionOf(spec),
    forcePathStyle: pathStyle,
    followRegionRedirects: true,
    // Within a transfer one part of many may fail; whole calls are tried again elsewhere.
    maxAttempts: 2,
    // Putting the parts of a large object together takes a service a while, and some say nothing meanwhile. What
    // should be quicker has bounds of its own: lookups, and each range of a download.
    requestHandler: { connectionTimeout: 5_000, socketTimeout: 120_000 },
    // Services other than AWS do not all know the checksums of 2024, which AWS itself asks for nowhere.
    ...(endpoint === undefined
      ? {}
      : {
          requestChecksumCalculation: "WHEN_REQUIRED" as const,
          responseChecksumValidation: "WHEN_REQUIRED" as const,
        }),
  });
  const at = (name: string) => ({ Bucket, Key: `${prefix}${name}` });
  const until = (signal: AbortSignal | undefined) => (signal === undefined ? {} : { abortSignal: signal });

  return {
    async list(start, signal) {
      const objects: ListedObject[] = [];
      let more: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({
            Bucket,
            Prefix: `${prefix}${start}`,
            // Bundles of other stores in the bucket lie deeper.
            Delimiter: "/",
            ...(more === undefined ? {} : { ContinuationToken: more }),
          }),
          until(signal),
        );
        for (const { Key, ETag = "", Size = 0, LastModified } of page.Contents ?? []) {
          if (Key === undefined) continue;
          const modifiedMs = LastModified?.getTime() ?? 0;
          objects.push({ name: Key.slice(prefix.length), etag: ETag, bytes: Size, modifiedMs });
        }
        more = page.IsTruncated === true ? page.NextContinuationToken : undefined;
      } while (more !== undefined);
      return objects;
    },
    async note(name, signal) {
      try {
        return noteOf(await client.send(new HeadObjectCommand(at(name)), until(signal)));
      } catch (error) {
        // A bucket that is not there is 404 as well, and the next call says so.
        if (statusOf(error) === 404) return undefined;
        throw error;
      }
    },
    async read(name, { etag, first, last }, signal) {
      const { Body } = await client.send(
        new GetObjectCommand({ ...at(name), Range: `bytes=${first}-${last}`, IfMatch: etag }),
        until(signal),
      );
      if (Body === undefined) throw new Error("S3 gave an answer without a body");
      return Body as AsyncIterable<Uint8Array>;
    },
    async write(name, from, { key, savedMs }, signal) {
      const metadata = { key: keyInMetadata.encode(key), "saved-ms": String(savedMs) };
      const upload = (condition: { readonly IfNoneMatch?: string }) =>
        uploadObject(client, { at: at(name), from, metadata, condition, signal });
      try {
        await upload({ IfNoneMatch: "*" });
      } catch (error) {
        // A service without conditions: whoever calls has looked before.
        if (statusOf(error) !== 501) throw error;
        await upload({});
      }
    },
    async remove(name) {
      await client.send(new DeleteObjectCommand(at(name)));
    },
  };
}

/** What the SDK finds (AWS_REGION, the profile) unless it is told; most services of others call theirs so. */
function regionOf({ endpoint, region }: S3Spec): { readonly region?: string } {
  if (region !== undefined) return { region };
  // biome-ignore lint/style/noProcessEnv: the SDK reads the same variables; only its missing default is added
  const { AWS_REGION, AWS_DEFAULT_REGION } = process.env;
  return endpoint !== undefined && !AWS_REGION && !AWS_DEFAULT_REGION ? { region: "us-east-1" } : {};
}

function noteOf({
  Metadata = {},
  ETag = "",
}: HeadObjectCommandOutput): ObjectNote & { readonly etag: string } {
  const { key, "saved-ms": saved } = Metadata;
  return {
    key: key === undefined ? undefined : keyInMetadata.decode(key),
    savedMs: saved === undefined ? undefined : Number(saved) || 0,
    etag: ETag,
  };
}
