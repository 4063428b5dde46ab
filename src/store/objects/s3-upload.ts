import { type FileHandle, open } from "node:fs/promises";
import {
  AbortMultipartUploadCommand,
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  PutObjectCommand,
  type PutObjectCommandInput,
  type S3Client,
  UploadPartCommand,
} from "@aws-sdk/client-s3";
import { inParallel } from "../../in-parallel.ts";
import type { CallOptions } from "../store.ts";
import type { Demands } from "./demands.ts";

/** Parts of 8 MiB, 4 at once: bundles up to 78 GiB, which 10,000 parts may hold. */
const partBytes = 8 * 2 ** 20;
const partsAtOnce = 4;

/** Some services answer only when the parts of a large object are together. */
export const partsTogetherMs = 120_000;

/** The bucket, the name and the metadata of a new object. */
type NewObject = Omit<PutObjectCommandInput, "Body">;

/**
 * Uploads files as one object each, unless there is one, in parts when they are large; an object appears whole, at the end. Memory
 * is that of the parts on their way, whose buffers are used again: lib-storage of the same SDK makes new ones for each, which
 * takes 100 MB more for a bundle of 1 GB. Parts do not stay behind.
 */
export function s3Upload(client: S3Client, demands: Demands) {
  async function inOne(file: FileHandle, bytes: number, what: NewObject, call: CallOptions): Promise<void> {
    const Body = await readPart(file, Buffer.allocUnsafe(bytes), 0);
    await demands.onCondition((condition) =>
      demands.withBody(Body, (digest) =>
        client.send(new PutObjectCommand({ ...what, ...condition, ...digest, Body }), until(call)),
      ),
    );
  }

  async function inParts(file: FileHandle, bytes: number, what: NewObject, call: CallOptions): Promise<void> {
    const { UploadId } = await client.send(new CreateMultipartUploadCommand(what), until(call));
    const whole = { Bucket: what.Bucket, Key: what.Key, UploadId };
    const Parts: CompletedPart[] = [];
    const buffers: Buffer[] = [];
    const sendPart = async (index: number, stop: AbortSignal) => {
      const buffer = buffers.pop() ?? Buffer.allocUnsafe(partBytes);
      const at = index * partBytes;
      const Body = await readPart(file, buffer.subarray(0, bytes - at), at);
      const part = { ...whole, PartNumber: index + 1, Body };
      const { ETag } = await demands.withBody(Body, (digest) =>
        client.send(new UploadPartCommand({ ...part, ...digest }), { abortSignal: stop }),
      );
      Parts[index] = { PartNumber: index + 1, ETag };
      buffers.push(buffer);
    };
    try {
      const indices = Array.from({ length: Math.ceil(bytes / partBytes) }, (_, index) => index);
      await inParallel(indices, partsAtOnce, sendPart, call.signal);
      const end = { ...whole, MultipartUpload: { Parts } };
      await demands.onCondition((condition) => {
        call.onProgress?.({ quietMs: partsTogetherMs });
        return client.send(new CompleteMultipartUploadCommand({ ...end, ...condition }), until(call));
      });
    } catch (error) {
      // Parts that stay cost money; what keeps them from going is what kept the upload from ending.
      await client.send(new AbortMultipartUploadCommand(whole)).catch(() => {});
      throw error;
    }
  }

  return async (from: string, what: NewObject, call: CallOptions): Promise<void> => {
    const file = await open(from);
    try {
      const { size } = await file.stat();
      await (size <= partBytes ? inOne : inParts)(file, size, what, call);
    } finally {
      await file.close();
    }
  };
}

/** What the client calls the signal of a call. */
export function until({ signal }: CallOptions): { readonly abortSignal?: AbortSignal } {
  return signal === undefined ? {} : { abortSignal: signal };
}

/** Fills `room` from the file. @throws {Error} when the file got shorter meanwhile */
async function readPart(file: FileHandle, room: Buffer, position: number): Promise<Buffer> {
  let filled = 0;
  while (filled < room.length) {
    const { bytesRead } = await file.read(room, filled, room.length - filled, position + filled);
    if (bytesRead === 0) throw new Error("the bundle became shorter during the upload");
    filled += bytesRead;
  }
  return room;
}
