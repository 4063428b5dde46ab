import { access } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "../e2e/action-file.ts";
import { anchorsOf, linksOf, readDocuments } from "./documents.ts";

const documents = await readDocuments();
const anchors = new Map(documents.map((document) => [document.path, anchorsOf(document)]));

test.each(documents)("every link of $path leads somewhere", async (document) => {
  const dead: string[] = [];
  for (const link of linksOf(document)) {
    const [path = "", anchor] = link.split("#");
    const exists = await access(join(root, path)).then(
      () => true,
      () => false,
    );
    if (!exists || (anchor !== undefined && !anchors.get(path)?.has(anchor))) dead.push(link);
  }
  expect(dead).toEqual([]);
});

test("every page of docs is linked from the README or the list of guides", () => {
  const linked = new Set(
    documents
      .filter(({ path }) => path === "README.md" || path === "docs/guides/README.md")
      .flatMap(linksOf)
      .map((link) => link.split("#")[0]),
  );
  const pages = documents.map(({ path }) => path).filter((path) => path.startsWith("docs/"));
  const unlinked = pages.filter((path) => path !== "docs/guides/README.md" && !linked.has(path));
  expect(unlinked).toEqual([]);
});
