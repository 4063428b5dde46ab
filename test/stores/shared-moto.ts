import { afterAll, beforeAll } from "vitest";
import { withEnv } from "../contract/with-env.ts";
import { type Moto, motoEnv, startMoto } from "./moto.ts";

/** One S3 server for the tests of a file, with what it takes for credentials in the environment; for within the tests. */
export function sharedMoto(options: Parameters<typeof startMoto>[0] = {}): () => Moto {
  let moto: Moto;
  let restoreEnv: () => void;
  beforeAll(async () => {
    moto = await startMoto(options);
    restoreEnv = withEnv(motoEnv);
  }, 300_000);
  afterAll(async () => {
    restoreEnv();
    await moto.close();
  });
  return () => moto;
}
