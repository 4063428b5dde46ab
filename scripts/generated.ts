/** The files that are made from src/config/inputs.ts: the actions' own, and the README's tables of inputs and outputs. */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Group, Place } from "../src/config/input.ts";
import { inputs, outputs, runnerInputs } from "../src/config/inputs.ts";
import { withAddresses } from "../src/report/help-links.ts";

interface Action {
  readonly file: string;
  readonly head: readonly string[];
  readonly places: readonly Place[];
  readonly more?: readonly Shown[];
  readonly runs: readonly string[];
}

interface Shown {
  readonly name: string;
  readonly meaning: string;
  readonly fallback: string;
  readonly required?: boolean;
}

const actions: readonly Action[] = [
  {
    file: "action.yml",
    head: [
      'name: "sccache-bundle"',
      'description: "Keeps sccache\'s cache in one cache entry: one download before the build, at most one upload after."',
      'author: "The sccache-bundle authors"',
      "branding:",
      '  icon: "package"',
      '  color: "orange"',
    ],
    places: ["restore", "save"],
    runs: ['main: "dist/main.js"', 'post: "dist/save.js"', 'post-if: "always()"'],
  },
  {
    file: "restore/action.yml",
    head: [
      'name: "sccache-bundle restore"',
      'description: "Restores sccache\'s cache from its bundle. Save it with sccache-bundle/save after the build."',
    ],
    places: ["restore"],
    runs: ['main: "../dist/main.js"', 'post: "../dist/save.js"', 'post-if: "always()"'],
  },
  {
    file: "save/action.yml",
    head: [
      'name: "sccache-bundle save"',
      'description: "Saves sccache\'s cache as one bundle. Settings of the restore step of the same job apply unless set here."',
    ],
    places: ["save"],
    runs: ['main: "../dist/save.js"'],
  },
  {
    file: "merge/action.yml",
    head: [
      'name: "sccache-bundle merge"',
      'description: "Unites the newest bundles of a job\'s matrix jobs into one that each of them falls back to."',
    ],
    places: ["merge"],
    more: [
      {
        name: "job",
        meaning: "Id of the job whose matrix jobs are united. This job must run after it.",
        fallback: "",
        required: true,
      },
    ],
    runs: ['main: "../dist/merge.js"'],
  },
];

/** What each file should hold; `current` reads what it holds now, for those of which only a part is made. */
export async function generate(root: string): Promise<ReadonlyMap<string, string>> {
  const readme = await readFile(join(root, "README.md"), "utf8");
  return new Map([
    ...actions.map((action): [string, string] => [action.file, actionText(action)]),
    ["README.md", withTables(readme)],
  ]);
}

/** Writes the files that are stale, and returns their names. */
export async function writeGenerated(root: string): Promise<string[]> {
  const stale = await staleFiles(root);
  const wanted = await generate(root);
  for (const file of stale) await writeFile(join(root, file), wanted.get(file) ?? "");
  return stale;
}

/** The names of the files that are not what the table gives. */
export async function staleFiles(root: string): Promise<string[]> {
  const stale: string[] = [];
  for (const [file, text] of await generate(root)) {
    const current = await readFile(join(root, file), "utf8").catch(() => "");
    if (current !== text) stale.push(file);
  }
  return stale;
}

function actionText({ file, head, places, more = [], runs }: Action): string {
  const applies = ({ places: own }: { readonly places: readonly Place[] }) =>
    own.some((place) => places.includes(place));
  const shown: readonly Shown[] = [...more, ...[...Object.values(inputs), ...runnerInputs].filter(applies)];
  const given = outputs.filter(
    (output) => applies(output) && (file !== "action.yml" || output.places.includes("restore")),
  );
  return [
    "# Made by `npm run build` from src/config/inputs.ts.",
    ...head,
    "inputs:",
    ...shown.flatMap(({ name, meaning, fallback, required }) => [
      `  ${name}:`,
      `    description: ${JSON.stringify(withAddresses(meaning))}`,
      ...(required ? ["    required: true"] : [`    default: ${JSON.stringify(fallback)}`]),
    ]),
    ...(given.length === 0 ? [] : ["outputs:"]),
    ...given.flatMap(({ name, meaning }) => [`  ${name}:`, `    description: ${JSON.stringify(meaning)}`]),
    "runs:",
    '  using: "node24"',
    ...runs.map((line) => `  ${line}`),
    "",
  ].join("\n");
}

/** Shown at once; the other groups are folded. */
const open: Group = "Common";

function withTables(readme: string): string {
  const all = [...Object.values(inputs), ...runnerInputs.filter(({ told }) => !told)];
  const applies = all.filter(({ places }) => places.includes("restore") || places.includes("save"));
  const rows = (shown: typeof applies) => [
    "| input | default | description |",
    "| --- | --- | --- |",
    ...shown.map(
      ({ name, fallback, meaning }) =>
        `| \`${name}\` | ${fallback === "" ? "–" : `\`${fallback}\``} | ${meaning} |`,
    ),
  ];
  const folded = applies.filter(({ group }) => group !== open);
  const table = [
    ...rows(applies.filter(({ group }) => group === open)),
    "",
    "<details>",
    `<summary>${folded.length} more</summary>`,
    "",
    ...rows(folded),
    "",
    "</details>",
  ].join("\n");
  return replaceBetween(readme, "inputs", table);
}

function replaceBetween(text: string, name: string, content: string): string {
  const [begin, end] = [`<!-- ${name}: made by \`npm run build\` -->`, `<!-- /${name} -->`];
  const [from, to] = [text.indexOf(begin), text.indexOf(end)];
  if (from < 0 || to < from) throw new Error(`README.md has no ${begin} … ${end}`);
  return `${text.slice(0, from + begin.length)}\n\n${content}\n\n${text.slice(to)}`;
}
