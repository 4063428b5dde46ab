import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import {
  AccountSASPermissions,
  generateAccountSASQueryParameters,
  StorageSharedKeyCredential,
} from "@azure/storage-blob";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { type AzureSpec, azureStore } from "../../src/store/objects/azure.ts";
import { objectNameOf } from "../../src/store/objects/object-names.ts";
import { catalogContract } from "../contract/catalog-contract.ts";
import { storeContract } from "../contract/store-contract.ts";
import { testFolder } from "../test-folder.ts";
import { type Azurite, azuriteAccount, azuriteKey, startAzurite } from "./azurite.ts";
import { type Seen, startProxy } from "./proxy.ts";
import { storeFaults } from "./store-faults.ts";

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
}, 300_000);
afterAll(() => azurite.close());

const prefix = "ci/bundles/";
const specOf = (container: string): AzureSpec => ({ kind: "azure", container, prefix });
const envOf = (url?: string) => ({ AZURE_STORAGE_CONNECTION_STRING: azurite.connection(url) });
const open = async () => ({
  store: azureStore(specOf(await azurite.container()), { env: envOf() }),
  close: async () => {},
});
const isDownload = ({ method, path, headers }: Seen) =>
  method === "GET" && !path.includes("comp=list") && headers["x-ms-range"] !== undefined;
