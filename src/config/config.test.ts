import { expect, test } from "vitest";
import { ConfigError } from "./config.ts";

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
  ["s3://bucket?endpoint=https://id:hush@host&region=a", "s3://bucket?endpoint=https://…@host&region=a"],
  ["vercel?token=hush", "vercel?token=…"],
  ["azure://bundles?sv=1&sig=hush,github", "azure://bundles?sv=1&sig=…,github"],
  ["s3://bucket?secret-access-key=hush&region=a", "s3://bucket?secret-access-key=…&region=a"],
])("what was a credential in %o is not repeated", (value, shown) => {
  expect(problem(value)).toContain(JSON.stringify(shown));
  expect(problem(value)).not.toContain("hush");
});
