import { execFile } from "node:child_process";
import { once } from "node:events";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createSecureServer } from "node:https";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import tls from "node:tls";
import { promisify } from "node:util";
import { expect, onTestFinished, test } from "vitest";
import { parseStore } from "../../src/config/parse-store.ts";
import { openStore } from "../../src/store/open.ts";
import { withEnv } from "../contract/with-env.ts";
import { recordingLog, silent } from "../logs.ts";
import { testFolder } from "../test-folder.ts";
import { azuriteAccount, azuriteKey } from "./azurite.ts";
import { motoEnv } from "./moto.ts";
import { turboEnv } from "./turbo.ts";

const scopes = { own: "refs/heads/main", base: undefined, defaultBranch: undefined };
const credentials = {
  ...motoEnv,
  ...turboEnv,
  AZURE_STORAGE_ACCOUNT: azuriteAccount,
  AZURE_STORAGE_KEY: azuriteKey,
  AZURE_STORAGE_CONNECTION_STRING: undefined,
};
/** Each store at the address. */
const stores = [
  ["S3", (address: string) => `s3://bucket/a?endpoint=${address}`],
  ["Azure", (address: string) => `azure://container/a?endpoint=${address}/${azuriteAccount}`],
  ["Vercel", (address: string) => `vercel+${address}`],
] as const;

async function listen(server: Server): Promise<number> {
  server.listen(0, "localhost");
  await once(server, "listening");
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return (server.address() as AddressInfo).port;
}

function open(address: string, log = silent) {
  const spec = parseStore(address);
  if (spec === undefined) throw new Error(`no store: ${address}`);
  return openStore(spec, { log, scopes, env: process.env });
}

const signIn: RequestListener = (request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
  response.end("<!DOCTYPE html><html><body><form>Please sign in</form></body></html>");
};

test.each(stores)(
  "a page to sign in, in place of %s, is neither a miss nor a bundle that is saved",
  async (_, at) => {
    onTestFinished(withEnv(credentials));
    const folder = await testFolder();
    await writeFile(join(folder, "from"), "body");
    const { store, catalog } = open(at(`http://localhost:${await listen(createServer(signIn))}`));
    const keys = { key: "k", fallbacks: ["k-"] };
    for (const call of [
      () => store.lookup(keys),
      () => store.fetch(keys, join(folder, "into")),
      () => store.put("k", join(folder, "from")),
      async () => catalog?.list(""),
    ]) {
      await expect(call()).rejects.toMatchObject({
        name: "StoreError",
        reason: "unavailable",
        message: expect.stringContaining("a web page came in place of its answer"),
      });
    }
    expect(await readdir(folder)).toEqual(["from"]);
  },
);

const agreeing: RequestListener = (request, response) => {
  request.resume();
  response.writeHead(200, { "content-type": "application/json" });
  response.end('{"status":"suspended"}');
};

test.each(stores)(
  "a service that says yes to everything, in place of %s, keeps no bundle",
  async (name, at) => {
    onTestFinished(withEnv(credentials));
    const folder = await testFolder();
    await writeFile(join(folder, "from"), "body");
    const { store } = open(at(`http://localhost:${await listen(createServer(agreeing))}`));
    // Vercel's has no listing of its own: what cannot be read there is empty, until something was written.
    const call =
      name === "Vercel" ? store.put("k", join(folder, "from")) : store.lookup({ key: "k", fallbacks: [] });
    await expect(call).rejects.toMatchObject({
      name: "StoreError",
      reason: "unavailable",
      message: expect.stringMatching(/its answer was not understood|it took the bundle and does not list it/),
    });
  },
);

test.each(stores)(
  "as long as %s asks for it is left alone, and no longer than it is worth",
  async (_, at) => {
    onTestFinished(withEnv(credentials));
    for (const [retryAfter, said] of [
      ["3600", []],
      [new Date(Date.now() + 3_600_000).toUTCString(), []],
      ["1", expect.arrayContaining([expect.stringMatching(/^info: .*429.*: trying again in 1\.0 s$/)])],
    ] as const) {
      const busy: RequestListener = (request, response) => {
        request.resume();
        response.writeHead(429, { "retry-after": retryAfter }).end();
      };
      const log = recordingLog();
      const { store } = open(at(`http://localhost:${await listen(createServer(busy))}`), log);
      await expect(store.lookup({ key: "k", fallbacks: [] })).rejects.toThrow("it throttles us (429)");
      expect(log.lines).toEqual(said);
    }
  },
);

const certificates = join(import.meta.dirname, "tls");

async function ask(store: string, more: Record<string, string>): Promise<unknown> {
  const env = { ...process.env, ...credentials, NODE_EXTRA_CA_CERTS: undefined, ...more };
  const args = ["--no-warnings", join(import.meta.dirname, "ask.ts"), store];
  const { stdout } = await promisify(execFile)(process.execPath, args, { env });
  return JSON.parse(stdout);
}

const empty: Record<string, RequestListener> = {
  S3: (_, response) =>
    response.end("<ListBucketResult><Name>bucket</Name><KeyCount>0</KeyCount></ListBucketResult>"),
  Azure: (_, response) => {
    response.writeHead(200, { "content-type": "application/xml" });
    response.end("<EnumerationResults><Blobs/><NextMarker/></EnumerationResults>");
  },
  Vercel: (_, response) => response.writeHead(404).end(),
};

// The oldest Node that is supported cannot.
test.runIf(typeof tls.setDefaultCACertificates === "function").each(stores)(
  "%s behind a company's own authority is trusted as this machine trusts it",
  async (name, at) => {
    const [key, cert] = await Promise.all(
      ["server-key.pem", "server.pem"].map((file) => readFile(join(certificates, file))),
    );
    const port = await listen(createSecureServer({ key, cert }, empty[name]));
    const store = at(`https://localhost:${port}`);
    expect(await ask(store, { SSL_CERT_FILE: join(certificates, "authority.pem") })).toEqual({
      kind: "miss",
    });
    expect(await ask(store, {})).toMatch(
      /: its certificate is not trusted: set NODE_EXTRA_CA_CERTS .* \(UNABLE_TO_VERIFY_LEAF_SIGNATURE\)$/,
    );
    expect(await ask(store, { NODE_EXTRA_CA_CERTS: join(certificates, "authority.pem") })).toEqual({
      kind: "miss",
    });
  },
);
