import { globSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { expect, test } from "vitest";

/** What CONTRIBUTING.md says of modules and folders, beside what the linter holds. */
const root = join(import.meta.dirname, "..");
const modules = globSync("src/**/*.ts", { cwd: root })
  .filter((file) => !file.endsWith(".test.ts"))
  .toSorted();

test("a module of more than 200 lines says at its top why", () => {
  const reason = /\/\/ Longer than |is long since |noExcessiveLinesPerFile: ./;
  const silent = modules.filter((file) => {
    const lines = readFileSync(join(root, file), "utf8").trimEnd().split("\n");
    return lines.length > 200 && !reason.test(lines.slice(0, 40).join("\n"));
  });
  expect(silent).toEqual([]);
});

test("no folder holds more than 12 modules", () => {
  const folders = Map.groupBy(modules, (file) => dirname(file));
  expect([...folders].filter(([, files]) => files.length > 12)).toEqual([]);
});

const declaration = /^export (?:async )?(?:function\*?|const|class|type|interface) (\w+)/gm;

test("what a module exports is used by another one", () => {
  const files = globSync("{src,test,scripts,demo,bench}/**/*.{ts,mjs}", { cwd: root });
  const texts = new Map(files.map((file) => [file, readFileSync(join(root, file), "utf8")]));
  const unused = modules.flatMap((file) => {
    if (file === "src/api.ts") return []; // for programs of others
    const declared = texts.get(file)?.matchAll(declaration);
    const users = [...texts].filter(
      ([other, text]) => other !== file && text.includes(`/${basename(file)}"`),
    );
    return [...(declared ?? [])]
      .map(([, name = ""]) => name)
      .filter((name) => !users.some(([, text]) => new RegExp(`\\b${name}\\b`).test(text)))
      .map((name) => `${file}: ${name}`);
  });
  expect(unused).toEqual([]);
});

test("no two modules export the same name", () => {
  // What a command or the library is called is what it does, and so are the functions that do it.
  const named = modules.filter((file) => !/^src\/(api\.ts|cli\/commands\/)/.test(file));
  const exported = named.flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(declaration)].map(([, name = ""]) => ({
      name,
      file,
    })),
  );
  const twice = [...Map.groupBy(exported, ({ name }) => name)].filter(([, all]) => all.length > 1);
  expect(twice).toEqual([]);
});
