import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { randomFrom } from "../random.ts";
import { mutate } from "./mutate.ts";
import { fixtureName, fuzzTargets } from "./targets.ts";

/** Inputs that once crashed a parser, `<target>-<anything>`; `npm run fuzz` adds to them. */
const crashes = join(import.meta.dirname, "crashes");
const inputs = 3000;
const seed = 20_261_126;
const targets = Object.entries(await fuzzTargets());

test.each(targets)(
  "%s: sound samples and all that once crashed it are handled",
  (name, { samples, attempt }) => {
    for (const sample of samples) expect(() => attempt(sample)).not.toThrow();
    for (const file of readdirSync(crashes).filter((one) => one.startsWith(fixtureName(name)))) {
      expect(() => attempt(readFileSync(join(crashes, file))), file).not.toThrow();
    }
  },
);

test.each(targets)(`%s: ${inputs} damaged inputs, from a fixed seed, are taken or refused`, (_, target) => {
  const random = randomFrom(seed);
  for (let i = 0; i < inputs; i += 1) {
    const input = mutate(target, random);
    try {
      target.attempt(input);
    } catch (error) {
      expect.fail(`input ${i}: ${error}\n${input.toString("base64").slice(0, 4000)}`);
    }
  }
});
