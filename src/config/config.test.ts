import fc from "fast-check";
import { expect, test } from "vitest";
import { formatSize } from "../size.ts";
import { ConfigError, callThrough, parseCommandFormat, parseSize } from "./config.ts";

const problem = (value: string) => new ConfigError([{ name: "store", value, why: "is not a store" }]).message;

test("it names every problem, with what was given and what may be", () => {
  const problems = ["a", "b"].map((name) => ({ name, value: `${name}!`, why: "is not a word" }));
  expect(new ConfigError(problems).message).toBe(
    '2 invalid inputs:\n  a: "a!" is not a word\n  b: "b!" is not a word',
  );
  expect(problem("gcs://bucket")).toBe('Invalid input:\n  store: "gcs://bucket" is not a store');
});

test.each([
  ["s3://id:hush@bucket/prefix", "s3://…@bucket/prefix"],
  ["github,vercel+https://hush@host", "github,vercel+https://…@host"],
  // Half of all secret keys of AWS have a slash.
  ["s3://AKIA:hu/sh,hu@sh@bucket/prefix", "s3://…@bucket/prefix"],
  ["ftp://me:hu/sh@host/mirror", "ftp://…@host/mirror"],
  ["local:x?max-size=5;pass=hush", "local:x?max-size=5;pass=…"],
  ["s3://bucket?endpoint=https://id:hush@host&region=a", "s3://bucket?endpoint=https://…@host&region=a"],
  ["vercel?token=hush", "vercel?token=…"],
  ["azure://bundles?sv=1&sig=hush,github", "azure://bundles?sv=1&sig=…,github"],
  ["s3://bucket?secret-access-key=hush&region=a", "s3://bucket?secret-access-key=…&region=a"],
])("what was a credential in %o is not repeated", (value, shown) => {
  expect(problem(value)).toContain(JSON.stringify(shown));
  expect(problem(value)).not.toContain("hush");
});

test.each([
  ["nix develop -c {0}", "nix develop -c rustc -vV"],
  ["  nix  develop '.#ci shell' --command {0} ", "nix|develop|.#ci shell|--command|rustc|-vV"],
  ['"C:\\Program Files\\x.exe" {0} --end', "C:\\Program Files\\x.exe|rustc|-vV|--end"],
])("%j", (text, expected) => {
  const words = callThrough(parseCommandFormat(text), ["rustc", "-vV"]);
  expect(words).toEqual(expected.split(expected.includes("|") ? "|" : " "));
});

test.each(["", "nix", "{0}", "{0} nix", "nix {0} {0}", "sh -c 'a {0}'", "sh -c{0}", 'nix "{0}', "a\nb {0}"])(
  "%j is refused",
  (text) => {
    expect(parseCommandFormat(text)).toBeUndefined();
  },
);

test("without a format a call is itself", () => {
  expect(callThrough(undefined, ["rustc", "-vV"])).toEqual(["rustc", "-vV"]);
});

test("what was parsed survives as JSON, since a save reads it from its restore", () => {
  const format = parseCommandFormat("nix develop -c {0}");
  expect(callThrough(JSON.parse(JSON.stringify(format)), ["cc"])).toEqual(["nix", "develop", "-c", "cc"]);
});

test.each([
  ["0", 0],
  ["1", 1],
  ["1048576", 2 ** 20],
  ["500M", 500e6],
  ["500 M", 500e6],
  ["500m", 500e6],
  ["2KB", 2000],
  ["2KiB", 2048],
  ["1.5GiB", 1.5 * 2 ** 30],
  ["0.5K", 500],
  ["1.0001K", 1000],
  ["3T", 3e12],
  [" 7 B ", 7],
])("%j is %d bytes", (text, bytes) => {
  expect(parseSize(text)).toBe(bytes);
});

test.each([
  "",
  "M",
  "-1",
  "+1",
  "1.5.G",
  ".5G",
  "5.",
  "1,5G",
  "1e3",
  "0x10",
  "5 0M",
  "5  M",
  "500 Mbit",
  "500Q",
  "1i",
  "Infinity",
  "NaN",
  "9007199254740993",
  "99999T",
  "٣M",
])("%j is not a size", (text) => {
  expect(parseSize(text)).toBeUndefined();
});

test("whatever the text, a size is a whole number of bytes from 0 up, or undefined", () => {
  fc.assert(
    fc.property(
      fc.oneof(fc.string(), fc.stringMatching(/^\d{1,20}(\.\d{1,20})? ?[KMGTBi]{0,4}$/)),
      (text) => {
        const bytes = parseSize(text);
        expect(bytes === undefined || (Number.isSafeInteger(bytes) && bytes >= 0)).toBe(true);
      },
    ),
  );
});

test("every whole number of bytes is read back", () => {
  fc.assert(
    fc.property(fc.nat({ max: Number.MAX_SAFE_INTEGER }), (bytes) => {
      expect(parseSize(String(bytes))).toBe(bytes);
    }),
  );
});

test.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.00 kB"],
  [9_994, "9.99 kB"],
  [9_996, "10.0 kB"],
  [99_960, "100 kB"],
  [58_800_000, "58.8 MB"],
  [999_499, "999 kB"],
  [999_500, "1.00 MB"],
  [500e6, "500 MB"],
  [1.5 * 2 ** 30, "1.61 GB"],
  [3e15, "3000 TB"],
])("%d bytes are shown as %s", (bytes, text) => {
  expect(formatSize(bytes)).toBe(text);
});

test("a size is shown in at most three digits and a unit", () => {
  fc.assert(
    fc.property(fc.nat({ max: 999e12 }), (bytes) => {
      expect(formatSize(bytes)).toMatch(/^(\d{1,3}|\d\.\d\d|\d\d\.\d) [kMGT]?B$/);
    }),
  );
});
