import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";
import { startServer } from "../../test/stores/server.ts";
import { npmTool } from "../../test/stores/tools.ts";

/** The only credentials that the server knows. */
const key = "S3RVER";

export const s3rverEnv = {
  AWS_ACCESS_KEY_ID: key,
  AWS_SECRET_ACCESS_KEY: key,
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_REGION: "us-east-1",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
};

export interface S3rver {
  readonly url: string;
  /** Makes a bucket and returns its name. */
  bucket(): Promise<string>;
  removeBucket(name: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * An S3 server on 127.0.0.1 that keeps objects in files and streams just the range that is asked for. It knows no
 * conditions, so it is for measuring alone: the server of the tests reads a whole object for each range.
 */
export async function startS3rver(): Promise<S3rver> {
  const tool = await npmTool("s3rver", "3.7.1");
  const folder = await mkdtemp(path.join(tmpdir(), "s3rver-"));
  const main = path.join(tool, "node_modules", "s3rver", "bin", "s3rver.js");
  const server = await startServer((port) => ({
    program: process.execPath,
    args: [main, "--directory", folder, "--address", "127.0.0.1", "--port", String(port), "--silent"],
  }));
  const client = new S3Client({
    endpoint: server.url,
    forcePathStyle: true,
    region: "us-east-1",
    credentials: { accessKeyId: key, secretAccessKey: key },
  });
  return {
    url: server.url,
    async bucket() {
      const Bucket = `bucket-${randomUUID()}`;
      await client.send(new CreateBucketCommand({ Bucket }));
      return Bucket;
    },
    // By hand: the API deletes empty ones alone.
    removeBucket: (name) => rm(path.join(folder, name), { recursive: true, force: true }),
    async close() {
      client.destroy();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
