import { randomUUID } from "node:crypto";
import { afterAll, beforeAll } from "vitest";
import { vercelStore } from "../../src/store/vercel.ts";
import { storeContract } from "../contract/store-contract.ts";
import { startTurbo, type Turbo, turboEnv } from "./turbo.ts";

let turbo: Turbo;

beforeAll(async () => {
  turbo = await startTurbo();
}, 300_000);
afterAll(() => turbo.close());

storeContract("vercel", async () => {
  const store = vercelStore({ kind: "vercel", address: turbo.url, prefix: randomUUID() }, { env: turboEnv });
  return { store, close: async () => {} };
});
