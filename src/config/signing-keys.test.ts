import { generateKeyPairSync } from "node:crypto";
import { expect, test } from "vitest";
import { makeKeys } from "../../test/signing/keys.ts";
import { ConfigError } from "./config.ts";
import { parseSigningKey, parseSigningKeys } from "./signing-keys.ts";

const one = makeKeys();
const other = makeKeys();
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const rsaPrivate = rsa.privateKey.export({ format: "pem", type: "pkcs8" }).toString();
const rsaPublic = rsa.publicKey.export({ format: "pem", type: "spki" }).toString();

function parse(signing: string | undefined, verify?: string) {
  return parseSigningKeys({ SCCACHE_BUNDLE_SIGNING_KEY: signing, SCCACHE_BUNDLE_VERIFY_KEYS: verify });
}

function lines(keys: ReturnType<typeof parse>) {
  return keys?.verifyKeys.map((key) => key.export({ format: "der", type: "spki" }).toString("base64"));
}

test.each([
  ["PEM", one.privatePem],
  ["PEM with other line ends", one.privatePem.replaceAll("\n", "\r\n")],
  ["PEM on one line", one.privatePem.replaceAll("\n", "\\n")],
  ["the line within the PEM", one.privateLine],
  ["that line with blanks around it", ` ${one.privateLine}\n`],
])("a private key may be %s; its public key counts too", (_form, text) => {
  const keys = parse(text);
  expect(keys?.signingKey?.type).toBe("private");
  expect(lines(keys)).toEqual([one.publicLine]);
});

test.each([
  ["one line", one.publicLine, 1],
  ["several lines", `${one.publicLine}\n${other.publicLine}\n`, 2],
  ["a list with commas", `${one.publicLine}, ${other.publicLine}`, 2],
  ["several PEMs", one.publicPem + other.publicPem, 2],
])("public keys may be %s", (_form, text, count) => {
  const keys = parse(undefined, text);
  expect(keys?.signingKey).toBeUndefined();
  expect(lines(keys)).toEqual([one.publicLine, other.publicLine].slice(0, count));
});

test("a job may sign with a new key and take what an old one has signed", () => {
  expect(lines(parse(other.privateLine, one.publicLine))).toEqual([other.publicLine, one.publicLine]);
});

test.each([
  [undefined, undefined],
  ["", ""],
  [" \n", undefined],
])("%j and %j are no keys", (a, b) => {
  expect(parse(a, b)).toBeUndefined();
});

test.each<[string, string, string]>([
  ["a public key", one.publicPem, ""],
  ["two keys", one.privatePem + other.privatePem, ""],
  ["a key of another kind", rsaPrivate, ""],
  ["a password", "correct horse battery staple", ""],
  ["a secret in hex", "0123456789abcdef".repeat(4), ""],
  ["half a key", one.privateLine.slice(0, 48), ""],
  ["a private key among the public ones", "", one.privateLine],
  ["an RSA key among the public ones", "", rsaPublic],
  ["a bad one among the public ones", "", `${one.publicLine},${one.publicLine.slice(0, 50)}`],
  ["seventeen public keys", "", Array.from({ length: 17 }, () => makeKeys().publicLine).join(" ")],
])("%s is refused, and the value is not repeated", (_what, signing, verify) => {
  const name = signing === "" ? "SCCACHE_BUNDLE_VERIFY_KEYS" : "SCCACHE_BUNDLE_SIGNING_KEY";
  let error: unknown;
  try {
    parse(signing, verify);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(ConfigError);
  const { message } = error as ConfigError;
  expect(message).toContain(`${name} is not `);
  for (const word of `${signing} ${verify}`.split(/[\s,]+/)) {
    if (word.length > 20) expect(message).not.toContain(word.slice(0, 20));
  }
});

test("both variables are named when both are bad", () => {
  expect(() => parse("a", "b")).toThrow(/SIGNING_KEY.*VERIFY_KEYS/s);
});

test("who has public keys alone writes no bundle", () => {
  const verify = { SCCACHE_BUNDLE_VERIFY_KEYS: one.publicLine };
  expect(() => parseSigningKey(verify)).toThrow("SCCACHE_BUNDLE_SIGNING_KEY is required");
  expect(parseSigningKey({ ...verify, SCCACHE_BUNDLE_SIGNING_KEY: other.privateLine })?.type).toBe("private");
  expect(parseSigningKey({})).toBeUndefined();
});
