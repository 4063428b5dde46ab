import { readFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { parse } from "yaml";

/** What a runner reads from an action.yml. */
export interface ActionFile {
  readonly description: string;
  readonly inputs: Readonly<Record<string, { readonly description: string; readonly default?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly description: string }>>;
  /** Absolute. */
  readonly main: string;
  /** Absolute, or undefined where there is no post step. */
  readonly post: string | undefined;
  readonly postIf: string;
  readonly using: string;
}

/** The root of the repository, which is the root of the action. */
export const root = resolve(import.meta.dirname, "../..");

/** Reads the action in `folder`, relative to the repository's root: `.`, `restore` or `save`. */
export async function readActionFile(folder: string): Promise<ActionFile> {
  const file = join(root, folder, "action.yml");
  const { description = "", inputs = {}, outputs = {}, runs } = parse(await readFile(file, "utf8"));
  const script = (path: string) => resolve(dirname(file), path);
  return {
    description,
    inputs,
    outputs,
    using: runs.using,
    main: script(runs.main),
    post: runs.post === undefined ? undefined : script(runs.post),
    postIf: runs["post-if"] ?? "always()",
  };
}
