import { describe, expect, test } from "vitest";
import { staleFiles } from "../../scripts/generated.ts";
import type { Place } from "../../src/config/input.ts";
import { inputs, outputs, runnerInputs } from "../../src/config/inputs.ts";
import { readActionFile, root } from "../e2e/action-file.ts";

const all = [...Object.values(inputs), ...runnerInputs];

test("what is made from the table of inputs is up to date", async () => {
  expect(await staleFiles(root)).toEqual([]);
});

describe.each<[string, readonly Place[], readonly string[]]>([
  [".", ["restore", "save"], []],
  ["restore", ["restore"], []],
  ["save", ["save"], []],
  ["merge", ["merge"], ["job"]],
])("%s/action.yml", (folder, places, more) => {
  test("has the inputs that apply to it, with the code's defaults", async () => {
    const file = await readActionFile(folder);
    const wanted = all.filter((input) => input.places.some((place) => places.includes(place)));
    expect(Object.keys(file.inputs)).toEqual([...more, ...wanted.map(({ name }) => name)]);
    for (const { name, fallback } of wanted) expect(file.inputs[name]?.default, name).toBe(fallback);
  });

  test("describes itself in what a marketplace takes, and every input and output in a sentence", async () => {
    const file = await readActionFile(folder);
    expect(file.description.length).toBeLessThan(125);
    for (const [name, { description }] of Object.entries({ ...file.inputs, ...file.outputs })) {
      // An address at its end has no full stop, which would count as part of it.
      expect(description, name).toMatch(/^\S.{9,}(\.|; see https:\/\/\S+\w)$/s);
    }
  });

  test("runs what is built, by Node 24", async () => {
    const file = await readActionFile(folder);
    expect(file.using).toBe("node24");
    expect(file.main).toMatch(/[\\/]dist[\\/](main|save|merge)\.js$/);
  });
});

test("a step has the outputs that it sets", async () => {
  const namesOf = (place: Place) =>
    outputs.filter(({ places }) => places.includes(place)).map(({ name }) => name);
  expect(Object.keys((await readActionFile("restore")).outputs)).toEqual(namesOf("restore"));
  expect(Object.keys((await readActionFile(".")).outputs)).toEqual(namesOf("restore"));
  expect(Object.keys((await readActionFile("save")).outputs)).toEqual(namesOf("save"));
});

test("post runs after failed and cancelled jobs too: what they compiled is worth keeping", async () => {
  const [whole, restore, save] = await Promise.all([".", "restore", "save"].map(readActionFile));
  expect(whole?.postIf).toBe("always()");
  expect(whole?.post).toMatch(/[\\/]dist[\\/]save\.js$/);
  expect(restore?.postIf).toBe("always()");
  expect(restore?.post).toMatch(/[\\/]dist[\\/]save\.js$/);
  expect(save?.post).toBeUndefined();
});
