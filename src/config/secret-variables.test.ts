import { expect, test } from "vitest";
import { withoutSecrets } from "./secret-variables.ts";

const env = {
  AWS_SECRET_ACCESS_KEY: "wJalrXUtnFEMI",
  AZURE_STORAGE_CONNECTION_STRING: "AccountName=a;AccountKey=b64==",
  SCCACHE_BUNDLE_SIGNING_KEY: "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2Vw\n-----END PRIVATE KEY-----",
  HTTPS_PROXY: "http://ci:pa#ss@proxy:3128",
  INPUT_TOKEN: "ghs_1234567890",
  SOME_TOKEN: "true",
  PATH: "/usr/local/bin",
};

test.each([
  ["Invalid URL: http://ci:pa#ss@proxy:3128", "Invalid URL: …"],
  ["cannot reach https://me:secret@host/path?x", "cannot reach https://…@host/path?x"],
  ["a key wJalrXUtnFEMI here, and AccountName=a;AccountKey=b64==", "a key … here, and …"],
  ["line 2: MC4CAQAwBQYDK2Vw", "line 2: …"],
  ["token ghs_1234567890", "token …"],
  ["it is true in /usr/local/bin", "it is true in /usr/local/bin"],
])("%s", (text, said) => {
  expect(withoutSecrets(text, env)).toBe(said);
});
