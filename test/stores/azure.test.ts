import { afterAll, beforeAll } from "vitest";
import { azureStore } from "../../src/store/azure.ts";
import { catalogContract } from "../contract/catalog-contract.ts";
import { storeContract } from "../contract/store-contract.ts";
import { type Azurite, startAzurite } from "./azurite.ts";

let azurite: Azurite;

beforeAll(async () => {
  azurite = await startAzurite();
}, 300_000);
afterAll(() => azurite.close());

const open = async () => {
  const env = { AZURE_STORAGE_CONNECTION_STRING: azurite.connection() };
  const store = azureStore(
    { kind: "azure", container: await azurite.container(), prefix: "ci/bundles/" },
    { env },
  );
  return { store, close: async () => {} };
};
storeContract("azure", open);
catalogContract("azure", open);
