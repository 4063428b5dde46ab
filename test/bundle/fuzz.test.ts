import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { fuzzTargets, mutate, randomFrom } from "./fuzz.ts";

/** Inputs that once crashed a parser, `<target>-<anything>`; `npm run fuzz` adds to them. */
const crashes = join(import.meta.dirname, "crashes");
const inputs = 4000;
const seed = 20_261_126;
const targets = Object.entries(await fuzzTargets());

test.each(targets)(
  "%s: sound samples and all that once crashed it are handled",
  (name, { samples, attempt }) => {
    for (const sample of samples) expect(() => attempt(sample)).not.toThrow();
    for (const file of readdirSync(crashes).filter((one) => one.startsWith(`${name.replace(" ", "_")}-`))) {
      expect(() => attempt(readFileSync(join(crashes, file))), file).not.toThrow();
    }
  },
);

test.each(targets)(
  `%s: ${inputs} damaged inputs, from a fixed seed, are taken or refused`,
  (_, { samples, attempt }) => {
    const random = randomFrom(seed);
    for (let i = 0; i < inputs; i += 1) {
      const input = mutate(samples, random);
      expect(() => attempt(input), `input ${i}: ${input.toString("base64").slice(0, 4000)}`).not.toThrow();
    }
  },
);
