import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { startCacheService } from "../cache-service/service.ts";
import { root } from "../e2e/action-file.ts";
import { openRepository } from "./act.ts";
import { blocksOf, readDocuments } from "./documents.ts";
import { wholeWorkflow } from "./examples.ts";

const documents = await readDocuments();
const crate = join(root, "test", "e2e", "fixture");
const cpp = join(import.meta.dirname, "cpp-fixture");

/** Workflows as readers copy them, and what one push of them compiles. */
const rows = [
  { page: "README.md", with: "cargo build", sources: crate, compilations: 3 },
  { page: "README.md", with: "cmake --build", sources: cpp, compilations: 3 },
  { page: "docs/guides/many-jobs.md", with: "sccache-bundle/restore@", sources: crate, compilations: 3 },
];

/** act runs a workflow without a container on Linux alone as a hosted runner does. */
if (process.platform === "linux") describe("examples, run by act", runExamples);
else test("act is for Linux alone", () => expect(["darwin", "win32"]).toContain(process.platform));

function runExamples(): void {
  test.each(rows)(
    "$page, $with: the first push saves, the second hits all that the project compiles",
    async ({ page, with: part, sources, compilations }) => {
      const repository = await openRepository(sources, exampleOf(page, part));
      const service = await startCacheService();
      onTestFinished(() => service.close());
      const env = { ...service.env(), CARGO_NET_OFFLINE: "true" };

      const first = await repository.push(env);
      expect(first, first.output).toMatchObject({ ok: true });
      expect(service.entries(), first.output).toHaveLength(1);

      const second = await repository.push(env);
      expect(second, second.output).toMatchObject({ ok: true });
      // CMake's own checks may miss, as they are compiled in folders with random names.
      const [, hits] = /Cache hits: (\d+) of/.exec(second.output) ?? [];
      expect(Number(hits), second.output).toBeGreaterThanOrEqual(compilations);
      expect(service.entries(), second.output).toHaveLength(1);
      expect(second.output).not.toContain("::error");
    },
    180_000,
  );
}

/** The workflow of the first example on a page that has a text. */
function exampleOf(page: string, text: string): string {
  const found = documents
    .filter(({ path }) => path === page)
    .flatMap(blocksOf)
    .find((block) => block.language === "yaml" && block.text.includes(text));
  if (!found) throw new Error(`${page} has no example with ${text}`);
  return wholeWorkflow(found);
}
