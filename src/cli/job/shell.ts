import type { Variable } from "../../sccache/environment/environment.ts";

/** How variables can be written down: for a shell to evaluate, or for the file of GITHUB_ENV. */
export const formats = ["sh", "fish", "powershell", "github"] as const;

export type Format = (typeof formats)[number];

const writers: Readonly<Record<Format, (variable: Variable) => string>> = {
  sh: ({ name, value }) => `export ${name}='${value.replaceAll("'", `'\\''`)}'`,
  fish: ({ name, value }) => `set -gx ${name} '${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`,
  // PowerShell takes typographic quotes for plain ones.
  powershell: ({ name, value }) =>
    `$env:${name} = '${value.replace(/['\u2018\u2019\u201a\u201b]/g, "$&$&")}'`,
  github: ({ name, value }) => `${name}=${value}`,
};

/**
 * One line that sets a variable to just its value, whatever characters that holds.
 * @throws {RangeError} for a line break, which not every format can hold, and for a name that is none
 */
export function assignment(variable: Variable, format: Format): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(variable.name))
    throw new RangeError(`${variable.name} is no variable's name`);
  if (/[\r\n\0]/.test(variable.value)) throw new RangeError(`${variable.name} holds a line break`);
  return writers[format](variable);
}
