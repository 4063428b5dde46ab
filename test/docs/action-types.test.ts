import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { readActionFile, root } from "../e2e/action-file.ts";

interface Typed {
  readonly type: string;
  readonly "allowed-values"?: readonly string[];
}

const action = await readActionFile(".");
const types = parse(await readFile(join(root, "action-types.yml"), "utf8")) as {
  readonly inputs: Readonly<Record<string, Typed>>;
  readonly outputs: Readonly<Record<string, Typed>>;
};

test("action-types.yml types every input and output", () => {
  expect(Object.keys(types.inputs)).toEqual(Object.keys(action.inputs));
  expect(Object.keys(types.outputs)).toEqual(Object.keys(action.outputs));
});

test("defaults are of their types", () => {
  for (const [name, typed] of Object.entries(types.inputs)) {
    const fallback = action.inputs[name]?.default ?? "";
    if (typed.type === "boolean") expect(["true", "false"], name).toContain(fallback);
    if (typed.type === "integer") expect(fallback, name).toMatch(/^\d*$/);
    if (typed.type === "enum") expect(typed["allowed-values"], name).toContain(fallback);
  }
});
