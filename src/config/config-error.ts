/** One setting that cannot be used. */
export interface Problem {
  /** The input's name, as in action.yml. */
  readonly name: string;
  /** What was given. */
  readonly value: string;
  /** What may be given. */
  readonly allowed: string;
}

/** Bad configuration: it ends the step before any work, with every problem listed. */
export class ConfigError extends Error {
  override readonly name = "ConfigError";
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(describe(problems));
    this.problems = problems;
  }
}

function describe(problems: readonly Problem[]): string {
  const lines = problems.map(
    ({ name, value, allowed }) => `${name}: ${JSON.stringify(withoutCredentials(value))} is not ${allowed}`,
  );
  const count = problems.length === 1 ? "1 input is" : `${problems.length} inputs are`;
  return [`${count} not usable:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** The text without what a user may have put into an address, though it is refused there. */
function withoutCredentials(text: string): string {
  return text
    .replace(/:\/\/[^\s/,]*@/g, "://…@")
    .replace(/([?&;][\w-]*(?:key|token|secret|sig|sas|password)[\w-]*=)[^\s&;,]*/gi, "$1…");
}
