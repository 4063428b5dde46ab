import { expect, test } from "vitest";
import { scrub, withoutSecrets } from "./secrets.ts";

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
  ["cannot reach https://me:secret@host/path?x", "cannot reach https://…@host/path?…"],
  ["a key wJalrXUtnFEMI here, and AccountName=a;AccountKey=b64==", "a key … here, and …"],
  ["line 2: MC4CAQAwBQYDK2Vw", "line 2: …"],
  ["token ghs_1234567890", "token …"],
  ["it is true in /usr/local/bin", "it is true in /usr/local/bin"],
])("%s", (text, said) => {
  expect(withoutSecrets(text, env)).toBe(said);
});

test.each([
  ["at https://h/c/b?sv=1&sig=abc%2F: it", "at https://h/c/b?… it"],
  ['{"url": "http://127.0.0.1:1/b?sig=x", "ok": 1}', '{"url": "http://127.0.0.1:1/b?…", "ok": 1}'],
  ["at redis://me:se/cr@et@h:6379/0: no", "at redis://…@h:6379/0: no"],
  ["(https://me:secret@h/b?mail=a@b&key=c)", "(https://…@b?…"],
  ["Bearer eyJhbGciOi.eyJhYyI6.c2ln-_ was refused", "Bearer … was refused"],
  ["/b?sv=1&sig=abc&x=1", "/b?sv=1&sig=…&x=1"],
  ["nothing secret at https://h/c", "nothing secret at https://h/c"],
])("%s becomes %s", (text, clean) => {
  expect(scrub(text)).toBe(clean);
});
