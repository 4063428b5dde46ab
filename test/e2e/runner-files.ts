import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

/** What a step wrote into the files that the runner gave it. */
export interface StepFiles {
  readonly env: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
  readonly state: Readonly<Record<string, string>>;
  /** In the order in which they were added. */
  readonly path: readonly string[];
  readonly summary: string;
}

const names = ["ENV", "OUTPUT", "STATE", "PATH", "STEP_SUMMARY"] as const;

/** Makes the files of one step; returns the variables that name them, and what reads them afterwards. */
export async function openStepFiles(
  folder: string,
): Promise<{ variables: Record<string, string>; read: () => Promise<StepFiles> }> {
  await mkdir(folder, { recursive: true });
  const file = (name: string) => join(folder, name);
  await Promise.all(names.map((name) => writeFile(file(name), "")));
  const text = (name: (typeof names)[number]) => readFile(file(name), "utf8");
  return {
    variables: Object.fromEntries(names.map((name) => [`GITHUB_${name}`, file(name)])),
    read: async () => ({
      env: parsePairs(await text("ENV")),
      outputs: parsePairs(await text("OUTPUT")),
      state: parsePairs(await text("STATE")),
      path: (await text("PATH")).split(/\r?\n/).filter((line) => line !== ""),
      summary: await text("STEP_SUMMARY"),
    }),
  };
}

/**
 * Reads `name=value` and `name<<END … END`, as
 * https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands says.
 */
function parsePairs(text: string): Record<string, string> {
  const pairs: Record<string, string> = {};
  const lines = text.split(/\r?\n/);
  for (let line = lines.shift(); line !== undefined; line = lines.shift()) {
    const [, name = "", mark = "", value = ""] = /^([^=<]+)(<<|=)(.*)$/.exec(line) ?? [];
    if (mark === "=") pairs[name] = value;
    if (mark !== "<<") continue;
    const end = lines.indexOf(value);
    if (end < 0) throw new Error(`${name} does not end with ${value}`);
    pairs[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join("\n");
  }
  return pairs;
}
