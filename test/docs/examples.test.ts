import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { readActionFile, root } from "../e2e/action-file.ts";
import { type Block, blockFile, blocksOf, readDocuments } from "./documents.ts";
import { isWhole, wholeWorkflow } from "./examples.ts";
import { actionlint, zizmor } from "./linters.ts";

/** The commit that a test puts in the place of the reader's. */
const someCommit = "0123456789abcdef0123456789abcdef01234567";

const documents = await readDocuments();
const blocks = documents.flatMap(blocksOf);
const examples = blocks.filter(({ language }) => language === "yaml");
const workflows = join(root, ".github", "workflows");

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "sccache-bundle-docs-"));
  await mkdir(join(folder, ".github", "workflows"), { recursive: true });
  for (const example of examples) {
    await writeFile(fileOf(example), wholeWorkflow(example).replaceAll("@COMMIT", `@${someCommit}`));
  }
});

afterAll(() => rm(folder, { recursive: true, force: true }));

function fileOf(block: Block): string {
  return join(folder, ".github", "workflows", blockFile(block));
}

describe("examples of workflows", () => {
  test("there are many, and each guide but the list has one", () => {
    const guides = documents.map(({ path }) => path).filter((path) => path.startsWith("docs/guides/"));
    const withExample = new Set(
      blocks.filter(({ language }) => language.startsWith("yaml")).map(({ path }) => path),
    );
    expect(guides.filter((path) => !withExample.has(path))).toEqual(["docs/guides/README.md"]);
  });

  test.each(blocks.filter(({ language }) => language.startsWith("yaml")))(
    "$path, line $line is YAML",
    ({ text }) => {
      expect(parse(text)).toBeTypeOf("object");
    },
  );

  test("name inputs and outputs that there are, and say what they may do", async () => {
    const actions = {
      "": await readActionFile("."),
      "/restore": await readActionFile("restore"),
      "/save": await readActionFile("save"),
      "/merge": await readActionFile("merge"),
    };
    const faults: string[] = [];
    for (const example of examples) {
      const workflow = parse(wholeWorkflow(example)) as Workflow;
      for (const [id, job] of Object.entries(workflow.jobs)) {
        for (const step of job.steps ?? []) {
          const [, half] = /^sccache-bundle\/sccache-bundle(\/\w+)?@/.exec(step.uses ?? "") ?? [undefined];
          if (!step.uses?.startsWith("sccache-bundle/")) continue;
          const action = actions[(half ?? "") as keyof typeof actions];
          for (const input of Object.keys(step.with ?? {})) {
            if (!(input in action.inputs)) faults.push(`${where(example)}: no input ${input}`);
          }
          if (!step.uses.endsWith("@COMMIT")) faults.push(`${where(example)}: ${step.uses} is not @COMMIT`);
        }
        const allowed = job.permissions ?? workflow.permissions;
        if (isWhole(example.text) && allowed === undefined)
          faults.push(`${where(example)}: ${id} has no permissions`);
      }
    }
    expect(faults).toEqual([]);
  });

  test("pass actionlint", async () => {
    const verdict = actionlint(examples.map(fileOf), join(import.meta.dirname, "actionlint.yaml"));
    expect(verdict, verdict.said).toMatchObject({ ok: true });
  });

  test("pass zizmor", async () => {
    const verdict = zizmor(examples.map(fileOf), join(import.meta.dirname, "zizmor.yaml"));
    expect(verdict, verdict.said).toMatchObject({ ok: true });
  });
});

describe("the project's own workflows and actions", () => {
  const own = async () => (await readdir(workflows)).map((name) => join(workflows, name));

  test("pass actionlint", async () => {
    const verdict = actionlint(await own(), join(root, ".github", "actionlint.yaml"));
    expect(verdict, verdict.said).toMatchObject({ ok: true });
  });

  test("pass zizmor", async () => {
    const actions = ["action.yml", "restore/action.yml", "save/action.yml", "merge/action.yml"].map((name) =>
      join(root, name),
    );
    const verdict = zizmor([...(await own()), ...actions], join(root, ".github", "zizmor.yml"));
    expect(verdict, verdict.said).toMatchObject({ ok: true });
  });

  test("use actions by commit, with the version beside it", async () => {
    for (const file of await own()) {
      const uses = (await readFile(file, "utf8")).matchAll(/uses: (?!\.\/)(.+)$/gm);
      for (const [, reference = ""] of uses) expect(reference).toMatch(/@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });
});

interface Workflow {
  readonly permissions?: unknown;
  readonly jobs: Readonly<
    Record<
      string,
      {
        readonly permissions?: unknown;
        readonly steps?: readonly {
          readonly uses?: string;
          readonly with?: Readonly<Record<string, unknown>>;
        }[];
      }
    >
  >;
}

function where({ path, line }: Block): string {
  return `${path}, line ${line}`;
}
