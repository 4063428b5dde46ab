import { afterAll, beforeAll } from "vitest";
import { s3Store } from "../../src/store/s3.ts";
import { catalogContract } from "../contract/catalog-contract.ts";
import { storeContract } from "../contract/store-contract.ts";
import { withEnv } from "../contract/with-env.ts";
import { type Moto, motoEnv, startMoto } from "./moto.ts";

let moto: Moto;
let restoreEnv: () => void;

beforeAll(async () => {
  moto = await startMoto();
  restoreEnv = withEnv(motoEnv);
}, 300_000);
afterAll(async () => {
  restoreEnv();
  await moto.close();
});

const open = async () => {
  const place = { bucket: await moto.bucket(), prefix: "ci/bundles/" };
  const store = s3Store({ kind: "s3", ...place, endpoint: moto.url, pathStyle: true });
  return { store, close: async () => {} };
};
storeContract("s3", open);
catalogContract("s3", open);
