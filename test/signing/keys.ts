import { generateKeyPairSync } from "node:crypto";
import { parseSigningKeys, type SigningKeys } from "../../src/config/signing-keys.ts";

/** A pair of keys in the forms in which a user gives them. */
export function makeKeys() {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const privatePem = privateKey.export({ format: "pem", type: "pkcs8" }).toString();
  const publicPem = publicKey.export({ format: "pem", type: "spki" }).toString();
  return { privatePem, publicPem, privateLine: lineOf(privatePem), publicLine: lineOf(publicPem) };
}

function lineOf(pem: string): string {
  return pem.split("\n")[1] ?? "";
}

/** The keys that these texts stand for. @throws Error where they stand for none */
export function keysOf(signing: string, verify: readonly string[] = []): SigningKeys {
  const keys = parseSigningKeys({
    SCCACHE_BUNDLE_SIGNING_KEY: signing,
    SCCACHE_BUNDLE_VERIFY_KEYS: verify.join("\n"),
  });
  if (keys) return keys;
  throw new Error("these are no keys");
}