const isUpload = ({ method, path }: Seen) => method === "PUT" && path.includes("comp=block&");
const said = (code: string, status: number) => ({
  status,
  headers: { "x-ms-error-code": code },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`,
});

storeContract("azure", open);
catalogContract("azure", open);
storeFaults("azure", async () => {
  const proxy = await startProxy(new URL(azurite.url).origin);
  const container = await azurite.container();
  return {
    store: azureStore(specOf(container), { env: envOf(`${proxy.url}/${azuriteAccount}`) }),
    other: azureStore(specOf(container), { env: envOf() }),
    proxy,
    throttled: said("ServerBusy", 503),
    denied: said("AuthenticationFailed", 403),
    isDownload,
    isUpload,
    replace: (key) => azurite.putBlob(container, `${prefix}${objectNameOf(key)}`, "another body"),
    secrets: [azuriteKey],
    close: () => proxy.close(),
  };
});

const lookup = async (container: string, env: Record<string, string>, spec: Partial<AzureSpec> = {}) =>
  azureStore({ ...specOf(container), ...spec }, { env }).lookup({ key: "a", fallbacks: [] });

test.each([
  ["ContainerNotFound", 404, "absent", "there is no such container"],
  ["AuthorizationPermissionMismatch", 403, "denied", "list, read, create and write"],
  ["AuthenticationFailed", 403, "denied", "the clock of this machine"],
])("%s is said so that one knows what to do", async (code, status, reason, text) => {
  const proxy = await startProxy(azurite.url);
  onTestFinished(() => proxy.close());
  proxy.rule(() => said(code, status));
  await expect(lookup("container", envOf(`${proxy.url}/${azuriteAccount}`))).rejects.toMatchObject({
    reason,
    message: expect.stringContaining(text),
  });
});

test("a listing that goes on where it was is an error, and not asked for without end", async () => {
  const container = await azurite.container();
  const proxy = await startProxy(new URL(azurite.url).origin);
  onTestFinished(() => proxy.close());
  proxy.rule(() => ({
    rewrite: (listing) => listing.replace(/<NextMarker ?\/>/, "<NextMarker>here</NextMarker>"),
  }));
  await expect(lookup(container, envOf(`${proxy.url}/${azuriteAccount}`))).rejects.toThrow(
    "its listing is cut",
  );
  expect(proxy.seen).toHaveLength(2);
});

test("a container that is not there", async () => {
  await expect(lookup("no-such-container", envOf())).rejects.toMatchObject({
    reason: "absent",
    retryable: false,
  });
});

const otherKey = Buffer.from("another key, which opens nothing").toString("base64");

test.each([
  ["nothing", {}, "set AZURE_STORAGE_CONNECTION_STRING"],
  [
    "an account alone",
    { AZURE_STORAGE_ACCOUNT: azuriteAccount },
    "AZURE_STORAGE_SAS_TOKEN or AZURE_STORAGE_KEY",
  ],
  ["no connection string", { AZURE_STORAGE_CONNECTION_STRING: otherKey }, "is no connection string"],
  // The real service calls it AuthenticationFailed, of which there is a test above.
  ["a wrong key", { AZURE_STORAGE_ACCOUNT: azuriteAccount, AZURE_STORAGE_KEY: otherKey }, "the credentials"],
  [
    "a wrong SAS",
    { AZURE_STORAGE_ACCOUNT: azuriteAccount, AZURE_STORAGE_SAS_TOKEN: `sv=2026-01-01&sig=${otherKey}` },
    "",
  ],
])("%s is denied, and not a word of it is said", async (_what, env, text) => {
  const container = await azurite.container();
  const error: unknown = await lookup(container, env, { endpoint: azurite.url }).catch(
    (thrown: unknown) => thrown,
  );
  expect(error).toMatchObject({ reason: "denied", message: expect.stringContaining(text) });
  expect(inspect(error, { depth: 9 })).not.toContain(otherKey);
});

test("a connection string of another account than the one that is named", async () => {
  await expect(lookup("container", envOf(), { account: "another" })).rejects.toMatchObject({
    reason: "denied",
  });
});

test("an account with a key, and one with a SAS", async () => {
  const container = await azurite.container();
  const credential = new StorageSharedKeyCredential(azuriteAccount, azuriteKey);
  const sas = generateAccountSASQueryParameters(
    {
      expiresOn: new Date(Date.now() + 3_600_000),
      permissions: AccountSASPermissions.parse("rwlc"),
      services: "b",
      resourceTypes: "co",
    },
    credential,
  ).toString();
  const folder = await testFolder();
  await writeFile(join(folder, "from"), "body");
  const spec = { ...specOf(container), endpoint: azurite.url };
  const writer = azureStore(spec, {
    env: { AZURE_STORAGE_ACCOUNT: azuriteAccount, AZURE_STORAGE_SAS_TOKEN: `?${sas}` },
  });
  expect(await writer.put("a", join(folder, "from"))).toMatchObject({ kind: "stored" });
  const reader = azureStore({ ...spec, account: azuriteAccount }, { env: { AZURE_STORAGE_KEY: azuriteKey } });
  await reader.fetch({ key: "a", fallbacks: [] }, join(folder, "into"));
  expect(await readFile(join(folder, "into"), "utf8")).toBe("body");
});

test("a SAS that is not valid yet, as it is where a clock is wrong", async () => {
  const container = await azurite.container();
  const from = Date.now() + 3_600_000;
  const sas = generateAccountSASQueryParameters(
    {
      startsOn: new Date(from),
      expiresOn: new Date(from + 3_600_000),
      permissions: AccountSASPermissions.parse("rwlc"),
      services: "b",
      resourceTypes: "co",
    },
    new StorageSharedKeyCredential(azuriteAccount, azuriteKey),
  ).toString();
  const env = { AZURE_STORAGE_ACCOUNT: azuriteAccount, AZURE_STORAGE_SAS_TOKEN: sas };
  await expect(lookup(container, env, { endpoint: azurite.url })).rejects.toMatchObject({
    reason: "denied",
    message: expect.stringContaining("the credentials"),
  });
});

test("of two jobs that upload at once one wins, whole", async () => {
  const container = await azurite.container();
  const folder = await testFolder();
  const stored = await Promise.all(
    ["A", "B"].map(async (letter) => {
      await writeFile(join(folder, letter), letter.repeat(9_000_000));
      return azureStore(specOf(container), { env: envOf() }).put("k", join(folder, letter));
    }),
  );
  expect(stored.map(({ kind }) => kind).sort()).toEqual(["stored", "taken"]);
  await azureStore(specOf(container), { env: envOf() }).fetch(
    { key: "k", fallbacks: [] },
    join(folder, "into"),
  );
  expect(new Set(await readFile(join(folder, "into"), "utf8")).size).toBe(1);
});

test("Azure's day of the last access is not taken for the time of the last read", async () => {
  const proxy = await startProxy(azurite.url);
  onTestFinished(() => proxy.close());
  const properties =
    "<Last-Modified>Mon, 02 Nov 2026 10:00:00 GMT</Last-Modified><Etag>0x1</Etag><Content-Length>4</Content-Length>" +
    "<LastAccessTime>Mon, 02 Nov 2026 10:00:00 GMT</LastAccessTime>";
  const blob = `<Blob><Name>${prefix}${objectNameOf("k")}</Name><Properties>${properties}</Properties></Blob>`;
  const body = `<?xml version="1.0"?><EnumerationResults><Blobs>${blob}</Blobs><NextMarker/></EnumerationResults>`;
  proxy.rule(() => ({ status: 200, body }));
  const env = envOf(`${proxy.url}/${azuriteAccount}`);
  const { bundles } = await azureStore(specOf("container"), { env }).list("");
  expect(bundles).toMatchObject([{ key: "k", savedAtMs: Date.parse("2026-11-02T10:00:00Z") }]);
  expect(bundles[0]).not.toHaveProperty("lastReadAtMs");
});
