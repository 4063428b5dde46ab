import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { warningTopics } from "../../src/log.ts";
import { withHelp } from "../../src/report/help-links.ts";
import { root } from "../e2e/action-file.ts";
import { anchorsOf, readDocuments } from "./documents.ts";

const faq = (await readDocuments()).find(({ path }) => path === "docs/faq.md");
if (!faq) throw new Error("there is no docs/faq.md");
const anchors = anchorsOf(faq);

/** The strings that a type or the advisers name: what the program may say, and so what a message may link to. */
async function words(file: string, pattern: RegExp): Promise<string[]> {
  const source = await readFile(join(root, "src", "report", file), "utf8");
  const parts = [...source.matchAll(pattern)].map(([, part = ""]) => part);
  return parts.flatMap((part) =>
    part.includes('"') ? [...part.matchAll(/"([a-z-]+)"/g)].map(([, word = ""]) => word) : [part],
  );
}

test.each([
  ["failure", "report.ts", /export type Failure =([^;]+);/g],
  ["advice", "explain/advice.ts", /kind: "([a-z-]+)"/g],
  ["cause of a miss", "report.ts", /export type MissClass =([^;]+);/g],
])("every %s has its own place in the FAQ", async (_what, file, pattern) => {
  const named = await words(file, pattern);
  expect(named.length).toBeGreaterThan(5);
  expect(named.filter((name) => !anchors.has(name))).toEqual([]);
});

// Every warning goes through `Log.warning` or `withHelp`, and the compiler asks both for a topic.
test("every warning links to a place in the FAQ", () => {
  expect(warningTopics.filter((topic) => !anchors.has(topic))).toEqual([]);
  for (const topic of warningTopics) {
    expect(withHelp("Something is wrong.", topic)).toMatch(
      new RegExp(`^Something is wrong\\. Help: https://\\S+#${topic}$`),
    );
  }
});

test("no warning is printed past the log", async () => {
  const printed = /(warning: [A-Z$]|core\.warning\((?!safeLine\(withHelp|withHelp|message))/;
  const sources = await readdir(join(root, "src"), { recursive: true });
  const files = sources.filter(
    (file) => file.endsWith(".ts") && !file.endsWith(".test.ts") && !/terminal\.ts$/.test(file),
  );
  expect(files.length).toBeGreaterThan(100);
  const texts = await Promise.all(files.map((file) => readFile(join(root, "src", file), "utf8")));
  expect(files.filter((_file, i) => printed.test(texts[i] ?? ""))).toEqual([]);
});
