import { homedir } from "node:os";
import { resolve } from "node:path";

/** Where a path of a setting begins that is not absolute. */
export interface PathPlace {
  /** Where the checkout is; absolute. */
  readonly workspace: string;
  /** The user's folder. */
  readonly home: string;
}

/** The user's folder; `/` for one with a number alone and no HOME, as containers give it. */
export function homeFolder(): string {
  try {
    return homedir();
  } catch {
    return "/";
  }
}

/**
 * The place that a user means by a path in a setting, absolute: it begins at the workspace, or with `~` or `$HOME` at home. No shell
 * expands these in a workflow's `env:` or in a file, and a program whose working directory is `/` finds none of them.
 */
export function meantPath(given: string, { workspace, home }: PathPlace): string {
  return resolve(
    workspace,
    given.replace(/^(?:~|\$HOME|\$\{HOME\})(?=$|[\\/])/, () => home),
  );
}
