/** One invalid setting. */
export interface Problem {
  /** The input's name, as in action.yml. */
  readonly name: string;
  /** What was given. */
  readonly value: string;
  /** What is wrong with it, as the end of a sentence that begins with the input: `is not true or false`. */
  readonly why: string;
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
  const lines = problems.map(({ name, value, why }) =>
    value === "" ? `${name} ${why}` : `${name}: ${JSON.stringify(withoutCredentials(value))} ${why}`,
  );
  const count = problems.length === 1 ? "Invalid input" : `${problems.length} invalid inputs`;
  return [`${count}:`, ...lines.map((line) => `  ${line}`)].join("\n");
}

/** The text without what a user may have put into an address, though it is refused there. */
function withoutCredentials(text: string): string {
  return text
    .replace(/:\/\/[^\s/,]*@/g, "://…@")
    .replace(/([?&;][\w-]*(?:key|token|secret|sig|sas|password)[\w-]*=)[^\s&;,]*/gi, "$1…");
}
