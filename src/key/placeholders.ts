/** What a custom key may be made of, and what each stands for. */
export const placeholders = {
  prefix: "the input key-prefix",
  os: "the operating system",
  arch: "the architecture",
  toolchain: "the compilers' versions",
  lockfiles: "a hash of the lockfiles",
  ref: "the git ref",
  sha: "the commit",
  run: "the number of the workflow run",
  date: "the UTC date",
  workflow: "the workflow's file",
  job: "the job's id",
  matrix: "the matrix job",
} as const;

export type Placeholder = keyof typeof placeholders;

/** The names between braces in `template` that are no placeholder's, each once. */
export function unknownPlaceholders(template: string): string[] {
  const names = [...template.matchAll(/\{([^{}]*)\}/g)].map(([, name = ""]) => name);
  return [...new Set(names.filter((name) => !(name in placeholders)))];
}

/** `template` with each placeholder replaced by its value. */
export function fillPlaceholders(template: string, values: Readonly<Record<Placeholder, string>>): string {
  return template.replace(/\{([^{}]*)\}/g, (whole, name: string) =>
    name in placeholders ? values[name as Placeholder] : whole,
  );
}
