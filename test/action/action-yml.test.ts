import { describe, expect, test } from "vitest";
import { inputs } from "../../src/config/inputs.ts";
import { readActionFile } from "../e2e/action-file.ts";

/** Inputs that a runner fills in by itself, and that are nobody's to set. */
const told = { matrix: `$${"{{ toJSON(matrix) }}"}`, "job-status": `$${"{{ job.status }}"}` };
/** The one setting that no configuration holds, since it is a secret. */
const secret = { token: `$${"{{ github.token }}"}` };
const special: Readonly<Record<string, string>> = { ...told, ...secret };
const settings = new Map(Object.values(inputs).map((input) => [input.name, input]));

const whole = await readActionFile(".");
const restore = await readActionFile("restore");
const save = await readActionFile("save");

/** What one half has no use for. */
const restoreLacks = [
  "save",
  "repository-limit",
  "reserve",
  "evict",
  "max-age",
  "delete-superseded",
  "keep-last",
  "compression-level",
  "segment-size",
  "job-summary",
  "pr-comment",
  "token",
  "job-status",
];
const saveLacks = ["wrap", "restore", "lookup-only", "fail-on-cache-miss"];

describe.each([
  ["action.yml", whole],
  ["restore/action.yml", restore],
  ["save/action.yml", save],
])("%s", (_name, file) => {
  test("has no input but those that the code reads, with the code's defaults", () => {
    for (const [name, input] of Object.entries(file.inputs)) {
      const wanted = special[name] ?? settings.get(name)?.fallback;
      expect(input.default, name).toBe(wanted);
    }
  });

  test("describes every input and output in a sentence", () => {
    for (const [name, { description }] of Object.entries({ ...file.inputs, ...file.outputs })) {
      expect(description, name).toMatch(/^\S.{9,}\.$/s);
    }
  });

  test("runs what is built, by Node 24", () => {
    expect(file.using).toBe("node24");
    expect(file.main).toMatch(/[\\/]dist[\\/](main|save)\.js$/);
  });
});

test("action.yml has every input of the code", () => {
  expect(Object.keys(whole.inputs).sort()).toEqual([...settings.keys(), ...Object.keys(special)].sort());
});

test("the halves have the same inputs, but for what they have no use for", () => {
  const without = (names: readonly string[]) =>
    Object.fromEntries(Object.entries(whole.inputs).filter(([name]) => !names.includes(name)));
  expect(restore.inputs).toEqual(without(restoreLacks));
  expect(save.inputs).toEqual(without(saveLacks));
  expect(restore.outputs).toEqual(whole.outputs);
});

test("post saves after a failed job too, and not after a cancelled one", () => {
  expect(whole.postIf).toBe("success() || failure()");
  expect(whole.post).toMatch(/[\\/]dist[\\/]post\.js$/);
  expect(restore.post ?? save.post).toBeUndefined();
});
