import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readActionFile, root } from "../e2e/action-file.ts";

const action = await readActionFile(".");
const readme = await readFile(join(root, "README.md"), "utf8");
/** Inputs that a runner fills in by itself, and that are nobody's to set. */
const told = ["matrix", "job-status"];

test("every input has a row with its default", () => {
  const rows = rowsOf("Inputs").map(([name, fallback]) => [name, fallback]);
  const wanted = Object.entries(action.inputs)
    .filter(([name]) => !told.includes(name))
    .map(([name, input]) => [`\`${name}\``, input.default ? `\`${input.default}\`` : "–"]);
  expect(rows.sort()).toEqual(wanted.sort());
});

test("every output has a row", () => {
  const names = rowsOf("Outputs").map(([name]) => name);
  expect(names).toEqual(Object.keys(action.outputs).map((name) => `\`${name}\``));
});

test("the promise, the figures and ten lines to copy come first", () => {
  const headings = [...readme.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
  expect(headings.slice(0, 3)).toEqual(["Quick start", "Inputs", "Outputs"]);
  const [, first = ""] = /```yaml\n(.*?)```/s.exec(readme) ?? [];
  const steps = first.split("steps:\n")[1] ?? "";
  expect(steps.trim().split("\n").length).toBeLessThanOrEqual(10);
});

/** Cells of the tables of a section, without their heads. */
function rowsOf(title: string): string[][] {
  const [, text = ""] = readme.split(new RegExp(`^## ${title}$`, "m"));
  return (text.split(/^## /m)[0] ?? "")
    .split("\n")
    .filter((line) => /^\| `/.test(line))
    .map((row) =>
      row
        .split("|")
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
}
