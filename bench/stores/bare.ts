import { createReadStream } from "node:fs";
import { type FileHandle, open, stat } from "node:fs/promises";
import {
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  HeadObjectCommand,
  S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { BlobServiceClient } from "@azure/storage-blob";
import { inParallel } from "../../src/in-parallel.ts";
import type { Place, Way } from "./place.ts";

/** As the stores have it, so that only what they add is compared. */
const partBytes = 8 * 2 ** 20;
const uploads = 4;
const downloads = 5;

/** What somebody would write with the client alone: parts in a loop, nothing checked, nothing tried again. */
export async function bareTransfer(way: Way, place: Place, file: string): Promise<void> {
  const { put, fetch } = place.kind === "s3" ? bareS3(place) : bareAzure(place);
  await (way === "up" ? put(file) : fetch(file));
}

function bareS3({ url: endpoint, root: Bucket }: Place) {
  const checksums = {
    requestChecksumCalculation: "WHEN_REQUIRED",
    responseChecksumValidation: "WHEN_REQUIRED",
  } as const;
  const client = new S3Client({
    endpoint,
    region: "us-east-1",
    forcePathStyle: true,
    ...checksums,
  });
  const at = { Bucket, Key: "bare" };
  return {
    async put(file: string) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand(at));
      const Parts = await inParts((await stat(file)).size, uploads, async (first, last, index) => {
        const Body = await readPart(file, first, last);
        const { ETag } = await client.send(
          new UploadPartCommand({ ...at, UploadId, PartNumber: index + 1, Body }),
        );
        return { ETag, PartNumber: index + 1 };
      });
      await client.send(new CompleteMultipartUploadCommand({ ...at, UploadId, MultipartUpload: { Parts } }));
    },
    async fetch(file: string) {
      const { ContentLength = 0 } = await client.send(new HeadObjectCommand(at));
      await intoFile(file, (into) =>
        inParts(ContentLength, downloads, async (first, last) => {
          const { Body } = await client.send(
            new GetObjectCommand({ ...at, Range: `bytes=${first}-${last}` }),
          );
          await copyTo(into, Body as AsyncIterable<Uint8Array>, first);
        }),
      );
    },
  };
}

function bareAzure({ url, root }: Place) {
  const blob = BlobServiceClient.fromConnectionString(url)
    .getContainerClient(root)
    .getBlockBlobClient("bare");
  return {
    put: (file: string) =>
      blob.uploadFile(file, { blockSize: partBytes, concurrency: uploads, maxSingleShotSize: partBytes }),
    async fetch(file: string) {
      const { contentLength = 0 } = await blob.getProperties();
      await intoFile(file, (into) =>
        inParts(contentLength, downloads, async (first, last) => {
          const { readableStreamBody } = await blob.download(first, last - first + 1);
          await copyTo(into, readableStreamBody as unknown as AsyncIterable<Uint8Array>, first);
        }),
      );
    },
  };
}

async function inParts<T>(
  bytes: number,
  atOnce: number,
  work: (first: number, last: number, index: number) => Promise<T>,
): Promise<T[]> {
  const done: T[] = [];
  const indices = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index);
  await inParallel(indices, atOnce, async (index) => {
    done[index] = await work(index * partBytes, Math.min((index + 1) * partBytes, bytes) - 1, index);
  });
  return done;
}

async function readPart(file: string, start: number, end: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of createReadStream(file, { start, end, highWaterMark: 2 ** 20 }))
    chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

async function intoFile(path: string, work: (file: FileHandle) => Promise<unknown>): Promise<void> {
  const file = await open(path, "w");
  await work(file).finally(() => file.close());
}

async function copyTo(file: FileHandle, body: AsyncIterable<Uint8Array>, first: number): Promise<void> {
  let at = first;
  for await (const chunk of body) {
    await file.write(chunk, 0, chunk.length, at);
    at += chunk.length;
  }
}
