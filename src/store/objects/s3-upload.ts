import { type FileHandle, open } from "node:fs/promises";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import type { CallOptions } from "../store.ts";

/** Parts of 8 MiB, 4 at once: bundles up to 78 GiB, which 10,000 parts may hold. */
const partBytes = 8 * 2 ** 20;
const partsAtOnce = 4;

interface ObjectUpload {
  readonly at: { readonly Bucket: string; readonly Key: string };
  readonly from: string;
  readonly metadata: Readonly<Record<string, string>>;
  /** `IfNoneMatch: "*"`, or nothing. */
  readonly condition: { readonly IfNoneMatch?: string };
  readonly call: CallOptions;
}

/** Some services answer only when the parts of a large object are together. */
export const partsTogetherMs = 120_000;

/**
 * Uploads a file as one object, in parts when it is large; it appears whole, at the end. Memory is that of the
 * parts on their way, whose buffers are used again: lib-storage of the same SDK makes new ones for each, which
 * takes 100 MB more for a bundle of 1 GB. Errors are the client's; parts do not stay behind.
 */
export async function uploadObject(client: S3Client, upload: ObjectUpload): Promise<void> {
  const { at, from, metadata, condition, call } = upload;
  const { signal } = call;
  const what = { ...at, ContentType: "application/zstd", Metadata: { ...metadata } };
  const until = signal === undefined ? {} : { abortSignal: signal };
  const file = await open(from);
  try {
    const { size } = await file.stat();
    if (size <= partBytes) {
      const Body = await readPart(file, Buffer.allocUnsafe(size), 0);
      await client.send(new PutObjectCommand({ ...what, ...condition, Body }), until);
      return;
    }
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(what), until);
    try {
      const Parts = await sendParts(client, { file, size, at: { ...at, UploadId }, signal });
      const whole = { ...at, ...condition, UploadId, MultipartUpload: { Parts } };
      call.onProgress?.(partsTogetherMs);
      await client.send(new CompleteMultipartUploadCommand(whole), until);
    } catch (error) {
      // Parts that stay cost money; what keeps them from going is what kept the upload from ending.
      await client.send(new AbortMultipartUploadCommand({ ...at, UploadId })).catch(() => {});
      throw error;
    }
  } finally {
    await file.close();
  }
}

interface Parts {
  readonly file: FileHandle;
  readonly size: number;
  readonly at: { readonly Bucket: string; readonly Key: string; readonly UploadId: string | undefined };
  readonly signal: AbortSignal | undefined;
}

async function sendParts(client: S3Client, { file, size, at, signal }: Parts): Promise<CompletedPart[]> {
  const done: CompletedPart[] = [];
  const stop = new AbortController();
  const abortSignal = signal === undefined ? stop.signal : AbortSignal.any([stop.signal, signal]);
  let next = 0;
  const work = async (): Promise<void> => {
    const buffer = Buffer.allocUnsafe(partBytes);
    while (next * partBytes < size && !stop.signal.aborted) {
      const index = next;
      next += 1;
      const room = buffer.subarray(0, Math.min(partBytes, size - index * partBytes));
      const Body = await readPart(file, room, index * partBytes);
      const part = new UploadPartCommand({ ...at, PartNumber: index + 1, Body });
      const { ETag } = await client.send(part, { abortSignal });
      done[index] = { PartNumber: index + 1, ...(ETag === undefined ? {} : { ETag }) };
    }
  };
  const workers = Array.from({ length: partsAtOnce }, () =>
    work().catch((error: unknown) => {
      // The first error is thrown; the others only hear of it.
      if (!stop.signal.aborted) stop.abort(error);
    }),
  );
  // All have to end before the file may be closed.
  await Promise.all(workers);
  if (stop.signal.aborted) throw stop.signal.reason;
  return done;
}

/** Fills `room` from the file. @throws {Error} when the file got shorter meanwhile */
async function readPart(file: FileHandle, room: Buffer, position: number): Promise<Buffer> {
  let filled = 0;
  while (filled < room.length) {
    const { bytesRead } = await file.read(room, filled, room.length - filled, position + filled);
    if (bytesRead === 0) throw new Error("the bundle got shorter while it was uploaded");
    filled += bytesRead;
  }
  return room;
}
