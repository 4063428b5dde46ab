import { randomUUID } from "node:crypto";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  CreateBucketCommand,
  DeleteObjectCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
} from "@aws-sdk/client-s3";
import { startServer } from "./server.ts";
import { runProgram, tool } from "./tools.ts";

const packages = ["moto[s3]==5.2.5", "flask==3.1.3", "flask-cors==6.0.5"];

/** What the server takes for credentials, in the environment where the client looks for them. */
export const motoEnv = {
  AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI-secret-for-tests",
  AWS_SESSION_TOKEN: undefined,
  AWS_PROFILE: undefined,
  AWS_REGION: "us-east-1",
  AWS_CONFIG_FILE: "/dev/null",
  AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
  // Nobody answers there, and waiting for it takes seconds.
  AWS_EC2_METADATA_DISABLED: "true",
};

export interface Moto {
  readonly url: string;
  /** Makes a bucket and returns its name. */
  bucket(): Promise<string>;
  /** Puts an object there, past any store. */
  putObject(bucket: string, key: string, body: string): Promise<void>;
  putObjects(bucket: string, keys: readonly string[], body: string): Promise<void>;
  /** How many uploads in parts were begun and neither completed nor aborted. */
  uploads(bucket: string): Promise<number>;
  /** A listing tells times to the second. */
  sleepIntoNextSecond(): Promise<unknown>;
  removeObject(bucket: string, key: string): Promise<void>;
  /** From now on it checks credentials, and knows none. `false` undoes it. */
  refuseCredentials(refuse: boolean): Promise<void>;
  close(): Promise<void>;
}

/** An S3 server (https://docs.getmoto.org) on 127.0.0.1. A page of its listings has so many objects at most. */
export async function startMoto({ pageSize = 1000 }: { readonly pageSize?: number } = {}): Promise<Moto> {
  const folder = await tool("moto-5.2.5", async (venv) => {
    const python = process.platform === "win32" ? "python" : "python3";
    await runProgram(python, ["-m", "venv", venv]);
    await runProgram(pythonOf(venv), [
      "-m",
      "pip",
      "install",
      "--quiet",
      "--disable-pip-version-check",
      ...packages,
    ]);
  });
  const server = await startServer((port) => ({
    program: pythonOf(folder),
    args: [path.join(import.meta.dirname, "moto-server.py"), String(port)],
    env: { MOTO_S3_DEFAULT_MAX_KEYS: String(pageSize) },
  }));
  const client = new S3Client({
    endpoint: server.url,
    forcePathStyle: true,
    region: "us-east-1",
    credentials: { accessKeyId: "setup", secretAccessKey: "setup" },
  });
  return {
    url: server.url,
    async bucket() {
      const Bucket = `bucket-${randomUUID()}`;
      await client.send(new CreateBucketCommand({ Bucket }));
      return Bucket;
    },
    async putObject(Bucket, Key, Body) {
      await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    async putObjects(Bucket, keys, Body) {
      for (const Key of keys) await client.send(new PutObjectCommand({ Bucket, Key, Body }));
    },
    async uploads(Bucket) {
      return (await client.send(new ListMultipartUploadsCommand({ Bucket }))).Uploads?.length ?? 0;
    },
    sleepIntoNextSecond: () => sleep(1_050 - (Date.now() % 1_000)),
    async removeObject(Bucket, Key) {
      await client.send(new DeleteObjectCommand({ Bucket, Key }));
    },
    async refuseCredentials(refuse) {
      const free = refuse ? "0" : "inf";
      await globalThis.fetch(`${server.url}/moto-api/reset-auth`, { method: "POST", body: free });
    },
    async close() {
      client.destroy();
      await server.close();
    },
  };
}

function pythonOf(venv: string): string {
  return process.platform === "win32"
    ? path.join(venv, "Scripts", "python.exe")
    : path.join(venv, "bin", "python");
}
