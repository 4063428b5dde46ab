import { randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { BlobServiceClient } from "@azure/storage-blob";
import { startServer } from "./server.ts";
import { npmTool } from "./tools.ts";

export const azuriteAccount = "bundletests";
/** Any key will do, as long as the server and the client have the same. */
export const azuriteKey = Buffer.from("a key for tests, of no value at all").toString("base64");

export interface Azurite {
  /** Of the account's blobs. */
  readonly url: string;
  /** Makes a container and returns its name. */
  container(): Promise<string>;
  /** Puts a blob there, past any store, in place of what is there. */
  putBlob(container: string, name: string, body: string): Promise<void>;
  removeBlob(container: string, name: string): Promise<void>;
  /** A connection string to `url`, which is the server's own unless told otherwise. */
  connection(url?: string): string;
  close(): Promise<void>;
}

/** Azure's own emulator of Blob Storage on 127.0.0.1. */
export async function startAzurite(): Promise<Azurite> {
  const tool = await npmTool("azurite", "3.37.0");
  const folder = await mkdtemp(path.join(tmpdir(), "azurite-"));
  const main = path.join(tool, "node_modules", "azurite", "dist", "src", "blob", "main.js");
  const server = await startServer((port) => ({
    program: process.execPath,
    args: [
      ...[main, "--location", folder, "--blobHost", "127.0.0.1", "--blobPort", String(port)],
      ...["--silent", "--skipApiVersionCheck", "--disableTelemetry"],
    ],
    env: { AZURITE_ACCOUNTS: `${azuriteAccount}:${azuriteKey}` },
  }));
  const url = `${server.url}/${azuriteAccount}`;
  const connection = (to = url) =>
    `DefaultEndpointsProtocol=http;AccountName=${azuriteAccount};AccountKey=${azuriteKey};BlobEndpoint=${to};`;
  const service = BlobServiceClient.fromConnectionString(connection());
  const blob = (container: string, name: string) =>
    service.getContainerClient(container).getBlockBlobClient(name);
  return {
    url,
    connection,
    async container() {
      const name = `container-${randomUUID()}`;
      await service.createContainer(name);
      return name;
    },
    async putBlob(container, name, body) {
      await blob(container, name).upload(body, Buffer.byteLength(body));
    },
    async removeBlob(container, name) {
      await blob(container, name).delete();
    },
    async close() {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
